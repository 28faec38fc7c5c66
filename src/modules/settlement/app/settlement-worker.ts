import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDue } from '../../../platform/lease/lease';
import { nameOf, TickingWorker } from '../../../platform/lease/ticking-worker';
import { type Fence, InstructionStore } from '../store/instruction-store';
import { type Attempt, SettleAttempt } from './settle-attempt';

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
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: BATCH }),
    );
    const carried = await Promise.all(claims.map(({ id, token }) => this.carry(id, { owner, token })));
    return carried.filter(Boolean).length;
  }

  /** False when the instruction was not ours to take up any more. */
  private async carry(id: string, fence: Fence): Promise<boolean> {
    try {
      const duty = await this.takeUp(id, fence);
      if (duty === null) return false;
      if (duty.send) await this.attempts.send(this.config.centreId, duty);
      else await this.attempts.ask(this.config.centreId, duty);
    } catch (error) {
      // One instruction that cannot be carried on does not keep the others waiting; it comes up again by itself.
      this.logger.error({ event: 'settlement-attempt-failed', instructionId: id, fault: nameOf(error) });
    }
    return true;
  }

  /** In a transaction of its own: an instruction that cannot be prepared takes no other's claim back. */
  private async takeUp(id: string, fence: Fence): Promise<Duty | null> {
    const { centreId } = this.config;
    try {
      return await this.unitOfWork.run(centreId, async (tx) => {
        const instruction = await this.instructions.takeUp(tx, id, fence);
        if (instruction === null) return null;
        return { ...(await this.attempts.prepare(tx, instruction, fence)), send: instruction.send };
      });
    } catch (error) {
      await this.attempts.postpone(centreId, id, fence, error);
      throw error;
    }
  }
}
