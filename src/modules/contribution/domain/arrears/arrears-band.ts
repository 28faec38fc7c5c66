import type { BilingualText } from '../../../../kernel/decision';

/** How many months an employer owes; the last band has no end. */
export const ARREARS_BANDS = [
  { from: 1, to: 1, text: { zh: '1 个月', en: 'one month' } },
  { from: 2, to: 3, text: { zh: '2 至 3 个月', en: '2 to 3 months' } },
  { from: 4, to: 6, text: { zh: '4 至 6 个月', en: '4 to 6 months' } },
  { from: 7, to: 12, text: { zh: '7 至 12 个月', en: '7 to 12 months' } },
  { from: 13, to: null, text: { zh: '一年以上', en: 'more than a year' } },
] as const satisfies readonly { from: number; to: number | null; text: BilingualText }[];

/** Place of the band that holds so many months. */
export function arrearsBandOf(months: number): number {
  return ARREARS_BANDS.findIndex(({ to }) => to === null || months <= to);
}
