import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { nameOf } from '../../../platform/lease/ticking-worker';
import type { Instruction, NewInstruction } from '../domain/instruction';
import type { InstructionState } from '../domain/instruction-state';
import { PURPOSES, type Purpose } from '../domain/purposes';
import type { ReceiptMatcher } from '../domain/receipt';
import { referenceOf } from '../domain/reference';
import { BankAccountStore, type NewBankAccount } from '../store/bank-account-store';
import { InstructionStore } from '../store/instruction-store';
import { BOC } from '../wire/bank-message';
import { type Attempt, SettleAttempt } from './settle-attempt';
import { type SettlementHandler, SettlementRegistry } from './settlement-registry';

/** How long one worker has an instruction to itself; longer than the bank's deadline and the booking together. */
export const LEASE_MS = 10_000;

/** The centre's money in and out: the door of this room. */
@Injectable()
export class Settlement implements OnApplicationBootstrap {
  private readonly logger = new Logger(Settlement.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly accounts: BankAccountStore,
    private readonly attempts: SettleAttempt,
    private readonly registry: SettlementRegistry,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.refuseUnhandled();
  }

  registerHandler(purpose: Purpose, handler: SettlementHandler): void {
    this.registry.registerHandler(purpose, handler);
  }

  registerReceiptMatcher(matcher: ReceiptMatcher): void {
    this.registry.registerReceiptMatcher(matcher);
  }

  /** Tells the room of one of the centre's own bank accounts; returns its id. */
  openBankAccount(tx: Tx, account: NewBankAccount): Promise<string> {
    return this.accounts.insert(tx, account);
  }

  /**
   * Stores a payment instruction as its first attempt under way, leased to this process, and returns its id. The
   * commit of `tx` is the record before the call; call `dispatch` right after it. A second open or paid instruction
   * of one purpose and source violates `instruction_once`. Amount in fen, above zero.
   */
  async instruct(tx: Tx, wanted: NewInstruction): Promise<string> {
    const id = newId();
    const account = await this.accounts.payingAccount(tx, PURPOSES[wanted.purpose].payFrom, BOC);
    const reference = referenceOf(this.clock.today(), tx.centreId, id);
    const lease = { owner: this.config.instanceName, ttlMs: LEASE_MS };
    await this.instructions.insertSending(tx, id, { ...wanted, reference, bankAccountId: account.id }, lease);
    return id;
  }

  /**
   * Sends a fresh instruction and applies the bank's answer; returns the state it then has. A fault outside is a state
   * (`unknown`), and so is a fault of ours after the bank was called: the safety net has it. Where the first attempt
   * is not ours any more nothing is sent. Throws when the database is away.
   */
  async dispatch(centreId: number, instructionId: string): Promise<InstructionState> {
    const owner = this.config.instanceName;
    const attempt = await this.unitOfWork.read(centreId, async (tx) => {
      const spareMs = this.config.bankDeadlineMs;
      const instruction = await this.instructions.firstAttempt(tx, instructionId, owner, spareMs);
      if (instruction === null) return null;
      return this.attempts.prepare(tx, instruction, { owner, token: instruction.token });
    });
    if (attempt !== null) await this.sendFirst(centreId, attempt);
    return this.unitOfWork.read(centreId, async (tx) => {
      const instruction = await this.instructions.find(tx, instructionId);
      if (instruction === null) throw new Error(`there is no instruction ${instructionId}`);
      return instruction.state;
    });
  }

  private async sendFirst(centreId: number, attempt: Attempt): Promise<void> {
    try {
      await this.attempts.send(centreId, attempt);
    } catch (error) {
      // The money may have left: the caller is told the state, not an error, and the safety net asks the bank again.
      this.logger.error({
        event: 'dispatch-failed',
        instructionId: attempt.instruction.id,
        fault: nameOf(error),
      });
    }
  }

  /** The instruction as it stands; null when there is none. */
  find(tx: Tx, instructionId: string): Promise<Instruction | null> {
    return this.instructions.find(tx, instructionId);
  }
}
