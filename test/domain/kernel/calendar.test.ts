import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareDays,
  DayFormatError,
  dayOf,
  daysBetween,
  isDay,
  monthOf,
  parseDay,
} from '../../../src/kernel/calendar';
import type { Day } from '../../../src/kernel/calendar';

const day = parseDay;
const MS_PER_DAY = 86_400_000;
const anyDayNumber = fc.integer({ min: -719_162, max: 2_932_896 });
const written = (number: number): Day => day(new Date(number * MS_PER_DAY).toISOString().slice(0, 10));

describe('F39: a day', () => {
  test.each(['0001-01-01', '2024-02-29', '2000-02-29', '2026-06-30', '9999-12-31'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '2026/01/01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '',
  ])('%j is refused', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => parseDay(text)).toThrow(DayFormatError);
  });

  test.each([20260101, null, undefined, {}])('%p is no day', (value) => {
    expect(isDay(value)).toBe(false);
  });

  test('the arithmetic agrees with the proleptic Gregorian calendar over all its years', () => {
    fc.assert(
      fc.property(anyDayNumber, anyDayNumber, (from, to) => {
        expect(daysBetween(written(from), written(to))).toBe(to - from);
        expect(addDays(written(from), to - from)).toBe(written(to));
      }),
      { numRuns: 500 },
    );
  });

  test('the calendar ends with the years 0001 and 9999', () => {
    expect(addDays(day('9999-12-30'), 1)).toBe('9999-12-31');
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(DayFormatError);
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(DayFormatError);
    expect(() => addMonths(day('9999-12-31'), 1)).toThrow(DayFormatError);
    expect(() => addDays(day('2026-01-01'), 0.5)).toThrow(DayFormatError);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-28', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2025-11-20', 12, '2026-11-20'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %s months is %s, clipped at month end', (from, months, expected) => {
    expect(addMonths(day(from), months)).toBe(expected);
  });

  test('is ordered, and lies in a month', () => {
    expect(compareDays(day('2026-06-30'), day('2026-07-01'))).toBe(-1);
    expect(compareDays(day('2026-07-01'), day('2026-06-30'))).toBe(1);
    expect(compareDays(day('2026-07-01'), day('2026-07-01'))).toBe(0);
    expect(monthOf(day('2026-06-30'))).toBe('2026-06');
  });
});

describe('F39: the day in Shanghai', () => {
  test.each([
    ['2026-06-30T15:59:59.999Z', '2026-06-30'],
    ['2026-06-30T16:00:00.000Z', '2026-07-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('at %s it is %s', (instant, expected) => {
    expect(dayOf(new Date(instant))).toBe(expected);
  });

  test('an invalid instant is an error', () => {
    expect(() => dayOf(new Date(NaN))).toThrow(DayFormatError);
  });
});
