import { type Day, minuteOfDay } from '../../kernel/calendar';

/** The only source of time for business code; injected, so that a test or a demonstration can set the day. */
export abstract class Clock {
  abstract now(): Date;
  /** Business date in Asia/Shanghai. */
  abstract today(): Day;
  /** How far the business day has gone: its minute in Asia/Shanghai, 0 to 1439. */
  minute(): number {
    return minuteOfDay(this.now());
  }
}
