import type { Day } from '../../kernel/calendar';

/** The only source of time for business code; injected, so that a test or a demonstration can set the day. */
export abstract class Clock {
  abstract now(): Date;
  /** Business date in Asia/Shanghai. */
  abstract today(): Day;
}
