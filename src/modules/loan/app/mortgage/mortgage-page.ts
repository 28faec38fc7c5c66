import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { selectMortgages } from '../../store/loan-mortgage-store';
import type { Loan } from '../../store/loan-store';
import type { LoanPagePart } from '../application/loan-pages';

/** What was asked of the title registry for a loan, and how it stands there. */
@Injectable()
export class MortgagePage implements LoanPagePart {
  readonly name = 'mortgage';

  async read(tx: Tx, { id }: Loan): Promise<Json> {
    return (await selectMortgages(tx, id)).map(
      ({ kind, applyNo, state, certNo, registeredOn, reason, requestedAt, conversion }) => ({
        ...{ kind, applyNo, state, certNo, registeredOn, reason, conversion },
        requestedAt: requestedAt.toISOString(),
      }),
    );
  }
}
