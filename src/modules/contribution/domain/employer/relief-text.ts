import type { BilingualText } from '../../../../kernel/decision';

const TEXTS = {
  none: { zh: '无', en: 'none' },
  'lower-ratio': { zh: '困难降低比例', en: 'a lower ratio for hardship' },
  deferral: { zh: '缓缴', en: 'a deferral' },
} as const satisfies Record<string, BilingualText>;

/** What was granted for hardship, in words. */
export function reliefText(kind: keyof typeof TEXTS): (typeof TEXTS)[keyof typeof TEXTS] {
  return TEXTS[kind];
}
