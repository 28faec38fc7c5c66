import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDueByLane } from '../../../platform/lease/claim-due-by-lane';
import type { Claim } from '../../../platform/lease/lease';
import { nameOf, TickingWorker } from '../../../platform/lease/ticking-worker';
import { Settlement } from '../../settlement';
import { undecidedStates } from '../domain/case-state';
import { RunCase } from './run-case';

/** Cases of one lane at a time: those of a dead registry queue among themselves. */
const batch = 8;
const leased = {
  table: 'service_case',
  work: `t.state IN (${undecidedStates.map((state) => `'${state}'`).join(', ')})`,
};

/** Safety net and patience: takes up cases whose first request died, and asks again for cases that wait. */
@Injectable()
export class CaseWorker extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runCase: RunCase,
    private readonly settlement: Settlement,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('cases', scheduler, config.workerIntervalMs);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDueByLane(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch }),
    );
    await Promise.all(claims.map((claim) => this.carry(centreId, claim)));
    return claims.length;
  }

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
