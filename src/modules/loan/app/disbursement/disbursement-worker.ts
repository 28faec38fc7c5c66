import { Injectable } from '@nestjs/common';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { selectLoanOfDisbursement } from '../../store/loan-disbursement-store';
import { DisburseLoan } from './disburse-loan';

const batch = 8;
const leased = { table: 'loan_disbursement', work: `t.state = 'due'` };

/** Safety net: money that is due and that nobody has sent, since whoever took the event died. */
@Injectable()
export class DisbursementWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly disbursing: DisburseLoan,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('disbursements', watch, [dueOf(leased)]);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch }),
    );
    for (const { id } of claims) {
      try {
        const loanId = await this.unitOfWork.read(centreId, (tx) => selectLoanOfDisbursement(tx, id));
        if (loanId !== null) await this.disbursing.disburse(centreId, loanId);
      } catch (error) {
        // The lease runs out and it is taken up again.
        this.logger.warn({ event: 'disbursement-failed', disbursementId: id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }
}
