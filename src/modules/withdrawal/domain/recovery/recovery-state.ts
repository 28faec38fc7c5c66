import type { BilingualText } from '../../../../kernel/decision';

/**
 * A recovery (追回) stands open until all is given back; it is lifted when the bureau says that the contract is valid
 * after all, and ends when the bank itself returned the payment (退票).
 */
export type RecoveryState = 'open' | 'given-back' | 'lifted' | 'bank-returned';

export const RECOVERY_TEXTS: Readonly<Record<RecoveryState, BilingualText>> = {
  open: { zh: '待退回', en: 'to be given back' },
  'given-back': { zh: '已全部退回', en: 'given back' },
  lifted: { zh: '合同有效，不再要求退回', en: 'the contract is valid, nothing is to be given back' },
  'bank-returned': { zh: '原付款已被银行退回', en: 'the bank had returned the payment' },
};
