import type { BilingualText } from '../../../../kernel/decision';

export type ListState = 'DRAFT' | 'CONFIRMED' | 'POSTED' | 'SUSPENSE_SHORT' | 'CANCELLED';

/** What an employer reads of a list's state. */
export const LIST_STATE_TEXT = {
  DRAFT: { zh: '草稿，待确认', en: 'draft, to be confirmed' },
  CONFIRMED: { zh: '已确认，等待资金', en: 'confirmed, funds are awaited' },
  POSTED: { zh: '已分解入账', en: 'credited to every member' },
  SUSPENSE_SHORT: { zh: '到账不足，资金在单位暂收款', en: 'too little arrived, kept in the unit’s suspense' },
  CANCELLED: { zh: '已作废', en: 'cancelled' },
} as const satisfies Readonly<Record<ListState, BilingualText>>;

/** The whole life of a list, of remittance and of back payment; the database refuses any other step. */
export const LIST_STEPS: Readonly<Record<ListState, readonly ListState[]>> = {
  DRAFT: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['POSTED', 'SUSPENSE_SHORT', 'CANCELLED'],
  SUSPENSE_SHORT: ['POSTED', 'CANCELLED'],
  POSTED: [],
  CANCELLED: [],
};
