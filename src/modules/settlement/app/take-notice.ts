import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { AccountChange } from '../domain/account-change';
import type { BankLine, BankNotice, NoticeFault, RawNotice } from '../domain/bank-line';
import { BankEvidence } from '../store/bank-evidence';
import { SerialBooked } from './book-receipt';
import { TakeReceipts } from './take-receipts';
import { TakeWord, type Word, type WordDid, type WordResult } from './take-word';

/** What a notice came to. */
export type NoticeResult = WordResult | { readonly result: 'refused'; readonly fault: NoticeFault };

/** Takes what a bank pushes: verified first, then in one transaction, and twice the same does nothing. */
@Injectable()
export class TakeNotice {
  private readonly logger = new Logger(TakeNotice.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly evidence: BankEvidence,
    private readonly words: TakeWord,
    private readonly takeReceipts: TakeReceipts,
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
    const { bankCode, seqNo, tells } = notice;
    const word: Word = { bankCode, seqNo, keep: (tx, did) => this.keep(tx, notice, did) };
    try {
      return await this.inOneTransaction((tx) =>
        tells.what === 'change'
          ? this.words.change(tx, word, tells.change)
          : this.words.result(tx, word, tells.reference, tells.outcome),
      );
    } catch (error) {
      if (!(error instanceof SerialBooked) || tells.what !== 'change') throw error;
      return this.inOneTransaction((tx) => this.words.again(tx, word, tells.change));
    }
  }

  private inOneTransaction(work: (tx: Tx) => Promise<NoticeResult>): Promise<NoticeResult> {
    return this.unitOfWork.run(this.config.centreId, work);
  }

  @CrashPoint('notice-kept')
  private keep(tx: Tx, notice: BankNotice, did: WordDid): Promise<string> {
    return this.evidence.storeNotice(tx, notice, did);
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
