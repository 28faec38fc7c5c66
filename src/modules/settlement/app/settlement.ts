import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { nameOf } from '../../../platform/lease/worker';
import { chooseAccount } from '../domain/choose-account';
import type { Instruction, NewInstruction } from '../domain/instruction';
import type { InstructionState } from '../domain/instruction-state';
import { type OutwardPurpose, PURPOSES, type Purpose } from '../domain/purposes';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../domain/receipt';
import { referenceOf } from '../domain/reference';
import { type BankAccount, BankAccountStore, type NewBankAccount } from '../store/bank-account-store';
import { type AccountInView, selectAccountsInView } from '../store/bank-balance-store';
import { type FrozenOrder, type FrozenKey, selectFrozen } from '../store/frozen-store';
import { InstructionStore } from '../store/instruction-store';
import { ReceiptStore } from '../store/receipt-store';
import { BankLines } from '../wire/bank-lines';
import type { Applied } from './apply-outcome';
import { FirstAttempts, freshAttempt } from './first-attempts';
import { HeldAccounts } from './held-accounts';
import { Payees } from './payees';
import { type Attempt, SettleAttempt } from './settle-attempt';
import { type SettlementHandler, SettlementRegistry } from './settlement-registry';
import { ShortAccounts } from './short-accounts';
import { TimeSettlement } from './time-settlement';

/** An account of the centre as somebody is told who pays to it. */
export interface CollectingAccount {
  /** National code of the bank. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

export interface Dispatched {
  readonly state: InstructionState;
  /** True when this very call brought the instruction there, in a transaction that is committed. */
  readonly byThisCall: boolean;
}

/** The centre's money in and out: the door of this room. */
@Injectable()
export class Settlement implements OnApplicationBootstrap {
  private readonly logger = new Logger(Settlement.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly instructions: InstructionStore,
    private readonly accounts: BankAccountStore,
    private readonly attempts: SettleAttempt,
    private readonly firstAttempts: FirstAttempts,
    private readonly payees: Payees,
    private readonly receipts: ReceiptStore,
    private readonly banks: BankLines,
    private readonly shortAccounts: ShortAccounts,
    private readonly heldAccounts: HeldAccounts,
    private readonly registry: SettlementRegistry,
    private readonly times: TimeSettlement,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.refuseUnhandled();
  }

  registerHandler(purpose: Purpose, handler: SettlementHandler): void {
    this.registry.registerHandler(purpose, this.times.handler(purpose, handler));
  }

  registerReceiptMatcher(matcher: ReceiptMatcher): void {
    this.registry.registerReceiptMatcher(this.times.matcher(matcher));
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
  @CrashPoint('instruction')
  async instruct(tx: Tx, wanted: NewInstruction): Promise<string> {
    const id = newId();
    await this.heldAccounts.look(tx);
    const ids = await this.payees.idsOf(tx, wanted);
    const { payeeReceiptId } = ids;
    const [payee, accounts] = await together([
      this.payees.of(tx, ids),
      payeeReceiptId === null
        ? this.accounts.ofPurpose(tx, PURPOSES[wanted.purpose].payFrom)
        : this.accounts.ofReceipt(tx, payeeReceiptId),
    ]);
    const account = this.payingAccount(accounts, wanted.purpose, payee.bankCode);
    const reference = referenceOf(this.clock.today(), tx.centreId, id);
    const owner = this.config.instanceName;
    const instruction = { ...wanted, ...ids, reference, bankAccountId: account.id };
    await this.instructions.insertSending(tx, id, instruction, { owner, ttlMs: LEASE_MS });
    this.firstAttempts.add(freshAttempt(id, instruction, account, payee, owner));
    return id;
  }

  /** Throws when the centre has no account of that kind at a bank it can talk to. */
  private payingAccount(
    accounts: readonly BankAccount[],
    purpose: OutwardPurpose,
    payeeBank: string,
  ): BankAccount {
    const payable = accounts.filter(({ bankCode }) => this.banks.find(bankCode) !== null);
    // Funds come in half a minute, the end of a hold only with a person.
    const unheld = payable.filter(({ id }) => !this.heldAccounts.isHeld(id));
    const account = chooseAccount(unheld.length > 0 ? unheld : payable, payeeBank, (id) =>
      this.shortAccounts.isShort(id),
    );
    if (account === null)
      throw new Error(`the centre has no ${PURPOSES[purpose].payFrom} account that it could pay from`);
    return account;
  }

  /**
   * Sends a fresh instruction and applies the bank's answer. A fault outside is a state (`unknown`), and so is a fault
   * of ours after the bank was called: the safety net has it. Where the first attempt is not ours any more nothing is
   * sent. Throws when the database is away.
   */
  @CrashPoint('dispatch')
  async dispatch(centreId: number, instructionId: string): Promise<Dispatched> {
    const attempt =
      this.firstAttempts.take(instructionId, LEASE_MS - this.config.bankDeadlineMs) ??
      (await this.storedAttempt(centreId, instructionId));
    const applied = attempt && (await this.sendFirst(centreId, attempt));
    if (applied?.did === 'moved') return { state: applied.state, byThisCall: true };
    const state = await this.unitOfWork.read(centreId, async (tx) => {
      const instruction = await this.instructions.find(tx, instructionId);
      if (instruction === null) throw new Error(`there is no instruction ${instructionId}`);
      return instruction.state;
    });
    return { state, byThisCall: false };
  }

  private storedAttempt(centreId: number, instructionId: string): Promise<Attempt | null> {
    const { instanceName: owner, bankDeadlineMs: spareMs } = this.config;
    return this.unitOfWork.read(centreId, async (tx) => {
      const instruction = await this.instructions.firstAttempt(tx, instructionId, owner, spareMs);
      if (instruction === null) return null;
      return this.attempts.prepare(tx, instruction, { owner, token: instruction.token });
    });
  }

  private async sendFirst(centreId: number, attempt: Attempt): Promise<Applied | null> {
    try {
      return await this.attempts.send(centreId, attempt);
    } catch (error) {
      // The money may have left: the caller is told the state, not an error, and the safety net asks the bank again.
      this.logger.error({
        event: 'dispatch-failed',
        instructionId: attempt.instruction.id,
        fault: nameOf(error),
      });
      return null;
    }
  }

  /** The centre's accounts as our books and their banks have them. */
  accountsInView(tx: Tx): Promise<AccountInView[]> {
    return selectAccountsInView(tx);
  }

  /** The accounts of the centre that people pay to. */
  async collectingAccounts(tx: Tx): Promise<CollectingAccount[]> {
    const accounts = await this.accounts.ofPurpose(tx, 'collection');
    return accounts.map(({ bankCode, accountNo, name }) => ({ bankCode, accountNo, name }));
  }

  /** Orders to banks at which everything automatic stopped, or of which the bank is silent for long; the oldest first. */
  frozen(tx: Tx, after: FrozenKey | null, limit: number): Promise<FrozenOrder[]> {
    return selectFrozen(tx, after, limit);
  }

  /**
   * The receipt that stands for the payer of all of these; null when they came from several accounts, or there is none:
   * money that goes back goes to the account it came from, and to no other.
   */
  payerOf(tx: Tx, receiptIds: readonly string[]): Promise<string | null> {
    return this.receipts.onePayer(tx, receiptIds);
  }

  /** Money that no matcher has claimed, locked; null when there is no such receipt or it was claimed since. */
  unclaimed(tx: Tx, receiptId: string): Promise<Receipt | null> {
    return this.receipts.lockUnclaimed(tx, receiptId);
  }

  /** Whether there is such a receipt at all. */
  async isReceipt(tx: Tx, receiptId: string): Promise<boolean> {
    return (await this.receipts.payerOf(tx, receiptId)) !== null;
  }

  /** Says whose an unclaimed receipt is; its money stands on 21901 until the caller books it from there. */
  claim(tx: Tx, receiptId: string, by: { matcher: string; matchedRef: string }): Promise<void> {
    return this.receipts.claim(tx, receiptId, by);
  }

  /** Offers money of nobody known to one business alone, as the payer would have named it. */
  matchBy(tx: Tx, matcherId: string, receipt: Receipt): Promise<boolean | MatchedBy> {
    const matcher = this.registry.matchers().find(({ id }) => id === matcherId);
    if (matcher === undefined) throw new Error(`there is no receipt matcher ${matcherId}`);
    return matcher.match(tx, receipt);
  }

  /** The instruction as it stands; null when there is none. */
  find(tx: Tx, instructionId: string): Promise<Instruction | null> {
    return this.instructions.find(tx, instructionId);
  }
}
