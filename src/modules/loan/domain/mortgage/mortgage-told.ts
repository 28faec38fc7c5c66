import type { MortgageStatus } from '../../../registry';

/** How an application for a mortgage stands with us: asked for, and then as the registry tells. */
export type MortgageState = 'requested' | MortgageStatus | 'withdrawn';

/** What the registry says of an application, by its answer or by an event. */
export interface MortgageTold {
  readonly status: MortgageStatus;
  /** Grows with each change at the registry: what is not greater than the last is old. */
  readonly seq: number;
  readonly certNo: string | null;
  readonly mortgagee: string | null;
  readonly registeredOn: string | null;
  readonly reason: string | null;
}

/** Why an inquiry finds no mortgage of a loan that was taken over. */
export const NONE_OF_OURS = '登记簿上没有本中心的抵押';
export const SEVERAL_OF_OURS = '登记簿上有本中心的多项抵押，不能确定哪一项属于本贷款';

/** The mortgage may be paid upon: there is a certificate, of a day, and the creditor on it is the centre. */
export function isOurs(told: MortgageTold, centreName: string): boolean {
  return (
    told.status === 'registered' &&
    told.certNo !== null &&
    told.registeredOn !== null &&
    told.mortgagee === centreName
  );
}

/** Seconds until the registry is asked again how an application stands; the last one repeats. */
const ASK_AGAIN = [1, 2, 5, 10, 30, 60, 300, 900];

export function askAgainMs(attempts: number): number {
  return (ASK_AGAIN[Math.min(Math.max(attempts, 1), ASK_AGAIN.length) - 1] ?? 900) * 1000;
}
