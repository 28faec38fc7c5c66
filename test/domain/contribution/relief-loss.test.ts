import { fen } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { reliefLoss } from '../../../src/modules/contribution/domain/employer/relief-loss';

const limits = {
  ratioMin: parseRate('0.05'),
  ratioMax: parseRate('0.12'),
  lowerBase: fen(215_000n),
  upperBase: fen(2_910_000n),
  roundingUnit: fen(100n),
};
const regular = {
  limits,
  reliefLimits: limits,
  employerRatio: parseRate('0.12'),
  employeeRatio: parseRate('0.12'),
};
const lower = { employerRatio: parseRate('0.05'), employeeRatio: parseRate('0.06') };

describe('what relief takes from a member', () => {
  it('is, month by month, the amount of a list less the lower one, each side rounded as on a list', () => {
    // 8333.00: 12 % is 999.96, rounded 1000; 5 % 416.65, rounded 417; 6 % 499.98, rounded 500.
    const loss = reliefLoss(fen(833_300n), [{ ...regular, count: 3, relief: lower }]);
    expect(loss).toEqual({ employer: fen(174_900n), employee: fen(150_000n), total: fen(324_900n) });
  });

  it('is all of the month where it is deferred', () => {
    const loss = reliefLoss(fen(800_000n), [{ ...regular, count: 2, relief: null }]);
    expect(loss).toEqual({ employer: fen(192_000n), employee: fen(192_000n), total: fen(384_000n) });
  });

  it('follows the ratios of each month, and the limits of the base', () => {
    const spans = [
      { ...regular, count: 1, relief: lower },
      { ...regular, employerRatio: parseRate('0.05'), count: 1, relief: lower },
    ];
    // The base is the upper limit, 29,100.00: 12 % 3492.00, 5 % 1455.00, 6 % 1746.00.
    expect(reliefLoss(fen(5_000_000n), spans)).toEqual({
      employer: fen(203_700n),
      employee: fen(349_200n),
      total: fen(552_900n),
    });
  });

  it('is not worked out with ratios outside the limits', () => {
    const low = { employerRatio: parseRate('0.04'), employeeRatio: parseRate('0.05') };
    expect(() => reliefLoss(fen(800_000n), [{ ...regular, count: 1, relief: low }])).toThrow(RangeError);
  });
});
