import fc from 'fast-check';
import { parseDay } from '../../../src/kernel/calendar';
import { checkBankCard } from '../../../src/kernel/identifiers/bank-card';
import { checkCreditCode } from '../../../src/kernel/identifiers/credit-code';
import { checkResidentId, normaliseResidentId } from '../../../src/kernel/identifiers/resident-id';
import { newId } from '../../../src/kernel/identifiers/uuid';

const VALID = { valid: true };

describe('a resident id number', () => {
  const REFUSED = { valid: false, reason: 'ID_CHECKSUM' };

  test('the example of the standard is valid, in either case of its check character', () => {
    expect(checkResidentId('11010519491231002X')).toEqual(VALID);
    expect(checkResidentId('11010519491231002x')).toEqual(VALID);
    expect(normaliseResidentId('11010519491231002x')).toBe('11010519491231002X');
    expect(normaliseResidentId('140105199003070012')).toBe('140105199003070012');
  });

  test('each other check character is refused', () => {
    const others = [...'0123456789X'].filter((character) => character !== '2');
    expect(checkResidentId('140105199003070012')).toEqual(VALID);
    expect(others.map((character) => checkResidentId(`14010519900307001${character}`))).toEqual(
      others.map(() => REFUSED),
    );
  });

  // Both have the right check character for their digits, so only the date refuses them.
  test.each([
    ['31 April', '14010519900431001'],
    ['29 February of a common year', '14010519910229001'],
    ['month 13', '14010519901307001'],
    ['year 0000', '14010500000307001'],
  ])('a birth date that does not exist is refused: %s', (_what, digits) => {
    expect(checkResidentId(withCheckCharacter(digits))).toEqual(REFUSED);
  });

  test('29 February of a leap year is a birth date', () => {
    expect(checkResidentId(withCheckCharacter('14010519920229001'))).toEqual(VALID);
  });

  test('a birth date in the future is refused when the day is known', () => {
    const id = withCheckCharacter('14010520261122001');
    expect(checkResidentId(id)).toEqual(VALID);
    expect(checkResidentId(id, parseDay('2026-11-22'))).toEqual(VALID);
    expect(checkResidentId(id, parseDay('2026-11-21'))).toEqual(REFUSED);
  });

  test.each([
    '',
    '140105900307001',
    '14010519900307001',
    '1401051990030700122',
    '040105199003070012',
    '1401051990030７00122',
    '1.40105E+17',
    "14010519900307'0012",
    '14010519900307X012',
    "1' OR '1'='1' -- --",
  ])('%j is refused', (id) => {
    expect(checkResidentId(id)).toEqual(REFUSED);
  });

  test.each([
    ['blanks around', ' 140105199003070012\n'],
    ['a no-break space', '140105199003070012\u00a0'],
    ['blanks within', '140105 19900307 0012'],
    ['full-width digits', '１４0105１９９00３070012'],
    ['the mark of a spreadsheet', "'140105199003070012"],
    ['that mark in full width', '＇140105199003070012'],
  ])('%s are taken off before it is checked: %j', (_what, id) => {
    expect(normaliseResidentId(id)).toBe('140105199003070012');
    expect(checkResidentId(id)).toEqual(VALID);
  });

  test('its check character may be in full width', () => {
    expect(normaliseResidentId('１１０１０５１９４９１２３１００２ｘ')).toBe('11010519491231002X');
  });

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digits = [...'140105199003070012'];
        digits[position] = String((Number(digits[position]) + shift) % 10);
        expect(checkResidentId(digits.join(''))).toEqual(REFUSED);
      }),
    );
  });
});

describe('a unified social credit code', () => {
  const CHARSET = { valid: false, reason: 'USCC_CHARSET' };
  const CHECKSUM = { valid: false, reason: 'USCC_CHECKSUM' };

  test('the published example is valid', () => {
    expect(checkCreditCode('91350100M000100Y43')).toEqual(VALID);
  });

  test.each(['I', 'O', 'S', 'V', 'Z', 'y', '-', ' ', 'Ｙ'])(
    'a character outside the alphabet is named before the check: %s',
    (character) => {
      expect(checkCreditCode(`91350100M000100${character}43`)).toEqual(CHARSET);
      expect(checkCreditCode(`91350100M000100Y4${character}`)).toEqual(CHARSET);
    },
  );

  test.each(['', '91350100M000100Y4', '91350100M000100Y433', '91350100M000100Y43\n'])(
    'another length is no code: %j',
    (code) => {
      expect(checkCreditCode(code)).toEqual(CHARSET);
    },
  );

  test('each other check character is refused', () => {
    const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((character) => character !== '3');
    expect(others).toHaveLength(30);
    expect(others.map((character) => checkCreditCode(`91350100M000100Y4${character}`))).toEqual(
      others.map(() => CHECKSUM),
    );
  });

  test('two neighbours exchanged are noticed', () => {
    expect(checkCreditCode('91350100M00010Y043')).toEqual(CHECKSUM);
  });
});

describe('a bank card number', () => {
  const REFUSED = { valid: false, reason: 'CARD_CHECKSUM' };

  test.each([15, 16, 17, 18])('%s digits and their check digit are a card number', (length) => {
    expect(checkBankCard(withLuhnDigit('622260999990000123'.slice(0, length)))).toEqual(VALID);
  });

  test('known numbers are valid', () => {
    expect(checkBankCard('4242424242424242')).toEqual(VALID);
    expect(checkBankCard('6222609999900001233')).toEqual(VALID);
  });

  test('15 and 20 digits are refused although their check digit is right', () => {
    expect(checkBankCard(withLuhnDigit('37828224631000'))).toEqual(REFUSED);
    expect(checkBankCard(withLuhnDigit('6222609999900001233'))).toEqual(REFUSED);
  });

  test.each([
    '',
    '6222609999900001234',
    '6222 6099 9990 0001233',
    '６222609999900001233',
    '622260999990000123X',
  ])('%j is refused', (number) => {
    expect(checkBankCard(number)).toEqual(REFUSED);
  });

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digits = [...'6222609999900001233'];
        digits[position] = String((Number(digits[position]) + shift) % 10);
        expect(checkBankCard(digits.join(''))).toEqual(REFUSED);
      }),
    );
  });
});

describe('an id of our own', () => {
  test('is a UUID of version 7, and a later one sorts after an earlier one', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});

/** The check character by the congruence of ISO 7064 MOD 11-2, another way than the weights of the standard. */
function withCheckCharacter(digits: string): string {
  const product = [...digits].reduce((rest, digit) => ((rest + Number(digit)) * 2) % 11, 0);
  return digits + ((12 - product) % 11 === 10 ? 'X' : String((12 - product) % 11));
}

/** The Luhn digit found by trial: doubled digits summed as text. */
function withLuhnDigit(digits: string): string {
  const sumOf = (number: string): number =>
    [
      ...[...number]
        .reverse()
        .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2))
        .join(''),
    ].reduce((sum, digit) => sum + Number(digit), 0);
  const check = [...'0123456789'].find((digit) => sumOf(digits + digit) % 10 === 0);
  return digits + String(check);
}
