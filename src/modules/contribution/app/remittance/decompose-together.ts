import { Injectable } from '@nestjs/common';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import type { MatchedTogether, Receipt } from '../../../settlement';
import { awaitsMoney } from '../../domain/remittance/awaits-money';
import { paymentNosIn } from '../../domain/remittance/payment-number';
import { paymentWords } from '../../domain/remittance/payment-words';
import { type AwaitedList, lockListsByPaymentNo } from '../../store/remittance-list-store';
import { insertDecompositionsTogether } from '../../store/remittance-receipt-store';
import { creditedBody, Decomposition, LONG_LIST } from './decomposition';
import { LateCredits } from './late-credits';

interface PaidList {
  readonly list: AwaitedList;
  readonly receipt: Receipt;
}

/**
 * On a pay day many employers' money comes at once. Receipts that each pay another employer's list exactly are
 * decomposed by one statement of each kind for all of them; what they write is what BookRemittance writes for one.
 */
@Injectable()
export class DecomposeTogether {
  constructor(
    private readonly decomposition: Decomposition,
    private readonly caseFile: CaseFile,
    private readonly lateCredits: LateCredits,
    private readonly clock: Clock,
  ) {}

  /** Locks the lists named, with their units; only what is paid whole and to the fen is taken. */
  async match(tx: Tx, receipts: readonly Receipt[]): Promise<MatchedTogether> {
    const named = receiptsByNumber(receipts);
    const lists = named.size === 0 ? [] : await lockListsByPaymentNo(tx, [...named.keys()]);
    const paid = lists.flatMap((list) => {
      const receipt = named.get(list.paymentNo ?? '');
      // Of two lists of one unit the second is due only once the first is posted.
      const alone = lists.filter(({ unitId }) => unitId === list.unitId).length === 1;
      return receipt && alone && isPlain(list, receipt) ? [{ list, receipt }] : [];
    });
    return {
      matchedRefs: new Map(paid.map(({ list, receipt }) => [receipt.id, list.paymentNo ?? list.id])),
      book: () => this.book(tx, paid),
    };
  }

  /** In this order, as BookRemittance: once its members are credited nobody closes an account before the list is posted. */
  private async book(tx: Tx, paid: readonly PaidList[]): Promise<void> {
    const [first] = paid;
    if (!first) return;
    const { valueDate } = first.receipt;
    await together([
      this.decomposition.creditTogether(tx, paid, valueDate),
      this.post(tx, paid, valueDate),
      this.finish(tx, paid),
    ]);
  }

  private async post(tx: Tx, paid: readonly PaidList[], valueDate: string): Promise<void> {
    const on = this.clock.today();
    const receipts = paid.map(({ list, receipt }) => ({ receiptId: receipt.id, list }));
    const late = await insertDecompositionsTogether(tx, on, receipts);
    for (const { list } of paid) {
      const { id, unitId, month } = list;
      const posted = { id, unitId, month, on, at: this.clock.now() };
      await this.lateCredits.settleList(tx, posted, valueDate, late.get(id) ?? []);
    }
  }

  private async finish(tx: Tx, paid: readonly PaidList[]): Promise<void> {
    const nothing = fen(0n);
    const postedOn = this.clock.today();
    const cases = paid.map(({ list, receipt }) => {
      const note = paymentWords.decomposed(receipt.amountFen, 'payment-number', {
        drawn: nothing,
        payments: 0,
        surplus: nothing,
      });
      const parts = { fromPayment: list.totalFen, fromSuspense: nothing, surplus: nothing };
      return {
        id: list.caseId ?? '',
        body: { ...creditedBody(list, parts), note: { ...note } },
        receipt: { postedOn, surplus: yuan(nothing), paidThrough: list.month },
      };
    });
    await this.caseFile.stepTogether(tx, { from: 'waiting-funds', to: 'done', kind: 'decomposed' }, cases);
  }
}

/** Receipts that name exactly one list, and of those that name the same one none. */
function receiptsByNumber(receipts: readonly Receipt[]): Map<string, Receipt> {
  const named = new Map<string, Receipt>();
  const twice = new Set<string>();
  for (const receipt of receipts) {
    const [number, ...others] = paymentNosIn(receipt.remark, receipt.summary);
    if (number === undefined || others.length > 0) continue;
    if (named.has(number)) twice.add(number);
    named.set(number, receipt);
  }
  for (const number of twice) named.delete(number);
  return named;
}

function isPlain(list: AwaitedList, receipt: Receipt): boolean {
  const whole = list.state === 'CONFIRMED' && list.totalFen === receipt.amountFen;
  return whole && awaitsMoney(list) && list.caseId !== null && list.memberCount <= LONG_LIST;
}
