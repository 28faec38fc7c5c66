import type { BilingualText } from '../../../../kernel/decision';

/** Purpose of a collection that pays a remittance list. */
export const REMITTANCE_DEBIT = 'remittance-debit';
/** Purpose of a collection that pays a month of a voluntary contribution. */
export const FLEXIBLE_DEBIT = 'flexible-debit';

const REFUSED: Readonly<Record<string, BilingualText>> = {
  PAYER_FUNDS_SHORT: { zh: '付款账户余额不足', en: 'there is not enough on the account' },
  CARD_CLOSED: { zh: '付款账户已销户', en: 'the account is closed' },
  NAME_MISMATCH: { zh: '付款账户户名不符', en: 'the account is under another name' },
  ACCOUNT_FROZEN: { zh: '付款账户已冻结', en: 'the account is frozen' },
  CARD_NOT_BOUND: { zh: '没有绑定的银行卡', en: 'no card is bound' },
  ACCOUNT_NOT_FOUND: { zh: '付款账户不存在', en: 'there is no such account' },
};
const OTHERWISE: BilingualText = { zh: '银行未予代收', en: 'the bank did not collect it' };

/** Why a bank took nothing from a payer, and what can be done. */
export function refusedDebit(code: string): BilingualText {
  const { zh, en } = REFUSED[code] ?? OTHERWISE;
  return {
    zh: `委托收款未成功：${zh}。款项仍待缴纳，可按缴款单号转账。`,
    en: `Nothing was collected: ${en}. The amount is still to be paid; it can be transferred under its payment number.`,
  };
}
