import { parseDay } from '../../../src/kernel/calendar';
import { type Month, parseMonth, previousMonth } from '../../../src/kernel/month';
import { type CreditedMonth, continuityOn } from '../../../src/modules/contribution/domain/member/continuity';

const today = parseDay('2026-11-21');
const late = { payments: 1, months: 3 };
const due = { lawDay: '2026-11-21', payday: 30, daysAfterPayday: 5 };

/** `count` months up to October, those of these places (from the latest) made up for by these payments. */
function row(count: number, madeUp: Readonly<Record<number, string>> = {}): CreditedMonth[] {
  const months: CreditedMonth[] = [];
  let month: Month = parseMonth('2026-10');
  for (let place = 0; place < count; place += 1) {
    months.push({ month, madeUpBy: madeUp[place] ?? null });
    month = previousMonth(month);
  }
  return months;
}

const months = (credited: readonly CreditedMonth[]) => continuityOn(today, credited, [], late, due).months;

describe('months in a row up to the month before', () => {
  it('are counted back from October, November not yet among them', () => {
    expect(months(row(6))).toBe(6);
    expect(months([{ month: parseMonth('2026-11'), madeUpBy: null }, ...row(6)])).toBe(6);
    expect(months(row(6).slice(1))).toBe(0);
    expect(months(row(8).filter((_, place) => place !== 4))).toBe(4);
  });

  it('go on over one back payment of three months, and end at one of four or at a second one', () => {
    expect(months(row(8, { 2: 'a', 3: 'a', 4: 'a' }))).toBe(8);
    expect(months(row(8, { 2: 'a', 3: 'a', 4: 'a', 5: 'a' }))).toBe(2);
    expect(months(row(8, { 2: 'a', 5: 'b' }))).toBe(5);
    expect(continuityOn(today, row(8, { 2: 'a', 3: 'a' }), [], late, due).madeUp).toBe(2);
  });

  it('go on with six that a transfer carried, where it ends at their beginning', () => {
    const carried = (paidTo: string, sixMonths = true) =>
      continuityOn(today, row(2), [{ paidTo: parseMonth(paidTo), sixMonths }], late, due);
    expect(carried('2026-08')).toEqual({ months: 8, madeUp: 0, carried: true });
    expect(carried('2026-09')).toMatchObject({ months: 8 });
    expect(carried('2026-07')).toEqual({ months: 2, madeUp: 0, carried: false });
    expect(carried('2026-08', false)).toMatchObject({ months: 2, carried: false });
  });

  it('are counted from an earlier month while the month before is not due yet', () => {
    const december = { ...due, lawDay: '2026-12-01' };
    const on = (day: string, terms = december) => continuityOn(parseDay(day), row(6), [], late, terms).months;
    expect([on('2026-12-01'), on('2026-12-05'), on('2026-12-06')]).toEqual([6, 6, 0]);
    expect([on('2026-12-01', { ...december, payday: 15 }), on('2026-12-01', due)]).toEqual([0, 0]);
    // The first month after a transfer is not due yet: what it carried goes on.
    const carried = [{ paidTo: parseMonth('2026-10'), sixMonths: true }];
    expect(continuityOn(parseDay('2026-12-01'), [], carried, late, december).months).toBe(6);
    expect(continuityOn(parseDay('2026-12-06'), [], carried, late, december).months).toBe(0);
  });
});
