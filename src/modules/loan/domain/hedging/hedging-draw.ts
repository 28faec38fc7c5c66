import type { BilingualText } from '../../../../kernel/decision';
import type { HedgingOrder } from '../servicing/hedging';

/** What a hedging agreement draws on, and in which order (handbook 5.11). */
export const HEDGING_DRAWS = {
  'accounts-first': {
    text: { zh: '先公积金账户，不足部分从银行卡扣款', en: 'accounts first, then the card' },
    every: 'month',
    takes: 'instalment',
    monthly: 'accounts-first',
  },
  'accounts-only': {
    text: { zh: '全部从公积金账户扣款', en: 'accounts alone' },
    every: 'month',
    takes: 'instalment',
    monthly: 'accounts-only',
  },
  'card-first': {
    text: { zh: '先银行卡，不足部分从公积金账户扣款', en: 'the card first, then accounts' },
    every: 'month',
    takes: 'instalment',
    monthly: 'card-first',
  },
  yearly: {
    text: {
      zh: '按月从银行卡扣款，每年用公积金账户冲还一次本金',
      en: 'the card each month, accounts once a year',
    },
    every: 'year',
    takes: 'whole-balance',
    monthly: 'card-only',
  },
} as const satisfies Record<
  string,
  {
    readonly text: BilingualText;
    /** How often the accounts are drawn on, and for what: what falls due, or all that they can give. */
    readonly every: 'month' | 'year';
    readonly takes: 'instalment' | 'whole-balance';
    readonly monthly: HedgingOrder;
  }
>;

export type HedgingDraw = keyof typeof HEDGING_DRAWS;

/** What can be agreed on the accounts of a loan's people when it is signed. */
export interface HedgingOffer {
  readonly draws: readonly {
    readonly draw: HedgingDraw;
    readonly text: BilingualText;
    readonly every: 'month' | 'year';
    readonly takes: 'instalment' | 'whole-balance';
  }[];
  /** What stays on each account, yuan. */
  readonly retained: string;
  /** Who borrows, in the order in which they are drawn on unless another is chosen; the borrower's account is first. */
  readonly holders: readonly {
    readonly personId: string;
    readonly role: 'borrower' | 'co-borrower';
    readonly name: string;
    readonly hasAccount: boolean;
  }[];
  /** The choice of which the text was made at an earlier visit: that one is signed, or none. Null while none was. */
  readonly fixed: { readonly draw: HedgingDraw; readonly holders: readonly string[] } | null;
}

/** Why an agreement ended. */
export type HedgingEnd = 'settled' | 'account-closed' | 'replaced' | 'cancelled' | 'holder';
