import { Injectable, Logger } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { databaseProblem } from '../../../platform/http';
import { askAgainMs } from '../domain/ask-again';
import type { PaymentOrder, Said } from '../domain/bank-line';
import type { Instruction } from '../domain/instruction';
import type { Outcome } from '../domain/outcome';
import { BankAccountStore } from '../store/bank-account-store';
import { BankEvidence } from '../store/bank-evidence';
import { type Duty, type Fence, InstructionStore } from '../store/instruction-store';
import { BankLines } from '../wire/bank-lines';
import { type Applied, ApplyOutcome } from './apply-outcome';
import { FundsInView } from './funds-in-view';
import { HELD_AGAIN_MS, HeldAccounts } from './held-accounts';
import { Payees } from './payees';
import { ShortAccounts } from './short-accounts';

/** One duty with everything the call needs; read in a transaction that has ended before the call. */
export interface Attempt {
  readonly instruction: Instruction & Duty;
  readonly order: PaymentOrder;
  readonly fence: Fence;
}

/** In place of the bank's answer: nothing was sent. */
const fundsFirst: Said<Outcome> = { said: { kind: 'insufficient-funds', isUnsent: true }, call: null };

/** Calls the bank for one instruction and applies its answer: the call outside of any transaction, the rest in one. */
@Injectable()
export class SettleAttempt {
  private readonly logger = new Logger(SettleAttempt.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly accounts: BankAccountStore,
    private readonly evidence: BankEvidence,
    private readonly payees: Payees,
    private readonly banks: BankLines,
    private readonly outcomes: ApplyOutcome,
    private readonly shortAccounts: ShortAccounts,
    private readonly fundsInView: FundsInView,
    private readonly heldAccounts: HeldAccounts,
  ) {}

  /** Gathers what the call needs. */
  @CrashPoint('payment-prepared')
  async prepare(tx: Tx, instruction: Instruction & Duty, fence: Fence): Promise<Attempt> {
    const from = await this.accounts.byId(tx, instruction.bankAccountId);
    const payee = await this.payees.of(tx, instruction);
    const { reference, amountFen, interestFen, busType, summary } = instruction;
    return {
      instruction,
      fence,
      order: { reference, amountFen, interestFen, busType, summary, from, payee },
    };
  }

  /**
   * Sends the payment (BDC101) and says what its answer did. The attempt stands in the database already. What its
   * account cannot pay by our own reckoning is not sent before funds have come, and nothing while the account is held.
   */
  @CrashPoint('payment-sent')
  async send(centreId: number, attempt: Attempt): Promise<Applied> {
    const { order, instruction } = attempt;
    await this.heldAccounts.look();
    if (this.heldAccounts.isHeld(instruction.bankAccountId)) return this.putBack(centreId, attempt);
    const answer = this.fundsInView.isShortFor(instruction) ? fundsFirst : await this.pay(order);
    this.shortAccounts.heard(instruction.bankAccountId, answer.said);
    return this.settle(centreId, attempt, answer);
  }

  private putBack(centreId: number, { instruction, fence }: Attempt): Promise<Applied> {
    return this.unitOfWork.run(centreId, async (tx) => {
      const isOurs = await this.instructions.putBack(tx, instruction.id, fence, HELD_AGAIN_MS);
      return isOurs ? { did: 'moved', state: 'created', journalId: null } : { did: 'stale' };
    });
  }

  @CrashPoint('bank-call')
  private pay(order: PaymentOrder): Promise<Said<Outcome>> {
    return this.banks.of(order.from.bankCode).pay(order);
  }

  /** Asks what became of the payment (BDC110) and sends nothing. */
  @CrashPoint('bank-asked')
  async ask(centreId: number, attempt: Attempt): Promise<void> {
    const { order, instruction } = attempt;
    const line = this.banks.of(order.from.bankCode);
    await this.settle(centreId, attempt, await line.query(order.reference, instruction.sinceSentMs ?? 0));
  }

  @CrashPoint('settlement')
  private async settle(centreId: number, attempt: Attempt, answer: Said<Outcome>): Promise<Applied> {
    try {
      return await this.unitOfWork.run(centreId, (tx) => this.applyAnswer(tx, attempt, answer));
    } catch (error) {
      await this.postpone(centreId, attempt.instruction.id, attempt.fence, error);
      throw error;
    }
  }

  @CrashPoint('bank-answer')
  private async applyAnswer(tx: Tx, attempt: Attempt, { said, call }: Said<Outcome>): Promise<Applied> {
    const { id, reference } = attempt.instruction;
    const of = { instructionId: id, reference };
    const [locked, exchangeId] = await together([
      this.instructions.lock(tx, id),
      call === null ? Promise.resolve(null) : this.evidence.storeCall(tx, call, of),
    ]);
    if (locked === null) throw new Error(`instruction ${id} is gone`);
    const source = { fence: attempt.fence, keep: () => Promise.resolve(exchangeId) };
    const applied = await this.outcomes.apply(tx, locked, said, source);
    if (applied.did !== 'moved')
      this.logger.debug({ event: 'bank-answer', instructionId: id, did: applied.did });
    return applied;
  }

  /**
   * The call could not be prepared or its answer not booked: it is tried again later, nobody waits for it. A fault of
   * ours is told to a person; a database that is away or busy is not.
   */
  async postpone(centreId: number, id: string, fence: Fence, error: unknown): Promise<void> {
    this.logger.error({ event: 'settlement-failed', instructionId: id });
    await this.unitOfWork.run(centreId, async (tx) => {
      const locked = await this.instructions.lock(tx, id);
      if (locked === null) throw new Error(`instruction ${id} is gone`);
      const { reference, questions, bankCode } = locked;
      await this.instructions.postpone(tx, id, fence, askAgainMs(questions));
      if (databaseProblem(error) !== null) return;
      const subject = { bankCode, instructionId: id, exchangeId: null, reference };
      await this.evidence.reportFailed(tx, subject);
    });
  }
}
