import fc from 'fast-check';
import { fen, type Fen } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { DraftLines, type Holder } from '../../../src/modules/contribution/domain/remittance/draft-lines';
import { ListFaults } from '../../../src/modules/contribution/domain/remittance/list-fault';
import type { ListRow } from '../../../src/modules/contribution/domain/remittance/list-row';

const limits = {
  ratioMin: parseRate('0.05'),
  ratioMax: parseRate('0.12'),
  lowerBase: fen(215_000n),
  upperBase: fen(2_910_000n),
  roundingUnit: fen(100n),
};
const holder = (index: number, baseFen: Fen = fen(800_000n)): Holder => ({
  accountId: BigInt(index + 1),
  accountNo: `99${index}`,
  personId: String(index),
  baseFen,
});
const row = (index: number, more: Partial<ListRow> = {}): ListRow => ({
  row: index + 2,
  name: '甲',
  idNo: '11010519491231002X',
  base: null,
  employerAmount: null,
  employeeAmount: null,
  ...more,
});
const laid = (employer = '0.12', employee = '0.12') => {
  const faults = new ListFaults('csv');
  const terms = { employerRatio: parseRate(employer), employeeRatio: parseRate(employee), limits };
  return { faults, lines: new DraftLines(faults, terms) };
};

describe('the lines of a list', () => {
  const ratio = fc.integer({ min: 5, max: 12 }).map((percent) => (percent / 100).toFixed(2));
  const bases = fc.array(fc.bigInt({ min: 1n, max: 9_999_999_999_999n }), { minLength: 1, maxLength: 30 });

  it('F56: sum to the total to the fen, each side rounded half up on its own to the unit of the district', () => {
    fc.assert(
      fc.property(bases, ratio, ratio, (wages, employer, employee) => {
        const { faults, lines } = laid(employer, employee);
        wages.forEach((wage, index) => lines.add(row(index, { base: fen(wage) }), holder(index), true));
        expect(faults.count).toBe(0);
        expect(lines.lines.reduce((sum, line) => sum + line.employer + line.employee, 0n)).toBe(lines.total);
        for (const { base, ...sides } of lines.lines) {
          expect(base >= limits.lowerBase && base <= limits.upperBase).toBe(true);
          for (const [side, percent] of [
            [sides.employer, BigInt(Number(employer.slice(2)))],
            [sides.employee, BigInt(Number(employee.slice(2)))],
          ] as const) {
            // Hundredths of a fen: at most half a unit below, less than half a unit above what is exact.
            const difference = side * 100n - base * percent;
            expect(side % limits.roundingUnit).toBe(0n);
            expect(difference > -5_000n && difference <= 5_000n).toBe(true);
          }
        }
      }),
    );
  });

  it('are made of rows without a fault only, and a spoilt row still stands for its member', () => {
    const { faults, lines } = laid();
    faults.add('MONEY_FORMAT', { row: 2, column: 'base' });
    lines.add(row(0), holder(0), true);
    lines.add(row(1), holder(1), false);
    lines.add(row(2, { employerAmount: fen(1n) }), holder(2), true);
    lines.add(row(3), holder(3), true);
    lines.add(row(4), holder(3), true);
    lines.tellMissing([holder(0), holder(1), holder(2), holder(3)]);
    expect(lines.lines.map(({ accountId }) => accountId)).toEqual([4n]);
    expect(lines.total).toBe(192_000n);
    expect(faults.badRows).toBe(4);
    expect(faults.ofTheList).toBe(0);
  });

  it('of a draft are kept, and somebody on it is not added a second time', () => {
    const { faults, lines } = laid();
    lines.take(holder(0), fen(500_000n));
    lines.add(row(7), holder(0), true);
    expect(faults.reported).toMatchObject([{ row: 9, code: 'ALREADY_ON_LIST' }]);
    expect(lines.lines).toMatchObject([{ base: 500_000n }]);
  });
});
