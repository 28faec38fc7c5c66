import { parseDay } from '../../../src/kernel/calendar';
import { parseMonth } from '../../../src/kernel/month';
import { monthsInARow } from '../../../src/modules/contribution/domain/member/months-in-a-row';

const count = (months: string[], today: string) => monthsInARow(months.map(parseMonth), parseDay(today));

describe('consecutive months of contribution', () => {
  it.each([
    [['2026-10', '2026-09', '2026-08'], '2026-11-30', 3],
    [['2026-10', '2026-09', '2026-08'], '2026-12-01', 0],
    [['2026-11', '2026-10', '2026-08'], '2026-11-01', 2],
    [['2027-01', '2026-12'], '2027-02-28', 2],
    [['2026-12', '2026-11', '2026-10'], '2026-11-21', 3],
    [['2026-08', '2026-10', '2026-09', '2026-10'], '2026-11-21', 3],
    [[], '2026-11-21', 0],
  ])('%j on %s are %i', (months, today, expected) => {
    expect(count(months, today)).toBe(expected);
  });
});
