import type { Day } from '../../src/kernel/calendar';
import { Clock, SystemClock } from '../../src/platform/clock';

/** A date that whoever made it moves on; each begins at the hour at which a set date does. */
export class MovableClock extends Clock {
  private current: SystemClock;

  constructor(day: Day) {
    super();
    this.current = new SystemClock(day);
  }

  moveTo(day: Day): void {
    this.current = new SystemClock(day);
  }

  now(): Date {
    return this.current.now();
  }

  today(): Day {
    return this.current.today();
  }

  override minute(): number {
    return this.current.minute();
  }
}
