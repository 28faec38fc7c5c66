import { type Day, monthOf } from '../../../../kernel/calendar';
import { compareMonths, type Month, previousMonth } from '../../../../kernel/month';
import { type DueMonths, rowEnd } from './months-in-a-row';

/** A month that counts as contributed. */
export interface CreditedMonth {
  readonly month: Month;
  /** The back payment that made up for it; null when it was remitted in its turn, or had been deferred. */
  readonly madeUpBy: string | null;
}

/** What a transfer in says of the time in another city. */
export interface CarriedTime {
  readonly paidTo: Month;
  /** SixMconFlag: six months in a row before the transfer. */
  readonly sixMonths: boolean;
}

/** How late months may be: one back payment of a few months does not break the row. */
export interface LateMonths {
  readonly payments: number;
  readonly months: number;
}

export interface Continuity {
  /** Months in a row up to the one before today's, or the last whose time is over; those carried among them. */
  readonly months: number;
  /** Of them made up for by a back payment. */
  readonly madeUp: number;
  /** Whether six of them were carried by a transfer from another city. */
  readonly carried: boolean;
}

/** A transfer carries six months, no more: the message says whether there were six, not how many. */
const CARRIED_MONTHS = 6;

/**
 * Months contributed in full without a gap, counted back from the month before today's (handbook 5.1, LE1), or from an
 * earlier one while that one's time to be remitted is not over. A row that begins where a transfer from another city ends goes on with the six months it carried.
 */
export function continuityOn(
  today: Day,
  credited: readonly CreditedMonth[],
  carried: readonly CarriedTime[],
  late: LateMonths,
  due: DueMonths,
): Continuity {
  const byMonth = new Map(credited.map(({ month, madeUpBy }) => [month, madeUpBy]));
  const sizeOf = (payment: string): number => credited.filter(({ madeUpBy }) => madeUpBy === payment).length;
  const payments = new Set<string>();
  let [months, madeUp] = [0, 0];
  let month = rowEnd(byMonth, today, { latest: previousMonth(monthOf(today)), due });
  for (; byMonth.has(month); month = previousMonth(month)) {
    const payment = byMonth.get(month) ?? null;
    if (payment !== null) {
      const others = payments.has(payment) ? payments.size : payments.size + 1;
      if (others > late.payments || sizeOf(payment) > late.months) return { months, madeUp, carried: false };
      payments.add(payment);
      madeUp += 1;
    }
    months += 1;
  }
  const goesOn = carried.some(({ sixMonths, paidTo }) => sixMonths && compareMonths(paidTo, month) >= 0);
  return { months: goesOn ? months + CARRIED_MONTHS : months, madeUp, carried: goesOn };
}
