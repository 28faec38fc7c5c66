import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { AppConfig } from '../../../platform/config';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { nameOf } from '../../../platform/lease/worker';
import type { AccountChange } from '../domain/account-change';
import type { BankNotice } from '../domain/bank-line';
import type { Receipt, ReceiptMatcher } from '../domain/receipt';
import { BankAccountStore } from '../store/bank-account-store';
import { BankEvidence } from '../store/bank-evidence';
import { ReceiptStore } from '../store/receipt-store';
import { SerialBooked } from './book-receipt';
import { receiptOf } from './receipt-of';
import { SettlementRegistry } from './settlement-registry';
import { ShortAccounts } from './short-accounts';

/** Transactions that take receipts at the same time; while all are busy, receipts wait and are then taken together. */
export const LANES = 3;
/** Lists locked by one transaction at most. */
export const MOST = 32;
/** So few are not shared out among the lanes: each share is a transaction. */
const FEW = 8;

/** A notice of money that came in, and how it is taken alone. */
interface Waiting<R> {
  readonly notice: BankNotice;
  readonly change: AccountChange;
  readonly alone: () => Promise<R>;
  readonly taken: R;
  readonly resolve: (result: R | Promise<R>) => void;
}

interface Told {
  readonly waiting: Waiting<unknown>;
  readonly receipt: Receipt;
}

/**
 * On a pay day the notices of many receipts stand at the door at once. The first is taken alone and at once; what comes
 * while the lanes are busy is taken together: plain receipts of one matcher in one transaction, every other alone, and
 * each alone as well when the common transaction fails. So nobody waits for company, and nobody's fault is another's.
 */
@Injectable()
export class TakeReceipts {
  private readonly logger = new Logger(TakeReceipts.name);
  private readonly queue: Waiting<unknown>[] = [];
  private busy = 0;
  /** Receipts that the lanes are busy with. */
  private inHand = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: BankAccountStore,
    private readonly receipts: ReceiptStore,
    private readonly evidence: BankEvidence,
    private readonly registry: SettlementRegistry,
    private readonly shortAccounts: ShortAccounts,
    private readonly config: AppConfig,
  ) {}

  /** @param taken what a notice that was taken together comes to; @param alone takes it by itself. */
  take<R>(notice: BankNotice, change: AccountChange, taken: R, alone: () => Promise<R>): Promise<R> {
    return new Promise<R>((resolve) => {
      this.queue.push({ notice, change, taken, alone, resolve: resolve as Waiting<unknown>['resolve'] });
      if (this.busy < LANES) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.busy += 1;
    try {
      for (let next = this.nextShare(); next.length > 0; next = this.nextShare()) await this.settle(next);
    } finally {
      this.busy -= 1;
    }
  }

  /**
   * A lane's share of all that is to be done: were one lane given everything that waits, the others would take what comes
   * meanwhile one by one, each at the cost of a transaction of its own.
   */
  private nextShare(): Waiting<unknown>[] {
    const share = Math.ceil((this.queue.length + this.inHand) / LANES);
    const next = this.queue.splice(0, Math.min(Math.max(share, FEW), MOST));
    this.inHand += next.length;
    return next;
  }

  private async settle(waiting: readonly Waiting<unknown>[]): Promise<void> {
    const booked = waiting.length > 1 ? await this.tryTogether(waiting) : new Set();
    const each = waiting.map(async (one) => {
      const result = booked.has(one) ? Promise.resolve(one.taken) : one.alone();
      one.resolve(result);
      await result.catch(() => undefined);
      this.inHand -= 1;
    });
    await Promise.all(each);
  }

  /** Those that were booked; none when the common transaction failed. */
  private async tryTogether(waiting: readonly Waiting<unknown>[]): Promise<ReadonlySet<unknown>> {
    try {
      return await this.unitOfWork.run(this.config.centreId, (tx) => this.together(tx, waiting));
    } catch (error) {
      this.logger.warn({ event: 'receipts-taken-alone', receipts: waiting.length, fault: nameOf(error) });
      return new Set();
    }
  }

  private async together(tx: Tx, waiting: readonly Waiting<unknown>[]): Promise<ReadonlySet<unknown>> {
    const { matcher, told } = this.ofOneMatcher(await this.told(tx, waiting));
    if (!matcher?.matchTogether || told.length < 2) return new Set();
    const { matchedRefs, book } = await matcher.matchTogether(
      tx,
      told.map(({ receipt }) => receipt),
    );
    const matched = told.flatMap((one) => {
      const matchedRef = matchedRefs.get(one.receipt.id);
      return matchedRef === undefined ? [] : [{ ...one, matchedRef }];
    });
    if (matched.length === 0) return new Set();
    const [, inserted] = await together([
      book(),
      this.receipts.insertMatched(tx, matcher.id, matched),
      this.evidence.storeNotices(
        tx,
        'booked',
        matched.map(({ waiting: { notice, change } }) => ({ notice, reference: change.bankSerial })),
      ),
    ]);
    if (inserted !== matched.length) throw new SerialBooked('the serial of one of these receipts is booked');
    const accountIds = new Set(matched.map(({ receipt }) => receipt.bankAccountId));
    tx.afterCommit(() => accountIds.forEach((id) => this.shortAccounts.refilled(id)));
    return new Set(matched.map((one) => one.waiting));
  }

  /** Each on its account; of two lines with one serial the first. */
  private async told(tx: Tx, waiting: readonly Waiting<unknown>[]): Promise<Told[]> {
    const told = new Map<string, Told>();
    for (const one of waiting) {
      const account = await this.accounts.byNumber(tx, one.notice.bankCode, one.change.accountNo);
      if (account === null) continue;
      const line = `${account.id} ${one.change.bankSerial}`;
      if (!told.has(line)) told.set(line, { waiting: one, receipt: receiptOf(newId(), account, one.change) });
    }
    return [...told.values()];
  }

  /** The receipts that the first one's matcher is the first to be asked about, of the first one's value date. */
  private ofOneMatcher(told: readonly Told[]): { matcher: ReceiptMatcher | null; told: readonly Told[] } {
    const firstAsked = (receipt: Receipt): ReceiptMatcher | null =>
      this.registry.matchers().find((matcher) => matcher.concerns?.(receipt) !== false) ?? null;
    const taking = told.map((one) => ({ ...one, matcher: firstAsked(one.receipt) }));
    const first = taking.find(({ matcher }) => matcher?.matchTogether !== undefined);
    if (!first) return { matcher: null, told: [] };
    const { valueDate } = first.receipt;
    const same = taking.filter(
      ({ matcher, receipt }) => matcher === first.matcher && receipt.valueDate === valueDate,
    );
    return { matcher: first.matcher, told: same };
  }
}
