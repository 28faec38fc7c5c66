import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import type { MatchedBy, MatchedTogether, Receipt, ReceiptMatcher } from '../../../settlement';
import { listIdsIn } from '../../domain/remittance/list-ids';
import { paymentNosIn } from '../../domain/remittance/payment-number';
import { type AwaitedList, lockListByPaymentNo, lockListNamed } from '../../store/remittance-list-store';
import { BookRemittance } from './book-remittance';
import { DecomposeTogether } from './decompose-together';

/**
 * 汇缴实时分解: money that bears a list's number is credited to every member at once, or kept for the employer. The id
 * of a list does for one that has no number yet: its money is kept, and taken when the list is confirmed.
 */
@Injectable()
export class DecomposeReceipt implements ReceiptMatcher {
  readonly id = 'remittance';
  readonly order = 10;

  constructor(
    private readonly remittances: BookRemittance,
    private readonly several: DecomposeTogether,
  ) {}

  concerns({ remark, summary }: Receipt): boolean {
    return paymentNosIn(remark, summary).length > 0 || listIdsIn(remark, summary).length > 0;
  }

  matchTogether(tx: Tx, receipts: readonly Receipt[]): Promise<MatchedTogether> {
    return this.several.match(tx, receipts);
  }

  /** False when no list of ours, or several, stand in what the payer wrote. */
  @CrashPoint('remittance-match')
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const { remark, summary } = receipt;
    const numbers = paymentNosIn(remark, summary);
    const named = await each(numbers, (number) => lockListByPaymentNo(tx, number));
    const byId =
      numbers.length > 0 ? [] : await each(listIdsIn(remark, summary), (id) => lockListNamed(tx, id));
    const [only, ...others] = [...named, ...byId];
    if (!only || others.length > 0) return false;
    const by = named.length > 0 ? 'payment-number' : 'list';
    const book = await this.remittances.forList(tx, only, receipt, by);
    return { matchedRef: only.paymentNo ?? only.id, book };
  }
}

async function each(
  names: readonly string[],
  lock: (name: string) => Promise<AwaitedList | null>,
): Promise<AwaitedList[]> {
  const lists: AwaitedList[] = [];
  for (const name of names) {
    const list = await lock(name);
    if (list) lists.push(list);
  }
  return lists;
}
