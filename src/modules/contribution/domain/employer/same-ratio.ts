import { parseRate } from '../../../../kernel/rate';

/** Whether two ratios are one, '0.05' and '0.0500'; of a relief without ratios neither side names one. */
export function sameRatio(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : parseRate(one) === parseRate(other);
}
