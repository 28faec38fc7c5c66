import type { BilingualText } from '../../../../kernel/decision';

/** Why months are paid late (handbook 3.5). */
export const BACK_PAYMENT_REASONS = {
  missed: { zh: '漏缴、少缴', en: 'months missed or paid too little' },
  'base-corrected': { zh: '基数更正', en: 'the base was corrected' },
  deferred: { zh: '缓缴月份补缴', en: 'months that were deferred' },
  order: { zh: '法院、稽核文书', en: 'order of a court or inspection' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type BackPaymentReason = keyof typeof BACK_PAYMENT_REASONS;
