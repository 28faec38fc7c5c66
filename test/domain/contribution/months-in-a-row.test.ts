import { parseDay } from '../../../src/kernel/calendar';
import { parseMonth } from '../../../src/kernel/month';
import { monthsInARow } from '../../../src/modules/contribution/domain/member/months-in-a-row';

const count = (months: string[], today: string, lawDay: string, payday: number) =>
  monthsInARow(months.map(parseMonth), parseDay(today), { lawDay, payday, daysAfterPayday: 5 });

describe('consecutive months of contribution', () => {
  it.each([
    [['2026-10', '2026-09', '2026-08'], '2026-11-30', 3],
    [['2026-10', '2026-09', '2026-08'], '2026-12-01', 0],
    [['2026-11', '2026-10', '2026-08'], '2026-11-01', 2],
    [['2027-01', '2026-12'], '2027-02-28', 2],
    [['2026-12', '2026-11', '2026-10'], '2026-11-21', 3],
    [['2026-08', '2026-10', '2026-09', '2026-10'], '2026-11-21', 3],
    [[], '2026-11-21', 0],
  ])('accepted before December 2026: %j on %s are %i', (months, today, expected) => {
    expect(count(months, today, '2026-11-30', 30)).toBe(expected);
  });

  it.each([
    // What is paid ahead counts when its month has come.
    [['2026-11', '2026-12', '2027-01'], '2026-12-01', 15, 2],
    [['2026-11', '2026-12', '2027-01'], '2026-12-31', 15, 2],
    [['2026-11', '2026-12', '2027-01'], '2027-01-01', 15, 3],
    [['2027-01', '2027-02'], '2026-12-31', 15, 0],
    // November is to be remitted by payday + 5: until then its absence breaks nothing.
    [['2026-10', '2026-09', '2026-08'], '2026-12-01', 30, 3],
    [['2026-10', '2026-09', '2026-08'], '2026-12-05', 30, 3],
    [['2026-10', '2026-09', '2026-08'], '2026-12-06', 30, 0],
    [['2026-10', '2026-09', '2026-08'], '2026-12-05', 31, 3],
    [['2026-10', '2026-09', '2026-08'], '2026-12-01', 15, 0],
    // The month that runs is missing only when it is over, however early its payday.
    [['2026-11', '2026-10', '2026-09'], '2026-12-31', 1, 3],
    [['2026-09', '2026-08', '2026-07'], '2026-12-01', 30, 0],
    [['2026-12', '2026-10'], '2026-12-31', 15, 1],
    [[], '2026-12-01', 30, 0],
  ])('%j on %s with payday %i are %i', (months, today, payday, expected) => {
    expect(count(months, today, '2026-12-01', payday)).toBe(expected);
  });
});
