import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Claim, claimDue, type LeasedTable } from '../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../platform/lease/due-watch';
import { DueWorker } from '../../../platform/lease/due-worker';
import { nameOf } from '../../../platform/lease/worker';
import { type Fence, InstructionStore } from '../store/instruction-store';
import { BankLines } from '../wire/bank-lines';
import { HeldPayments } from './held-payments';
import { type Attempt, SettleAttempt } from './settle-attempt';

const BATCH = 16;
/** Rounds under way at once: three times the batch in all, and never a connection held while something is asked. */
const ROUNDS = 3;

type Duty = Attempt & { readonly send: boolean };

function instructionsAt(bankCode: string): LeasedTable {
  if (!/^\d{3}$/.test(bankCode)) throw new Error(`${bankCode} is no bank code`);
  return {
    table: 'instruction',
    work: `t.state IN ('created', 'sending', 'accepted', 'unknown') AND NOT t.frozen AND t.bank_account_id IN
             (SELECT a.id FROM bank_account AS a WHERE a.centre_id = t.centre_id AND a.bank_code = '${bankCode}')`,
  };
}

/** The instructions of one bank, claimed and carried on apart from the others'. */
class WorkOfBank extends DueWorker {
  private readonly leased: LeasedTable;

  constructor(
    private readonly parts: {
      readonly unitOfWork: UnitOfWork;
      readonly instructions: InstructionStore;
      readonly attempts: SettleAttempt;
      readonly held: HeldPayments;
      readonly config: AppConfig;
    },
    bankCode: string,
    watch: DueWatch,
  ) {
    const leased = instructionsAt(bankCode);
    super(`settlement-${bankCode}`, watch, [dueOf(leased)], ROUNDS);
    this.leased = leased;
  }

  /** Works on everything due at this bank, once; returns how many instructions were taken up. */
  async workOnce(): Promise<number> {
    const { instanceName: owner } = this.parts.config;
    const claims = await this.claim(owner);
    const carried = await Promise.all(claims.map(({ id, token }) => this.carry(id, { owner, token })));
    return carried.filter(Boolean).length;
  }

  @CrashPoint('instruction-claim')
  private claim(owner: string): Promise<Claim[]> {
    const { unitOfWork, config } = this.parts;
    const wanted = { owner, ttlMs: LEASE_MS, limit: BATCH };
    return unitOfWork.run(config.centreId, (tx) => claimDue(tx, this.leased, wanted));
  }

  /** False when the instruction was not ours to take up any more. */
  @CrashPoint('instruction-carried')
  private async carry(id: string, fence: Fence): Promise<boolean> {
    const { attempts, config } = this.parts;
    try {
      const duty = await this.takeUp(id, fence);
      if (duty === null) return false;
      if (duty.send) await attempts.send(config.centreId, duty);
      else await attempts.ask(config.centreId, duty);
    } catch (error) {
      // One instruction that cannot be carried on does not keep the others waiting; it comes up again by itself.
      this.logger.error({ event: 'settlement-attempt-failed', instructionId: id, fault: nameOf(error) });
    }
    return true;
  }

  /** In a transaction of its own: an instruction that cannot be prepared takes no other's claim back. */
  @CrashPoint('instruction-taken-up')
  private async takeUp(id: string, fence: Fence): Promise<Duty | null> {
    const { unitOfWork, instructions, attempts, held, config } = this.parts;
    try {
      return await unitOfWork.run(config.centreId, async (tx) => {
        if (await held.holds(tx, id, fence)) return null;
        const instruction = await instructions.takeUp(tx, id, fence);
        if (instruction === null) return null;
        return { ...(await attempts.prepare(tx, instruction, fence)), send: instruction.send };
      });
    } catch (error) {
      await attempts.postpone(config.centreId, id, fence, error);
      throw error;
    }
  }
}

/**
 * The safety net, at work on every instance, for each bank by itself: one that is silent keeps nobody waiting who is
 * paid through another. The lease decides who works. What is `created` is sent; everything else that is due (an
 * attempt whose process died, an unknown result, an accepted order) is asked about first.
 */
@Injectable()
export class SettlementWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly banks: readonly WorkOfBank[];

  constructor(
    unitOfWork: UnitOfWork,
    instructions: InstructionStore,
    attempts: SettleAttempt,
    held: HeldPayments,
    config: AppConfig,
    watch: DueWatch,
    lines: BankLines,
  ) {
    const parts = { unitOfWork, instructions, attempts, held, config };
    this.banks = lines.codes.map((code) => new WorkOfBank(parts, code, watch));
  }

  onApplicationBootstrap(): void {
    for (const bank of this.banks) bank.onApplicationBootstrap();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.banks.map((bank) => bank.onModuleDestroy()));
  }

  /** Works on everything due, once; returns how many instructions were taken up. */
  async workOnce(): Promise<number> {
    const taken = await Promise.all(this.banks.map((bank) => bank.workOnce()));
    return taken.reduce((sum, count) => sum + count, 0);
  }
}
