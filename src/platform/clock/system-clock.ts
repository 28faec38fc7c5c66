import { type Day, dayOf, daysBetween } from '../../kernel/calendar';
import { Clock } from './clock';

const DAY_MS = 86_400_000;

/**
 * The machine's clock. With a fixed business date that date takes the place of the real one, while the time of
 * day goes on: `dayOf(now())` and `today()` always agree.
 */
export class SystemClock extends Clock {
  constructor(private readonly businessDate: Day | null = null) {
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
}
