import { type Day, dayOf, daysBetween } from '../../kernel/calendar';
import { Clock } from './clock';

const DAY_MS = 86_400_000;

/** 06:00, when what a day begins with is done (handbook 5.11) and no branch has opened yet. */
export const DAY_BEGINS = 6 * 60;

/**
 * The machine's clock. With a fixed business date that date takes the place of the real one: `dayOf(now())` and
 * `today()` always agree. Instants go on by the machine, so that what comes later is later; how far the business day has
 * gone is set with the date and stands still, whatever hour it is for the machine.
 */
export class SystemClock extends Clock {
  constructor(
    private readonly businessDate: Day | null = null,
    private readonly businessMinute = DAY_BEGINS,
  ) {
    super();
  }

  now(): Date {
    const real = new Date();
    if (this.businessDate === null) return real;
    return new Date(real.getTime() + daysBetween(dayOf(real), this.businessDate) * DAY_MS);
  }

  today(): Day {
    return this.businessDate ?? dayOf(new Date());
  }

  override minute(): number {
    return this.businessDate === null ? super.minute() : this.businessMinute;
  }
}
