import { Injectable, Logger } from '@nestjs/common';
import { crashPoint } from '../../../platform/crash-point';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { IncidentCode, Outcome } from '../domain/outcome';
import { type BankAccount, BankAccountStore } from '../store/bank-account-store';
import { BankEvidence } from '../store/bank-evidence';
import { InstructionStore } from '../store/instruction-store';
import { type AccountChange, readAccountChange } from '../wire/account-change';
import { type BankBody, type BankHeader, BOC, TX_CODE } from '../wire/bank-message';
import { type MessageFault, MessageSigner } from '../wire/message-signer';
import { readOrderResult } from '../wire/order-result';
import { type Applied, ApplyOutcome } from './apply-outcome';
import { BookReceipt } from './book-receipt';

/** What a notice came to. `early`: the bank is ahead of us and may tell it again in a moment. */
export type NoticeResult =
  | { readonly result: 'applied' | 'known' | 'early' }
  | { readonly result: 'refused'; readonly fault: MessageFault | 'node' }
  | { readonly result: 'not-ours'; readonly incident: IncidentCode }
  | { readonly result: 'conflict'; readonly incident: IncidentCode };

interface Notice {
  readonly header: BankHeader;
  readonly body: BankBody;
  /** As received, for the evidence. */
  readonly text: string;
}

/** Takes what the bank pushes: verified first, then in one transaction, and twice the same does nothing. */
@Injectable()
export class TakeNotice {
  private readonly logger = new Logger(TakeNotice.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signer: MessageSigner,
    private readonly accounts: BankAccountStore,
    private readonly instructions: InstructionStore,
    private readonly evidence: BankEvidence,
    private readonly outcomes: ApplyOutcome,
    private readonly receipts: BookReceipt,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @param parsed the JSON body; @param text its bytes as text. */
  async take(parsed: unknown, text: string): Promise<NoticeResult> {
    const opened = this.signer.open(parsed, this.clock.now());
    if (opened.state === 'refused') return this.refuse(opened.fault);
    const { header, body } = opened;
    // A message of our own sent back to us is signed with the same secret: the nodes tell the direction.
    const centre = String(this.config.centreId);
    if (header.SendNode !== BOC || header.ReceiveNode !== centre) return this.refuse('node');
    const notice = { header, body, text };
    const work = this.workOf(notice);
    if (work === null) return this.refuse('shape');
    return this.unitOfWork.run(this.config.centreId, async (tx) => {
      const result = await work(tx);
      crashPoint('before-settlement-commit');
      return result;
    });
  }

  /** What to do with a notice, null when its body is not in the agreed form. */
  private workOf(notice: Notice): ((tx: Tx) => Promise<NoticeResult>) | null {
    if (notice.header.TxCode === TX_CODE.paymentResult) {
      const outcome = readOrderResult(notice.body, null);
      const reference = notice.body['RefSeqNo1'] ?? '';
      if (outcome.kind === 'unknown' || reference === '') return null;
      return async (tx) => this.resultOf(await this.applyTo(tx, notice, reference, null, outcome));
    }
    if (notice.header.TxCode !== TX_CODE.accountChange) return null;
    const change = readAccountChange(notice.body);
    return change === null ? null : (tx) => this.takeChange(tx, notice, change);
  }

  private async takeChange(tx: Tx, notice: Notice, change: AccountChange): Promise<NoticeResult> {
    const account = await this.accounts.byNumber(tx, BOC, change.accountNo);
    if (account === null) return this.notOurs(tx, notice, 'UNKNOWN_ACCOUNT', change.bankSerial);
    if (change.direction === 'in' && !change.reversal) return this.takeReceipt(tx, notice, account, change);
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

  private async takeReceipt(
    tx: Tx,
    notice: Notice,
    account: BankAccount,
    change: AccountChange,
  ): Promise<NoticeResult> {
    const booking = await this.receipts.book(tx, account, change);
    if (booking === 'known') return { result: 'known' };
    if (booking === 'booked') {
      await this.keep(tx, notice, change.bankSerial, booking, null);
      return { result: 'applied' };
    }
    return this.serialReused(tx, notice, change.bankSerial);
  }

  private async serialReused(tx: Tx, notice: Notice, bankSerial: string): Promise<NoticeResult> {
    await this.report(tx, notice, 'SERIAL_REUSED', bankSerial);
    return { result: 'conflict', incident: 'SERIAL_REUSED' };
  }

  /** Applies an outcome to the instruction with that reference; null when there is none. */
  private async applyTo(
    tx: Tx,
    notice: Notice,
    reference: string,
    account: BankAccount | null,
    outcome: Outcome,
  ): Promise<Applied | null> {
    const instruction = await this.instructions.lockByReference(tx, reference);
    if (instruction === null) {
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

  private resultOf(applied: Applied | null): NoticeResult {
    if (applied === null) return { result: 'not-ours', incident: 'UNKNOWN_REFERENCE' };
    if (applied.did === 'frozen' || applied.did === 'noted')
      return { result: 'conflict', incident: applied.incident };
    if (applied.did === 'early') return { result: 'early' };
    return { result: applied.did === 'moved' ? 'applied' : 'known' };
  }

  private async notOurs(
    tx: Tx,
    notice: Notice,
    incident: IncidentCode,
    reference: string,
  ): Promise<NoticeResult> {
    await this.report(tx, notice, incident, reference);
    return { result: 'not-ours', incident };
  }

  /** Tells a person, once; a repeated message adds nothing. */
  private async report(tx: Tx, notice: Notice, code: IncidentCode, reference: string): Promise<void> {
    this.logger.error({ event: 'bank-notice-incident', code, seqNo: notice.header.SendSeqNo });
    if (await this.evidence.isKnown(tx, code, reference)) return;
    const exchangeId = await this.keep(tx, notice, reference, code, null);
    await this.evidence.incident(tx, code, { instructionId: null, exchangeId, reference });
  }

  private keep(
    tx: Tx,
    { header, text }: Notice,
    reference: string,
    outcome: string,
    instructionId: string | null,
  ): Promise<string> {
    const notice = { txCode: header.TxCode, seqNo: header.SendSeqNo, reference, text };
    return this.evidence.storeNotice(tx, notice, { outcome, instructionId });
  }

  /** Not believed: nothing is stored, so that nobody can fill the books from outside. */
  private refuse(fault: MessageFault | 'node'): NoticeResult {
    this.logger.warn({ event: 'bank-notice-refused', fault });
    return { result: 'refused', fault };
  }
}
