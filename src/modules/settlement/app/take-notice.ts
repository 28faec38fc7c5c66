import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { AccountChange } from '../domain/account-change';
import type { BankLine, BankNotice, NoticeFault, RawNotice } from '../domain/bank-line';
import type { IncidentCode, Outcome } from '../domain/outcome';
import { type BankAccount, BankAccountStore } from '../store/bank-account-store';
import { BankEvidence } from '../store/bank-evidence';
import { CollectionStore } from '../store/collection-store';
import { InstructionStore } from '../store/instruction-store';
import { type Applied, ApplyOutcome } from './apply-outcome';
import { ApplyCollected } from './collection/apply-collected';
import { BookReceipt, type Booking, SerialBooked } from './book-receipt';
import { ShortAccounts } from './short-accounts';
import { TakeReceipts } from './take-receipts';

/** What a notice came to. `early`: the bank is ahead of us and may tell it again in a moment. */
export type NoticeResult =
  | { readonly result: 'applied' | 'known' | 'early' }
  | { readonly result: 'refused'; readonly fault: NoticeFault }
  | { readonly result: 'not-ours'; readonly incident: IncidentCode }
  | { readonly result: 'conflict'; readonly incident: IncidentCode };

/** Takes what a bank pushes: verified first, then in one transaction, and twice the same does nothing. */
@Injectable()
export class TakeNotice {
  private readonly logger = new Logger(TakeNotice.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: BankAccountStore,
    private readonly instructions: InstructionStore,
    private readonly evidence: BankEvidence,
    private readonly outcomes: ApplyOutcome,
    private readonly receipts: BookReceipt,
    private readonly takeReceipts: TakeReceipts,
    private readonly collections: CollectionStore,
    private readonly collected: ApplyCollected,
    private readonly shortAccounts: ShortAccounts,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @param line of the bank that is said to speak: its dialect, its key. */
  @CrashPoint('notice-verified')
  async take(line: BankLine, raw: RawNotice): Promise<NoticeResult> {
    const opened = line.openNotice(raw, this.clock.now());
    if (opened.state === 'refused') return this.refuse(line.bankCode, opened.fault);
    const { notice } = opened;
    const { tells } = notice;
    const alone = (): Promise<NoticeResult> => this.takeAlone(notice);
    if (tells.what !== 'change' || !isReceipt(tells.change)) return alone();
    return this.takeReceipts.take<NoticeResult>(notice, tells.change, { result: 'applied' }, alone);
  }

  private async takeAlone(notice: BankNotice): Promise<NoticeResult> {
    const { tells } = notice;
    try {
      return await this.inOneTransaction((tx) => this.apply(tx, notice));
    } catch (error) {
      if (!(error instanceof SerialBooked) || tells.what !== 'change') throw error;
      return this.inOneTransaction((tx) => this.takeAgain(tx, notice, tells.change));
    }
  }

  private async apply(tx: Tx, notice: BankNotice): Promise<NoticeResult> {
    const { tells } = notice;
    if (tells.what === 'change') return this.takeChange(tx, notice, tells.change);
    return this.resultOf(await this.applyTo(tx, notice, tells.reference, null, tells.outcome));
  }

  private inOneTransaction(work: (tx: Tx) => Promise<NoticeResult>): Promise<NoticeResult> {
    return this.unitOfWork.run(this.config.centreId, work);
  }

  @CrashPoint('account-change')
  private async takeChange(tx: Tx, notice: BankNotice, change: AccountChange): Promise<NoticeResult> {
    const account = await this.accounts.byNumber(tx, notice.bankCode, change.accountNo);
    if (account === null) return this.notOurs(tx, notice, 'UNKNOWN_ACCOUNT', change.bankSerial);
    if (change.direction === 'in' && !change.reversal) {
      const { bankSerial, valueDate, amountFen, counterparty, reference } = change;
      const said = {
        kind: 'paid',
        bankSerial,
        valueDate,
        amountFen,
        payeeAccount: counterparty.accountNo,
      } as const;
      const ours = reference && (await this.applyToCollection(tx, notice, reference, account, said));
      return ours ? this.resultOf(ours) : this.takeReceipt(tx, notice, account, change);
    }
    const { bankSerial, valueDate, amountFen } = change;
    const payeeAccount = change.counterparty.accountNo;
    const kind = change.direction === 'in' ? 'returned' : 'paid';
    const reference = change.reference ?? bankSerial;
    if (kind === 'returned' && (await this.receipts.isOthers(tx, account, change)))
      return this.serialReused(tx, notice, bankSerial);
    const applied = await this.applyTo(tx, notice, reference, account, {
      kind,
      bankSerial,
      valueDate,
      amountFen,
      payeeAccount,
    });
    if (kind === 'returned' && applied?.did === 'moved' && applied.journalId !== null) {
      await this.receipts.keepReturned(tx, account, change, applied.journalId);
    }
    return this.resultOf(applied);
  }

  /** Evidence and booking do not wait for each other; both are undone when the serial is booked. */
  @CrashPoint('receipt')
  private async takeReceipt(
    tx: Tx,
    notice: BankNotice,
    account: BankAccount,
    change: AccountChange,
  ): Promise<NoticeResult> {
    const booked: Booking = 'booked';
    await together([
      this.receipts.book(tx, account, change),
      this.keep(tx, notice, change.bankSerial, booked, null),
    ]);
    // Only what is committed: a receipt that is undone fills no account.
    tx.afterCommit(() => this.shortAccounts.refilled(account.id));
    return { result: 'applied' };
  }

  private async takeAgain(tx: Tx, notice: BankNotice, change: AccountChange): Promise<NoticeResult> {
    const account = await this.accounts.byNumber(tx, notice.bankCode, change.accountNo);
    if (account === null) return this.notOurs(tx, notice, 'UNKNOWN_ACCOUNT', change.bankSerial);
    const booking = await this.receipts.again(tx, account, change);
    return booking === 'known' ? { result: 'known' } : this.serialReused(tx, notice, change.bankSerial);
  }

  private async serialReused(tx: Tx, notice: BankNotice, bankSerial: string): Promise<NoticeResult> {
    await this.report(tx, notice, 'SERIAL_REUSED', bankSerial);
    return { result: 'conflict', incident: 'SERIAL_REUSED' };
  }

  /** Applies an outcome to the instruction with that reference; null when there is none. */
  private async applyTo(
    tx: Tx,
    notice: BankNotice,
    reference: string,
    account: BankAccount | null,
    outcome: Outcome,
  ): Promise<Applied | null> {
    const instruction = await this.instructions.lockByReference(tx, notice.bankCode, reference);
    if (instruction === null) {
      // A line that money left by is never one of an order to collect.
      const collected =
        account === null ? await this.applyToCollection(tx, notice, reference, null, outcome) : null;
      if (collected !== null) return collected;
      await this.report(tx, notice, 'UNKNOWN_REFERENCE', reference);
      return null;
    }
    const elsewhere = account !== null && account.id !== instruction.bankAccountId;
    const said: Outcome = elsewhere ? { kind: 'contradiction', code: 'OTHER_ACCOUNT' } : outcome;
    let kept: string | null = null;
    const keep = async (): Promise<string> =>
      (kept ??= await this.keep(tx, notice, reference, outcome.kind, instruction.id));
    const applied = await this.outcomes.apply(tx, instruction, said, { fence: null, keep });
    if (applied.did === 'moved') await keep();
    return applied;
  }

  /** Applies an outcome to the order to collect with that reference; null when there is none. */
  private async applyToCollection(
    tx: Tx,
    notice: BankNotice,
    reference: string,
    account: BankAccount | null,
    outcome: Outcome,
  ): Promise<Applied | null> {
    const collection = await this.collections.lockByReference(tx, notice.bankCode, reference);
    if (collection === null) return null;
    const elsewhere = account !== null && account.id !== collection.bankAccountId;
    const said: Outcome = elsewhere ? { kind: 'contradiction', code: 'OTHER_ACCOUNT' } : outcome;
    let kept: string | null = null;
    const keep = async (): Promise<string> =>
      (kept ??= await this.keep(tx, notice, reference, outcome.kind, null));
    const applied = await this.collected.apply(tx, collection, said, { fence: null, keep });
    if (applied.did === 'moved') await keep();
    return applied;
  }

  private resultOf(applied: Applied | null): NoticeResult {
    if (applied === null) return { result: 'not-ours', incident: 'UNKNOWN_REFERENCE' };
    if (applied.did === 'frozen' || applied.did === 'noted')
      return { result: 'conflict', incident: applied.incident };
    if (applied.did === 'early') return { result: 'early' };
    return { result: applied.did === 'moved' ? 'applied' : 'known' };
  }

  private async notOurs(
    tx: Tx,
    notice: BankNotice,
    incident: IncidentCode,
    reference: string,
  ): Promise<NoticeResult> {
    await this.report(tx, notice, incident, reference);
    return { result: 'not-ours', incident };
  }

  /** Tells a person, once; a repeated message adds nothing. */
  private async report(tx: Tx, notice: BankNotice, code: IncidentCode, reference: string): Promise<void> {
    const { bankCode, seqNo } = notice;
    this.logger.error({ event: 'bank-notice-incident', bankCode, code, seqNo });
    if (await this.evidence.isKnown(tx, code, { bankCode, reference })) return;
    const exchangeId = await this.keep(tx, notice, reference, code, null);
    await this.evidence.incident(tx, code, { bankCode, instructionId: null, exchangeId, reference });
  }

  @CrashPoint('notice-kept')
  private keep(
    tx: Tx,
    notice: BankNotice,
    reference: string,
    outcome: string,
    instructionId: string | null,
  ): Promise<string> {
    return this.evidence.storeNotice(tx, notice, { outcome, reference, instructionId });
  }

  /** Not believed: nothing is stored, so that nobody can fill the books from outside. */
  private refuse(bankCode: string, fault: NoticeFault): NoticeResult {
    this.logger.warn({ event: 'bank-notice-refused', bankCode, fault });
    return { result: 'refused', fault };
  }
}

/** Money that came in and belongs to no order of ours. */
function isReceipt({ direction, reversal, reference }: AccountChange): boolean {
  return direction === 'in' && !reversal && reference === null;
}
