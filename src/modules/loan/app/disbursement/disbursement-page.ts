import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { LoanDetails } from '../../domain/loan-details';
import { selectDisbursement } from '../../store/loan-disbursement-store';
import type { Loan } from '../../store/loan-store';
import type { LoanPagePart } from '../application/loan-pages';

/** How the payment of a loan's money stands, and to whom it goes; null before it was due. */
@Injectable()
export class DisbursementPage implements LoanPagePart {
  readonly name = 'disbursement';

  constructor(private readonly sealer: Sealer) {}

  async read(tx: Tx, loan: Loan): Promise<Json> {
    const disbursement = await selectDisbursement(tx, loan.id);
    if (disbursement === null) return null;
    const { payee } = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const { state, rejectCode } = disbursement;
    return { state, rejectCode, payee: payee.name, accountLast4: payee.accountNo.slice(-4) };
  }
}
