import {
  compareMonths,
  MonthFormatError,
  monthFromNumber,
  monthsApart,
  monthToNumber,
  nextMonth,
  parseMonth,
  previousMonth,
} from '../../../src/kernel/month';

const month = parseMonth;

describe('a month', () => {
  test.each([
    '2026-00',
    '2026-13',
    '2026-1',
    '202611',
    '0000-01',
    '2026-11-01',
    '２０２６-11',
    '2026-11 ',
    '',
  ])('%j is refused', (text) => {
    expect(() => parseMonth(text)).toThrow(MonthFormatError);
  });

  test('is followed and preceded across the year', () => {
    expect(nextMonth(month('2026-11'))).toBe('2026-12');
    expect(nextMonth(month('2026-12'))).toBe('2027-01');
    expect(previousMonth(month('2027-01'))).toBe('2026-12');
    expect(previousMonth(month('2026-12'))).toBe('2026-11');
    expect(nextMonth(month('0999-12'))).toBe('1000-01');
  });

  test('the calendar ends with the years 0001 and 9999', () => {
    expect(() => nextMonth(month('9999-12'))).toThrow(MonthFormatError);
    expect(() => previousMonth(month('0001-01'))).toThrow(MonthFormatError);
  });

  test('is ordered and counted', () => {
    expect(compareMonths(month('2026-12'), month('2027-01'))).toBe(-1);
    expect(compareMonths(month('2027-01'), month('2026-12'))).toBe(1);
    expect(compareMonths(month('2027-01'), month('2027-01'))).toBe(0);
    expect(monthsApart(month('2026-10'), month('2027-01'))).toBe(3);
    expect(monthsApart(month('2027-01'), month('2026-10'))).toBe(-3);
  });

  test('is kept as a number in the database', () => {
    expect(monthToNumber(month('2026-11'))).toBe(202611);
    expect(monthFromNumber(202611)).toBe('2026-11');
    expect(monthFromNumber(101)).toBe('0001-01');
  });

  test.each([202600, 202613, 2026, 0, -202611, 202611.5, NaN])('%s is no month of the database', (value) => {
    expect(() => monthFromNumber(value)).toThrow(MonthFormatError);
  });
});
