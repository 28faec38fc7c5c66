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

  /**
   * The remark goes before the summary (handbook 3.4), a number before an id. False when no list of ours stands in what
   * the payer wrote, or several in the same place.
   */
  @CrashPoint('remittance-match')
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const { remark, summary } = receipt;
    const areNumbered = paymentNosIn(remark, summary).length > 0;
    const named = areNumbered
      ? await firstNamed([remark, summary], (text) =>
          each(paymentNosIn(text), (number) => lockListByPaymentNo(tx, number)),
        )
      : await firstNamed([remark, summary], (text) => each(listIdsIn(text), (id) => lockListNamed(tx, id)));
    const [only, ...others] = named;
    if (!only || others.length > 0) return false;
    const book = await this.remittances.forList(tx, only, receipt, areNumbered ? 'payment-number' : 'list');
    return { matchedRef: only.paymentNo ?? only.id, book };
  }
}

/** The lists of the first of these places that names any. */
async function firstNamed(
  places: readonly string[],
  listsIn: (place: string) => Promise<AwaitedList[]>,
): Promise<AwaitedList[]> {
  for (const place of places) {
    const lists = await listsIn(place);
    if (lists.length > 0) return lists;
  }
  return [];
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
