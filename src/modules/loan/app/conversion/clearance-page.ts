import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { selectClearance } from '../../store/loan-clearance-store';
import type { Loan } from '../../store/loan-store';
import type { LoanPagePart } from '../application/loan-pages';

/** How the old mortgage of a converted loan stands; null for any other, and before the lender was paid. */
@Injectable()
export class ClearancePage implements LoanPagePart {
  readonly name = 'clearance';

  async read(tx: Tx, { id }: Loan): Promise<Json> {
    const clearance = await selectClearance(tx, { loanId: id });
    return clearance && { state: clearance.state, since: clearance.since.toISOString() };
  }
}
