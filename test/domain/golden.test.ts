import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateCase, GoldenFileError, readCases } from '../../scripts/golden/golden-case';

const cases = readCases(join(__dirname, '..', 'golden', 'cases.json'));

describe('the golden cases', () => {
  test.each(cases.map((golden) => [golden.id, golden.title ?? golden.kind, golden] as const))(
    '%s: %s',
    (_id, _title, golden) => {
      expect(evaluateCase(golden)).toEqual({ passed: true });
    },
  );
});

describe('the golden runner', () => {
  const golden = {
    id: 'remittance-month-x',
    kind: 'remittance-month',
    title: 'the next month',
    input: { paidThrough: '2026-10', month: '2026-11' },
    expected: { accepted: true },
  };

  test('a wrong expectation fails and shows what was got', () => {
    expect(evaluateCase({ ...golden, expected: { accepted: false } })).toEqual({
      passed: false,
      expected: { accepted: false },
      got: { accepted: true },
    });
  });

  test('an expected key that the domain does not give fails', () => {
    expect(evaluateCase({ ...golden, expected: { accepted: true, reason: 'MONTH_GAP' } }).passed).toBe(false);
  });

  test.each(['no-such-kind', 'constructor', '__proto__'])('an unknown kind fails: %s', (kind) => {
    expect(evaluateCase({ ...golden, kind })).toMatchObject({ passed: false, got: `unknown kind ${kind}` });
  });

  test.each([
    ['a field is missing', { paidThrough: '2026-10' }, 'input.month is not a string'],
    ['a month does not exist', { paidThrough: '2026-10', month: '2026-13' }, 'input.month: not a month'],
    ['the input is a list', [], 'input is not an object'],
  ])('a malformed input fails and names the field: %s', (_what, input, message) => {
    const verdict = evaluateCase({ ...golden, input });
    expect(verdict).toMatchObject({ passed: false, got: expect.stringContaining(message) });
  });

  describe('reading a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'golden-'));
    const file = join(folder, 'cases.json');
    afterAll(() => rmSync(folder, { recursive: true }));

    test.each([
      ['no JSON', '[{', 'is not valid JSON'],
      ['an empty file', '', 'is not valid JSON'],
      ['no list', '{}', 'a list of cases is expected'],
      ['an entry that is no object', '[null]', 'entry 1 is no case'],
      ['a case without an id', JSON.stringify([golden, { ...golden, id: 7 }]), 'entry 2 is no case'],
      ['a case that expects nothing', JSON.stringify([{ ...golden, expected: {} }]), 'entry 1 is no case'],
    ])('says what is wrong with it: %s', (_what, text, message) => {
      writeFileSync(file, text);
      expect(() => readCases(file)).toThrow(GoldenFileError);
      expect(() => readCases(file)).toThrow(`${file}: ${message}`);
    });

    test('says that it cannot be read', () => {
      expect(() => readCases(join(folder, 'absent.json'))).toThrow('absent.json: cannot be read (ENOENT');
      expect(() => readCases(folder)).toThrow(GoldenFileError);
    });

    test('gives the cases of a good one', () => {
      writeFileSync(file, JSON.stringify([golden]));
      expect(readCases(file)).toEqual([golden]);
    });
  });
});
