import fc from 'fast-check';
import {
  fen,
  maxFen,
  minFen,
  minus,
  MoneyFormatError,
  parseYuan,
  plus,
  sumFen,
  yuan,
} from '../../../src/kernel/money';

describe('F55: a yuan amount on the wire', () => {
  test.each([
    ['0.00', 0n],
    ['0.01', 1n],
    ['12.34', 1234n],
    ['-0.05', -5n],
    ['-12.34', -1234n],
    ['9999999999999.99', 999999999999999n],
    ['-9999999999999.99', -999999999999999n],
  ])('%s is that many fen, and is written back the same', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
    expect(yuan(fen(amount))).toBe(text);
  });

  test.each([
    '',
    '0',
    '-0',
    '1',
    '1.0',
    '.50',
    '1.',
    '0.001',
    '12.345',
    '1e9',
    '1e2.00',
    '1,000',
    '1,000.00',
    '+1.00',
    '--1.00',
    '- 1.00',
    '１２.３４',
    '12。34',
    '12．34',
    '٣.٠٠',
    'NaN',
    'Infinity',
    '0x10.00',
    ' 1.00',
    '1.00 ',
    '1.00\n',
    '1.00\u0000',
    '¥1.00',
    '10000000000000.00',
    '9223372036854775808',
    '92233720368547758.08',
  ])('%j is refused', (text) => {
    expect(() => parseYuan(text)).toThrow(MoneyFormatError);
  });

  test.each([12.34, 0, NaN, 12n, null, undefined, ['12.34'], { toString: () => '12.34' }])(
    'a value that is no string is refused: %p',
    (value) => {
      expect(() => parseYuan(value as unknown as string)).toThrow(MoneyFormatError);
    },
  );

  test('the error does not repeat what was sent', () => {
    expect(() => parseYuan('140105199003070012')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('140105199003070012') }),
    );
  });

  test('every amount up to the limit survives being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -999999999999999n, max: 999999999999999n }), (amount) => {
        expect(parseYuan(yuan(fen(amount)))).toBe(amount);
      }),
    );
  });

  test('totals beyond 2^63 fen are still exact', () => {
    expect(yuan(fen(9223372036854775808n))).toBe('92233720368547758.08');
  });
});

describe('amounts', () => {
  const [a, b, c] = [fen(-5n), fen(3n), fen(9007199254740993n)];

  test('are added and subtracted exactly beyond what a number holds', () => {
    expect(plus(c, b)).toBe(9007199254740996n);
    expect(minus(a, c)).toBe(-9007199254740998n);
  });

  test('are compared by value', () => {
    expect(minFen(b, a, c)).toBe(a);
    expect(maxFen(b, a, c)).toBe(c);
    expect(minFen(b)).toBe(b);
    expect(maxFen(a)).toBe(a);
  });

  test('sum to the whole, and to nothing when there are none', () => {
    expect(sumFen([a, b, c])).toBe(9007199254740991n);
    expect(sumFen([])).toBe(0n);
  });
});
