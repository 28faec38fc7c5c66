import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDue } from '../../../platform/lease/lease';
import { nameOf, TickingWorker } from '../../../platform/lease/ticking-worker';
import { InstructionStore } from '../store/instruction-store';
import { type Attempt, SettleAttempt } from './settle-attempt';
import { LEASE_MS } from './settlement';

const BATCH = 16;
const leased = {
  table: 'instruction',
  work: `t.state IN ('created', 'sending', 'accepted', 'unknown') AND NOT t.frozen`,
};

type Duty = Attempt & { readonly send: boolean };

/**
 * The safety net, ticking on every instance; the lease decides who works. What is `created` is sent; everything else
 * that is due (an attempt whose process died, an unknown result, an accepted order) is asked about first.
 */
@Injectable()
export class SettlementWorker extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly attempts: SettleAttempt,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('settlement', scheduler, config.workerIntervalMs);
  }

  /** Works on everything due, once; returns how many instructions were taken up. */
  async workOnce(): Promise<number> {
    const duties = await this.claim();
    await Promise.all(duties.map((duty) => this.carry(duty)));
    return duties.length;
  }

  private claim(): Promise<Duty[]> {
    const owner = this.config.instanceName;
    return this.unitOfWork.run(this.config.centreId, async (tx) => {
      const claims = await claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: BATCH });
      const duties: Duty[] = [];
      for (const { id, token } of claims) {
        const instruction = await this.instructions.takeUp(tx, id, { owner, token });
        if (instruction === null) continue;
        const attempt = await this.attempts.prepare(tx, instruction, { owner, token });
        duties.push({ ...attempt, send: instruction.send });
      }
      return duties;
    });
  }

  private async carry(duty: Duty): Promise<void> {
    try {
      if (duty.send) await this.attempts.send(this.config.centreId, duty);
      else await this.attempts.ask(this.config.centreId, duty);
    } catch (error) {
      // One instruction that cannot be booked does not keep the others waiting; it comes up again by itself.
      const instructionId = duty.instruction.id;
      this.logger.error({ event: 'settlement-attempt-failed', instructionId, fault: nameOf(error) });
    }
  }
}
