import type { BilingualText } from '../../../../kernel/decision';

export type FreezeState = 'active' | 'waiting' | 'released' | 'expired' | 'deducted';

/** What may become of a freeze. One that a deduction served is in effect again only when the court was not paid. */
export const FREEZE_STEPS: Readonly<Record<FreezeState, readonly FreezeState[]>> = {
  waiting: ['active', 'released', 'expired'],
  active: ['released', 'expired', 'deducted'],
  released: [],
  expired: [],
  deducted: ['active'],
};

export const FREEZE_STATE_TEXT: Readonly<Record<FreezeState, BilingualText>> = {
  active: { zh: '冻结中', en: 'in force' },
  waiting: { zh: '轮候', en: 'waiting its turn' },
  released: { zh: '已解除', en: 'released' },
  expired: { zh: '已届满', en: 'expired' },
  deducted: { zh: '已扣划', en: 'deducted' },
};

export function isOpenFreeze(state: FreezeState): boolean {
  return state === 'active' || state === 'waiting';
}
