import type { BilingualText } from '../../../kernel/decision';

export const DIFFERENCE_KINDS = [
  'bank-only-credit',
  'bank-only-payment',
  'collection-open',
  'payment-open',
  'paid-though-rejected',
  'book-only-credit',
  'book-only-payment',
  'other-account',
  'other-amount',
  'other-serial',
  'other-day',
  'line-twice',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What a line of a statement settles by itself: the receipt, the end of an order, the money that came back. */
export type SettledAs = 'receipt' | 'collection' | 'payment' | 'return';

/** What settling a difference comes to. @param reversal whether its line undoes an earlier one. */
export function settledAs(kind: DifferenceKind, reversal: boolean): SettledAs {
  if (kind === 'payment-open') return 'payment';
  if (kind === 'collection-open') return 'collection';
  if (kind === 'bank-only-credit') return reversal ? 'return' : 'receipt';
  throw new Error(`a difference of the kind ${kind} is settled by a person`);
}

/** Why a difference is none any more, as a person says. */
export const EXPLANATIONS = ['bank-error', 'booked-since', 'other-day', 'before-takeover', 'other'] as const;
export type ExplanationCode = (typeof EXPLANATIONS)[number];

interface Words {
  readonly name: BilingualText;
  readonly whatToDo: BilingualText;
}

/** What each difference is, and what the person at the desk does about it. */
export const DIFFERENCE_WORDS: Readonly<Record<DifferenceKind, Words>> = {
  'bank-only-credit': {
    name: { zh: '银行已收、我方未收', en: 'a credit at the bank, no receipt here' },
    whatToDo: {
      zh: '按对账单自动补记入账（退票同），本条自动消除。仍未消除的：接管当日的款项、我方另有同额他流水的、流水重复的、无我方参考号的冲正、与我方记录矛盾的，请与银行核对该流水；应入账的请银行重发账户变动通知',
      en: 'it is booked from the statement by itself, money that came back too, and this ends. What stays: a line of the day of takeover, one of which we have the amount under another serial, a serial that comes twice, a reversal without our reference, a line that contradicts us: settle it with the bank, and have its notice sent again where it is to be booked',
    },
  },
  'bank-only-payment': {
    name: { zh: '银行已付、我方无指令', en: 'a payment at the bank, no order of ours' },
    whatToDo: {
      zh: '立即向银行查询该笔付款的依据；属银行差错的要求冲回，冲回后说明',
      en: 'ask the bank at once what it paid on; where it erred it gives the money back, then explain',
    },
  },
  'collection-open': {
    name: { zh: '银行已代收、我方结果未明', en: 'collected at the bank, its result open here' },
    whatToDo: {
      zh: '按对账单自动记为已代收，本条自动消除。仍未消除的：流水或参考号重复的、与委托不符的（金额、账户、付款人），委托已冻结，请与银行核对后裁定',
      en: 'the order is settled from the statement by itself, and this ends. What stays: a serial or reference that comes twice, or a line that does not fit the order (amount, account, payer), which is frozen then: settle it with the bank and rule on it',
    },
  },
  'payment-open': {
    name: { zh: '银行已付、我方结果未明', en: 'paid at the bank, its result open here' },
    whatToDo: {
      zh: '按对账单自动记为已付，本条自动消除。仍未消除的：流水或参考号重复的、与指令不符的（金额、账户、收款人），指令已冻结，请与银行核对后裁定。不得重新付款',
      en: 'the payment is settled from the statement by itself, and this ends. What stays: a serial or reference that comes twice, or a line that does not fit the order (amount, account, payee), which is frozen then: settle it with the bank and rule on it. Never pay anew',
    },
  },
  'paid-though-rejected': {
    name: { zh: '银行已付、我方记为拒绝', en: 'paid at the bank, refused here' },
    whatToDo: {
      zh: '与银行核实：先拒后付属银行差错，要求冲回或按冻结指令处理',
      en: 'settle with the bank: it refused and paid; the money goes back or the frozen order is dealt with',
    },
  },
  'book-only-credit': {
    name: { zh: '我方已收、银行对账单无', en: 'a receipt here, no line at the bank' },
    whatToDo: {
      zh: '核对该笔通知的原始报文（bank_exchange）；确无此笔的，红字冲回并说明',
      en: 'look at the notice itself (bank_exchange); where there was no such money, reverse it and explain',
    },
  },
  'book-only-payment': {
    name: { zh: '我方已付、银行对账单无', en: 'paid here, no line at the bank' },
    whatToDo: {
      zh: '向银行查询该流水号；未付的由银行出具书面证明，据以更正',
      en: 'ask the bank about our reference; where it did not pay, correct it on its written word',
    },
  },
  'other-account': {
    name: { zh: '账户不符', en: 'on another account of ours' },
    whatToDo: {
      zh: '核对两边账户；记错账户的作专户间更正，银行记错的要求银行更正',
      en: 'compare the accounts: correct it between own accounts, or have the bank correct it',
    },
  },
  'other-amount': {
    name: { zh: '金额不符', en: 'another amount' },
    whatToDo: {
      zh: '核对原始报文金额；差额由出错一方更正',
      en: 'look at the amount in the message: whoever erred corrects the difference',
    },
  },
  'other-serial': {
    name: { zh: '流水号不符', en: 'another serial number' },
    whatToDo: {
      zh: '核对是否同一笔付款；确为同一笔的注明后消除',
      en: 'see whether it is the same payment; where it is, say so',
    },
  },
  'other-day': {
    name: { zh: '入账日不符', en: 'booked on another day' },
    whatToDo: {
      zh: '核对两边记账日；跨日的注明后消除',
      en: 'compare the days; a line that crossed midnight is explained as such',
    },
  },
  'line-twice': {
    name: { zh: '银行重复记账', en: 'booked twice by the bank' },
    whatToDo: {
      zh: '要求银行冲回重复的一笔；冲回后说明',
      en: 'have the bank undo the second; then explain',
    },
  },
};
