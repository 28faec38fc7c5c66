import type { ListState } from '../remittance/list-state';

/** `backPayment.list`: the back payment of the case beside the employer's account as both stand now. */
export interface BackPaymentFact {
  readonly [key: string]: string | number;
  readonly state: ListState;
  readonly reason: string;
  readonly lines: number;
  readonly members: number;
  /** Yuan. */
  readonly total: string;
  /** The latest month on it. */
  readonly latest: string;
  readonly paidThrough: string;
  /** Lines that would pay a month more than in full, by what was credited or confirmed since. */
  readonly over: number;
  /** Lines of members whose account is closed by now. */
  readonly gone: number;
  /** Lines of another base than the one the month may be made up for on; kept since 2026-12. */
  readonly rebased: number;
}

/** `backPayment.employment`: months in which the member did not stand on the employer's roster, by social insurance. */
export interface BackEmploymentFact {
  readonly [key: string]: number;
  /** Months that our own books do not show the member to be employed in. */
  readonly asked: number;
  /** Of these, months in which social insurance shows no employment here. */
  readonly notEmployed: number;
  /** Of these, first months of a first job, for which nothing is contributed. */
  readonly firstMonths: number;
}
