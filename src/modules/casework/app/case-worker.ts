import { Injectable } from '@nestjs/common';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDueByLane } from '../../../platform/lease/claim-due-by-lane';
import type { Claim } from '../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../platform/lease/due-watch';
import { DueWorker } from '../../../platform/lease/due-worker';
import { nameOf } from '../../../platform/lease/worker';
import { Settlement } from '../../settlement';
import { undecidedStates } from '../domain/case-state';
import { RunCase } from './run-case';

/** Cases of one lane at a time: those of a dead registry queue among themselves. */
const batch = 8;
/** Rounds under way at once: three times the batch in all, and never a connection held while something is asked. */
const ROUNDS = 3;
const leased = {
  table: 'service_case',
  work: `t.state IN (${undecidedStates.map((state) => `'${state}'`).join(', ')})`,
};

/** Safety net and patience: takes up cases whose first request died, and asks again for cases that wait. */
@Injectable()
export class CaseWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runCase: RunCase,
    private readonly settlement: Settlement,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('cases', watch, [dueOf(leased)], ROUNDS);
  }

  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    const claims = await this.claim(centreId);
    await Promise.all(claims.map((claim) => this.carry(centreId, claim)));
    return claims.length;
  }

  @CrashPoint('case-claim')
  private claim(centreId: number): Promise<Claim[]> {
    const wanted = { owner: this.config.instanceName, ttlMs: LEASE_MS, limit: batch };
    return this.unitOfWork.run(centreId, (tx) => claimDueByLane(tx, leased, wanted));
  }

  @CrashPoint('case-carried')
  private async carry(centreId: number, { id, token }: Claim): Promise<void> {
    try {
      const result = await this.runCase.resume(centreId, id, token, id.replaceAll('-', ''));
      if (result?.instructionId) await this.settlement.dispatch(centreId, result.instructionId);
    } catch (error) {
      // One case that fails does not keep the others waiting; it was put off and is taken up again.
      this.logger.warn({ event: 'round-of-case-failed', caseId: id, fault: nameOf(error) });
    }
  }
}
