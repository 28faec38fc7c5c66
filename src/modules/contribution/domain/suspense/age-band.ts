import type { BilingualText } from '../../../../kernel/decision';

/** How long money has been in suspense, in days; the last band has no end. */
export const AGE_BANDS = [
  { from: 0, to: 30, text: { zh: '30 日以内', en: 'up to 30 days' } },
  { from: 31, to: 90, text: { zh: '31 至 90 日', en: '31 to 90 days' } },
  { from: 91, to: 365, text: { zh: '91 至 365 日', en: '91 to 365 days' } },
  { from: 366, to: null, text: { zh: '一年以上', en: 'more than a year' } },
] as const satisfies readonly { from: number; to: number | null; text: BilingualText }[];

/** Place of the band that holds an age. */
export function bandOf(days: number): number {
  return AGE_BANDS.findIndex(({ to }) => to === null || days <= to);
}
