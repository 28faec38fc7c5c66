import {
  closingLines,
  emptyInto,
  type OpenResult,
  resultOf,
} from '../../../src/modules/ledger/domain/closing-lines';
import { difference, type Line } from '../../../src/modules/ledger/domain/journal';

const GAINS = 311n;
const open = (accountId: bigint, subject: string, creditFen: bigint): OpenResult => ({
  accountId,
  subject,
  creditFen,
});
const lines = (of: readonly OpenResult[]) => shown(closingLines(of, GAINS));
const shown = (found: readonly Line[]) => {
  expect(difference(found)).toBe(0n);
  return found.map(({ accountId, side, amountFen }) => `${side}${accountId} ${amountFen}`);
};

describe('the result of a month', () => {
  test('goes to 311 leaf by leaf, income and expenditure each by a line of its own', () => {
    const month = [open(1n, '401', 700n), open(2n, '401', 50n), open(3n, '411', -200n)];
    expect(lines(month)).toEqual(['D1 700', 'D2 50', 'C3 200', 'C311 750', 'D311 200']);
    expect(resultOf(month)).toEqual({ incomeFen: 750n, expenditureFen: 200n });
  });

  test('is turned the other way round where more was taken back than booked', () => {
    expect(lines([open(1n, '401', -7n), open(3n, '411', 9n)])).toEqual(['C1 7', 'D3 9', 'D311 7', 'C311 9']);
    expect(lines([open(1n, '401', 5n), open(2n, '401', -5n)])).toEqual(['D1 5', 'C2 5']);
  });

  test('of a month in which nothing was earned or spent has no voucher', () => {
    expect(lines([])).toEqual([]);
    expect(resultOf([])).toEqual({ incomeFen: 0n, expenditureFen: 0n });
  });
});

describe('the gains of a year', () => {
  test('leave every leaf that they stand on', () => {
    const year = [open(1n, '311', 10n), open(2n, '311', 90n)];
    expect(shown(emptyInto(year, 321n))).toEqual(['D1 10', 'D2 90', 'C321 100']);
  });

  test('are a loss, or none, where that is what stands there', () => {
    expect(shown(emptyInto([open(1n, '311', -8n)], 321n))).toEqual(['D321 8', 'C1 8']);
    expect(shown(emptyInto([open(1n, '311', -8n), open(2n, '311', 8n)], 321n))).toEqual(['C1 8', 'D2 8']);
    expect(shown(emptyInto([], 321n))).toEqual([]);
  });
});
