import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, fen } from '../../../../kernel/money';

/** How a receipt was recognised, in the order in which it is tried (handbook 3.4). */
export const MATCHED_BY_TEXT = {
  'payment-number': { zh: '按缴款单号识别', en: 'recognised by the payment number' },
  list: { zh: '按清册编号识别', en: 'recognised by the id of the list' },
  'unit-account': { zh: '按单位账号识别', en: 'recognised by the unit account number' },
  'payer-name': { zh: '按付款户名识别', en: 'recognised by the payer’s name' },
  'payer-paper': { zh: '按付款人出示的凭据识别', en: 'recognised by the payer’s own paper' },
  refund: { zh: '错缴退回', en: 'refund of a wrong payment' },
  mandate: { zh: '委托收款', en: 'collected on the mandate' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type RecognisedBy = keyof typeof MATCHED_BY_TEXT;

/** Why money stands in a unit's suspense. */
export const SUSPENSE_TEXT = {
  short: { zh: '金额不足，等待补足该清册', en: 'too little for its list, waiting for the rest' },
  surplus: { zh: '清册分解后的余款', en: 'what was left after its list was credited' },
  'not-awaited': { zh: '所指清册不在等待资金', en: 'the list it names awaits no money' },
  'no-list': { zh: '单位没有等待资金的清册', en: 'the unit had no list that awaited money' },
  'other-amount': { zh: '与等待资金的清册金额不符', en: 'not the amount that the unit’s list awaited' },
  refunded: { zh: '错缴退回，留存单位暂收款', en: 'a wrong payment refunded and left in suspense' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type SuspenseReason = keyof typeof SUSPENSE_TEXT;

const NO_LONGER_SHORT = {
  zh: '原为清册的不足款；该清册已缴足或已作废，余款可分配或退回（GJ19）',
  en: 'came short for a list that is paid or cancelled by now; allocate it or have it returned (GJ19)',
} as const satisfies BilingualText;

/** Why a lot stands there today: what came short for a list waits for the rest only while that list does. */
export function suspenseText({ why, awaited }: Pick<SuspenseLot, 'why' | 'awaited'>): BilingualText {
  return why === 'short' && !awaited ? NO_LONGER_SHORT : SUSPENSE_TEXT[why];
}

/** Money of one receipt, or of one refund, that stands in its unit's suspense. */
export interface SuspenseLot {
  /** The receipt, or the case of the refund. */
  readonly receiptId: string;
  /** The list it was paid for, where it named one. */
  readonly listId: string | null;
  /** The back payment it was paid for, likewise. */
  readonly backPaymentId?: string | null;
  /** The receipt whose payer it may go back to; null where it came from several, or from before this system. */
  readonly payerReceiptId?: string | null;
  readonly why: SuspenseReason;
  /** Whether the list or back payment that it names still awaits money. */
  readonly awaited: boolean;
  readonly recognisedBy: RecognisedBy;
  readonly keptOn: string;
  /** Value date of the receipt: its money bears interest to nobody before. */
  readonly valueDate: string;
  readonly amountFen: Fen;
  /** What of it was not taken yet. */
  readonly leftFen: Fen;
}

/** What is taken out of one lot. */
export interface Draw {
  readonly receiptId: string;
  readonly amountFen: Fen;
  readonly valueDate: string;
}

/** Lots that may pay a list: its own money first, then, if the employer chose so, all others, oldest first. */
export function lotsFor(
  list: { readonly id: string; readonly useSuspense: boolean },
  lots: readonly SuspenseLot[],
): SuspenseLot[] {
  const own = lots.filter((lot) => isOwn(list.id, lot));
  return list.useSuspense ? [...own, ...lots.filter((lot) => !own.includes(lot))] : own;
}

/** Money that names the list is meant for it, whether it came before the confirmation or after; what it left over is not. */
function isOwn(id: string, { why, listId, backPaymentId }: SuspenseLot): boolean {
  return why !== 'surplus' && (listId === id || backPaymentId === id);
}

export function sumOf(lots: readonly Pick<SuspenseLot, 'leftFen'>[]): Fen {
  return fen(lots.reduce((sum, { leftFen }) => sum + leftFen, 0n));
}

/** Takes `amount` out of the lots in their order. @throws RangeError when they do not hold as much. */
export function drawFrom(lots: readonly SuspenseLot[], amount: Fen): Draw[] {
  const draws: Draw[] = [];
  let lacking: bigint = amount;
  for (const { receiptId, leftFen, valueDate } of lots) {
    if (lacking === 0n) break;
    const taken = leftFen < lacking ? leftFen : fen(lacking);
    if (taken > 0n) draws.push({ receiptId, amountFen: taken, valueDate });
    lacking -= taken;
  }
  if (lacking > 0n) throw new RangeError(`the suspense lacks ${lacking} fen`);
  return draws;
}
