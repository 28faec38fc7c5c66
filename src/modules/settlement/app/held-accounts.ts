import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { nameOf } from '../../../platform/lease/worker';
import { InstructionStore } from '../store/instruction-store';
import { selectUnmatched } from '../store/unmatched-store';

/** Looked at once in so many ticks of the other workers. */
const ticks = 8;
/** A look of a process that takes up no work by itself is good for so long. */
const LOOK_IS_GOOD_MS = 5_000;

/** What is held is due at once when the hold ends; this is for a process that died before it said so. */
export const HELD_AGAIN_MS = 180_000;

/**
 * Accounts that nothing is paid from for now: on their statements more is unmatched than the limit, so that neither our
 * books nor their bank can be relied on. Read now and then, so that a payment asks memory; a person who explains the
 * differences ends it.
 */
@Injectable()
export class HeldAccounts extends TickingWorker implements OnModuleInit {
  /** Null: nobody has looked yet, and nothing is paid from any account. */
  private held: ReadonlySet<string> | null = null;
  private lookedAt = 0;
  /** Accounts whose hold has ended, and whose payments are to be made due. */
  private readonly ended = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('held-accounts', scheduler, config.workerIntervalMs * ticks);
  }

  /** The first look comes before any worker sends. */
  async onModuleInit(): Promise<void> {
    if (this.config.workerIntervalMs === 0) return;
    try {
      await this.workOnce();
    } catch (error) {
      // Everything is held until a tick can look.
      this.logger.warn({ event: 'payouts-unseen', fault: nameOf(error) });
    }
  }

  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    this.note(await this.unitOfWork.read(centreId, selectUnmatched));
    for (const bankAccountId of this.ended) {
      await this.unitOfWork.run(centreId, (tx) => this.instructions.hurryUnsent(tx, bankAccountId));
      this.ended.delete(bankAccountId);
    }
    return 0;
  }

  /** Before it is asked: a process without ticks looks now, where its last look is old. */
  async look(tx: Tx | null = null): Promise<void> {
    if (this.config.workerIntervalMs > 0) return;
    if (this.held !== null && performance.now() - this.lookedAt < LOOK_IS_GOOD_MS) return;
    if (tx === null) await this.workOnce();
    else this.note(await selectUnmatched(tx));
  }

  isHeld(bankAccountId: string): boolean {
    return this.held === null || this.held.has(bankAccountId);
  }

  /** False while nobody has looked: what is held then is held for not knowing. */
  get isKnown(): boolean {
    return this.held !== null;
  }

  private note(unmatched: Awaited<ReturnType<typeof selectUnmatched>>): void {
    const limitFen = BigInt(this.config.unmatchedLimitYuan) * 100n;
    const held = new Set(unmatched.filter(({ fen }) => fen > limitFen).map(({ accountId }) => accountId));
    const before = this.held ?? new Set<string>();
    for (const bankAccountId of held) {
      this.ended.delete(bankAccountId);
      if (!before.has(bankAccountId)) this.logger.error({ event: 'payouts-held', bankAccountId });
    }
    for (const bankAccountId of before) {
      if (held.has(bankAccountId)) continue;
      this.ended.add(bankAccountId);
      this.logger.log({ event: 'payouts-resumed', bankAccountId });
    }
    this.held = held;
    this.lookedAt = performance.now();
  }
}
