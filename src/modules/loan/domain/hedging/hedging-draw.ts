import type { BilingualText } from '../../../../kernel/decision';
import type { HedgingOrder } from '../servicing/hedging';

/** What a hedging agreement draws on, and in which order (handbook 5.11). */
export const HEDGING_DRAWS = {
  'accounts-first': {
    text: { zh: '先公积金账户，不足部分从银行卡扣款', en: 'accounts first, then the card' },
    monthly: 'accounts-first',
  },
  'accounts-only': {
    text: { zh: '全部从公积金账户扣款', en: 'accounts alone' },
    monthly: 'accounts-only',
  },
  'card-first': {
    text: { zh: '先银行卡，不足部分从公积金账户扣款', en: 'the card first, then accounts' },
    monthly: 'card-first',
  },
  yearly: {
    text: {
      zh: '按月从银行卡扣款，每年用公积金账户冲还一次本金',
      en: 'the card each month, accounts once a year',
    },
    monthly: 'card-only',
  },
} as const satisfies Record<string, { readonly text: BilingualText; readonly monthly: HedgingOrder }>;

export type HedgingDraw = keyof typeof HEDGING_DRAWS;

/** Why an agreement ended. */
export type HedgingEnd = 'settled' | 'account-closed' | 'replaced' | 'cancelled';
