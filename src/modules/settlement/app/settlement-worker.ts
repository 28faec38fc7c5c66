import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDue } from '../../../platform/lease/lease';
import { InstructionStore } from '../store/instruction-store';
import { type Attempt, SettleAttempt } from './settle-attempt';
import { LEASE_MS } from './settlement';

const TICK = 'settlement';
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
export class SettlementWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SettlementWorker.name);
  private round: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly attempts: SettleAttempt,
    private readonly scheduler: SchedulerRegistry,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    const interval = setInterval(() => this.tick(), this.config.workerIntervalMs);
    this.scheduler.addInterval(TICK, interval);
  }

  /** Takes up no more and lets the round under way end, so that no lease is left behind. */
  async onModuleDestroy(): Promise<void> {
    if (this.scheduler.doesExist('interval', TICK)) this.scheduler.deleteInterval(TICK);
    await this.round;
  }

  /** Works on everything due, once; returns how many instructions were taken up. */
  async workOnce(): Promise<number> {
    const duties = await this.claim();
    await Promise.all(duties.map((duty) => this.carry(duty)));
    return duties.length;
  }

  private tick(): void {
    this.round ??= this.workOnce()
      .then(() => undefined)
      .catch((error: unknown) => {
        // The database is away or busy: what was not claimed is claimed by the next tick.
        this.logger.warn({
          event: 'settlement-round-failed',
          fault: error instanceof Error ? error.name : 'unknown',
        });
      })
      .finally(() => {
        this.round = null;
      });
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
      const fault = error instanceof Error ? error.name : 'unknown';
      this.logger.error({ event: 'settlement-attempt-failed', instructionId: duty.instruction.id, fault });
    }
  }
}
