import { fen } from '../../../src/kernel/money';
import { applyRate, formatRate, parseRate, RATE_SCALE, RateFormatError } from '../../../src/kernel/rate';

describe('a rate', () => {
  test.each([
    ['0', 0n],
    ['1', 100_000_000n],
    ['0.0150', 1_500_000n],
    ['0.05', 5_000_000n],
    ['0.00000001', 1n],
    ['9999.99999999', 999_999_999_999n],
  ])('%s is read exactly', (text, units) => {
    expect(parseRate(text)).toBe(units);
  });

  test.each([
    '',
    '-0.05',
    '+0.05',
    '.05',
    '5%',
    '0.',
    '0.000000001',
    '1e-2',
    '0,05',
    '０.０５',
    'NaN',
    ' 0.05',
    '0.05 ',
    '10000',
  ])('%j is refused', (text) => {
    expect(() => parseRate(text)).toThrow(RateFormatError);
  });

  test('a JSON number is refused', () => {
    expect(() => parseRate(0.05 as unknown as string)).toThrow(RateFormatError);
  });

  test('is written with four decimals, more when it has more, fewer when asked', () => {
    expect(formatRate(parseRate('0.026'))).toBe('0.0260');
    expect(formatRate(parseRate('0.12345678'))).toBe('0.12345678');
    expect(formatRate(parseRate('0.08'), 2)).toBe('0.08');
    expect(formatRate(parseRate('0.0850'), 2)).toBe('0.085');
    expect(formatRate(parseRate('12'), 0)).toBe('12');
    expect(RATE_SCALE).toBe(parseRate('1'));
  });
});

describe('an amount times a rate', () => {
  test.each([
    ['one fen below the tie goes down', 49n, '0.01', 1n, 0n],
    ['the tie goes up', 50n, '0.01', 1n, 1n],
    ['a negative tie goes away from zero', -50n, '0.01', 1n, -1n],
    ['to whole yuan, just below half a yuan', 624_900n, '0.08', 100n, 50_000n],
    ['to whole yuan, just at half a yuan', 63_125n, '0.08', 100n, 5_100n],
    ['to a tenth of a yuan', 58_333n, '0.08', 10n, 4_670n],
  ])('is rounded once, half up: %s', (_what, amount, rate, roundTo, expected) => {
    expect(applyRate(fen(amount), parseRate(rate), fen(roundTo))).toBe(expected);
  });

  test.each([0n, -1n])('a rounding unit of %s is an error', (roundTo) => {
    expect(() => applyRate(fen(1n), parseRate('0.05'), fen(roundTo))).toThrow(RangeError);
  });
});
