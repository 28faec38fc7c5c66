import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import type { AccountChange } from '../domain/account-change';
import type { IncidentCode, Outcome } from '../domain/outcome';
import { readReturnReason } from '../domain/return-reason';
import { isPossibleValueDay } from '../domain/value-days';
import { type BankAccount, BankAccountStore } from '../store/bank-account-store';
import { BankEvidence } from '../store/bank-evidence';
import { CollectionStore } from '../store/collection-store';
import { InstructionStore } from '../store/instruction-store';
import { type Applied, ApplyOutcome } from './apply-outcome';
import { BookReceipt, type Booking } from './book-receipt';
import { ApplyCollected } from './collection/apply-collected';
import { ShortAccounts } from './short-accounts';

/** What a word of a bank came to. `early`: the bank is ahead of us and may tell it again in a moment. */
export type WordResult =
  | { readonly result: 'applied' | 'known' | 'early' }
  | { readonly result: 'not-ours'; readonly incident: IncidentCode }
  | { readonly result: 'conflict'; readonly incident: IncidentCode };

/** What a word did, as it is kept with the message. */
export interface WordDid {
  readonly outcome: string;
  readonly reference: string;
  readonly instructionId: string | null;
}

/** A believed message of a bank: a notice of its own, or a page of a statement that it was asked for. */
export interface Word {
  readonly bankCode: string;
  readonly seqNo: string;
  /** Keeps the message as evidence, where it is not kept yet; returns its id. */
  readonly keep: (tx: Tx, did: WordDid) => Promise<string>;
}

/**
 * The one way in which a line on an account of ours, or the end of an order, is taken in, whichever message says so:
 * twice the same does nothing, and what contradicts our records changes nothing and is told to a person.
 */
@Injectable()
export class TakeWord {
  private readonly logger = new Logger(TakeWord.name);

  constructor(
    private readonly accounts: BankAccountStore,
    private readonly instructions: InstructionStore,
    private readonly evidence: BankEvidence,
    private readonly outcomes: ApplyOutcome,
    private readonly receipts: BookReceipt,
    private readonly collections: CollectionStore,
    private readonly collected: ApplyCollected,
    private readonly shortAccounts: ShortAccounts,
    private readonly clock: Clock,
  ) {}

  /** What became of an order. */
  async result(tx: Tx, word: Word, reference: string, outcome: Outcome): Promise<WordResult> {
    return this.resultOf(await this.applyTo(tx, word, reference, null, outcome));
  }

  /**
   * A line on an account of ours.
   * @throws SerialBooked when it is a receipt whose serial is booked: everything is undone, and `again` says what it is.
   */
  @CrashPoint('account-change')
  async change(tx: Tx, word: Word, change: AccountChange): Promise<WordResult> {
    const account = await this.accounts.byNumber(tx, word.bankCode, change.accountNo);
    if (account === null) return this.notOurs(tx, word, 'UNKNOWN_ACCOUNT', change.bankSerial);
    // A line without an account of the other side does not say who it was.
    const payeeAccount = change.counterparty.accountNo || null;
    if (change.direction === 'in' && !change.reversal) {
      const { bankSerial, valueDate, amountFen, reference } = change;
      const said = { kind: 'paid', bankSerial, valueDate, amountFen, payeeAccount } as const;
      const ours = reference && (await this.applyToCollection(tx, word, reference, account, said));
      if (ours) return this.resultOf(ours);
      if (!isPossibleValueDay(valueDate, this.clock.today()))
        return this.contradicts(tx, word, 'VALUE_DATE_IMPOSSIBLE', bankSerial);
      return this.receipt(tx, word, account, change);
    }
    const { bankSerial, valueDate, amountFen } = change;
    const returned = change.direction === 'in';
    const reference = change.reference ?? bankSerial;
    if (returned && (await this.receipts.isOthers(tx, account, change)))
      return this.contradicts(tx, word, 'SERIAL_REUSED', bankSerial);
    const told = { bankSerial, valueDate, amountFen, payeeAccount };
    const applied = await this.applyTo(
      tx,
      word,
      reference,
      account,
      returned
        ? { kind: 'returned', ...told, reason: readReturnReason(`${change.remark} ${change.summary}`) }
        : { kind: 'paid', ...told },
    );
    if (returned && applied?.did === 'moved' && applied.journalId !== null) {
      await this.receipts.keepReturned(tx, account, change, applied.journalId);
    }
    return this.resultOf(applied);
  }

  /** A line whose serial is booked: the same once more, or another under its serial. */
  async again(tx: Tx, word: Word, change: AccountChange): Promise<WordResult> {
    const account = await this.accounts.byNumber(tx, word.bankCode, change.accountNo);
    if (account === null) return this.notOurs(tx, word, 'UNKNOWN_ACCOUNT', change.bankSerial);
    const booking = await this.receipts.again(tx, account, change);
    return booking === 'known'
      ? { result: 'known' }
      : this.contradicts(tx, word, 'SERIAL_REUSED', change.bankSerial);
  }

  /** Evidence and booking do not wait for each other; both are undone when the serial is booked. */
  @CrashPoint('receipt')
  private async receipt(
    tx: Tx,
    word: Word,
    account: BankAccount,
    change: AccountChange,
  ): Promise<WordResult> {
    const outcome: Booking = 'booked';
    await together([
      this.receipts.book(tx, account, change),
      word.keep(tx, { outcome, reference: change.bankSerial, instructionId: null }),
    ]);
    // Only what is committed: a receipt that is undone fills no account.
    tx.afterCommit(() => this.shortAccounts.refilled(account.id));
    return { result: 'applied' };
  }

  private async contradicts(
    tx: Tx,
    word: Word,
    incident: IncidentCode,
    bankSerial: string,
  ): Promise<WordResult> {
    await this.report(tx, word, incident, bankSerial);
    return { result: 'conflict', incident };
  }

  /** Applies an outcome to the instruction with that reference; null when there is none. */
  private async applyTo(
    tx: Tx,
    word: Word,
    reference: string,
    account: BankAccount | null,
    outcome: Outcome,
  ): Promise<Applied | null> {
    const instruction = await this.instructions.lockByReference(tx, word.bankCode, reference);
    if (instruction === null) {
      // A line that money left by is never one of an order to collect.
      const collected =
        account === null ? await this.applyToCollection(tx, word, reference, null, outcome) : null;
      if (collected !== null) return collected;
      await this.report(tx, word, 'UNKNOWN_REFERENCE', reference);
      return null;
    }
    const said = saidAt(account, instruction.bankAccountId, outcome);
    const keep = keptOnce(tx, word, { outcome: outcome.kind, reference, instructionId: instruction.id });
    const applied = await this.outcomes.apply(tx, instruction, said, { fence: null, keep });
    if (applied.did === 'moved') await keep();
    return applied;
  }

  /** Applies an outcome to the order to collect with that reference; null when there is none. */
  private async applyToCollection(
    tx: Tx,
    word: Word,
    reference: string,
    account: BankAccount | null,
    outcome: Outcome,
  ): Promise<Applied | null> {
    const collection = await this.collections.lockByReference(tx, word.bankCode, reference);
    if (collection === null) return null;
    const said = saidAt(account, collection.bankAccountId, outcome);
    const keep = keptOnce(tx, word, { outcome: outcome.kind, reference, instructionId: null });
    const applied = await this.collected.apply(tx, collection, said, { fence: null, keep });
    if (applied.did === 'moved') await keep();
    return applied;
  }

  private resultOf(applied: Applied | null): WordResult {
    if (applied === null) return { result: 'not-ours', incident: 'UNKNOWN_REFERENCE' };
    if (applied.did === 'frozen' || applied.did === 'noted')
      return { result: 'conflict', incident: applied.incident };
    if (applied.did === 'early') return { result: 'early' };
    return { result: applied.did === 'moved' ? 'applied' : 'known' };
  }

  private async notOurs(tx: Tx, word: Word, incident: IncidentCode, reference: string): Promise<WordResult> {
    await this.report(tx, word, incident, reference);
    return { result: 'not-ours', incident };
  }

  /** Tells a person, once; a repeated message adds nothing. */
  private async report(tx: Tx, word: Word, code: IncidentCode, reference: string): Promise<void> {
    const { bankCode, seqNo } = word;
    this.logger.error({ event: 'bank-notice-incident', bankCode, code, seqNo });
    if (await this.evidence.isKnown(tx, code, { bankCode, reference })) return;
    const exchangeId = await word.keep(tx, { outcome: code, reference, instructionId: null });
    await this.evidence.incident(tx, code, { bankCode, instructionId: null, exchangeId, reference });
  }
}

/** What a line says of an order of another account contradicts it. @param account null: the word names none */
function saidAt(account: BankAccount | null, bankAccountId: string, outcome: Outcome): Outcome {
  const elsewhere = account !== null && account.id !== bankAccountId;
  return elsewhere ? { kind: 'contradiction', code: 'OTHER_ACCOUNT' } : outcome;
}

/** Keeps the evidence of a word when it is first asked for, and gives the same id from then on. */
function keptOnce(tx: Tx, word: Word, what: Parameters<Word['keep']>[1]): () => Promise<string> {
  let kept: string | null = null;
  return async () => (kept ??= await word.keep(tx, what));
}
