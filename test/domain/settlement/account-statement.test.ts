import { fen } from '../../../src/kernel/money';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { areWhole, type ControlTotals } from '../../../src/modules/settlement/domain/account-statement';

const line = (direction: AccountChange['direction'], amount: bigint): AccountChange => ({
  accountNo: '104000000001',
  bankSerial: `S${direction}${amount}`,
  direction,
  amountFen: fen(amount),
  valueDate: '2026-10-15',
  counterparty: { name: '某单位', accountNo: '9001' },
  remark: '',
  summary: '',
  reversal: false,
  reference: null,
});
const page = (control: ControlTotals, ...lines: AccountChange[]) => ({ control, lines });
const control = (lines: number, inFen: bigint, outFen: bigint): ControlTotals => ({
  lines,
  inFen: fen(inFen),
  outFen: fen(outFen),
});
const [first, second, third] = [line('in', 700n), line('out', 200n), line('in', 50n)];
const all = control(3, 750n, 200n);

describe('F29: the pages of a statement', () => {
  it.each([
    ['in one', [page(all, first, second, third)]],
    ['in several', [page(all, first, second), page(all, third)]],
    ['of a day without a line', [page(control(0, 0n, 0n))]],
  ])('are whole: %s', (_, pages) => {
    expect(areWhole(pages)).toBe(true);
  });

  it.each([
    ['there is none', []],
    ['one is missing', [page(all, first, second)]],
    ['one comes twice', [page(all, first, second), page(all, first, second)]],
    ['a line is cut', [page(all, first, second), page(all)]],
    ['a line has another amount', [page(all, first, second, line('in', 51n))]],
    ['a line has another direction', [page(all, first, second, line('out', 50n))]],
    ['one line stands in for another', [page(all, first, second, second)]],
    ['more was booked meanwhile', [page(all, first, second), page(control(4, 751n, 200n), third)]],
    ['the bank counts otherwise', [page(control(4, 750n, 200n), first, second, third)]],
    ['the bank adds up otherwise', [page(control(3, 750n, 201n), first, second, third)]],
  ])('are no statement where %s', (_, pages) => {
    expect(areWhole(pages)).toBe(false);
  });
});
