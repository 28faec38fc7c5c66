import { dayOf, daysBetween, type Day } from '../kernel/calendar';

const DAY_MS = 86_400_000;

/**
 * The outside world's clock. With a business date, that date takes the place of the real one while the time of day
 * goes on, as in the system under test: both agree what now is.
 */
export class SimulatorClock {
  constructor(private businessDate: Day | null) {}

  now(): Date {
    const real = new Date();
    if (this.businessDate === null) return real;
    return new Date(real.getTime() + daysBetween(dayOf(real), this.businessDate) * DAY_MS);
  }

  today(): Day {
    return dayOf(this.now());
  }

  /** null: the real date again. */
  moveTo(businessDate: Day | null): void {
    this.businessDate = businessDate;
  }
}
