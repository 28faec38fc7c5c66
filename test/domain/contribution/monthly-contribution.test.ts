import fc from 'fast-check';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { monthlyContribution } from '../../../src/modules/contribution/domain/member/monthly-contribution';
import type { ContributionLimits } from '../../../src/modules/contribution/domain/member/monthly-contribution';

const limits: ContributionLimits = {
  ratioMin: parseRate('0.05'),
  ratioMax: parseRate('0.12'),
  lowerBase: parseYuan('2150.00'),
  upperBase: parseYuan('29100.00'),
  roundingUnit: parseYuan('1.00'),
};

function monthly(
  wage: string,
  employer: string,
  employee: string,
  more: Partial<ContributionLimits> = {},
): unknown {
  const result = monthlyContribution(
    {
      averageMonthlyWage: parseYuan(wage),
      employerRatio: parseRate(employer),
      employeeRatio: parseRate(employee),
    },
    { ...limits, ...more },
  );
  return result.ok ? [result.base, result.employer, result.employee, result.total].map(yuan) : result.error;
}

describe('the monthly contribution', () => {
  test.each([
    ['below the lower limit', '2149.99', ['2150.00', '172.00', '172.00', '344.00']],
    ['at the lower limit', '2150.00', ['2150.00', '172.00', '172.00', '344.00']],
    ['above the lower limit', '2150.01', ['2150.01', '172.00', '172.00', '344.00']],
    ['without any wage', '0.00', ['2150.00', '172.00', '172.00', '344.00']],
    ['below the upper limit', '29099.99', ['29099.99', '2328.00', '2328.00', '4656.00']],
    ['at the upper limit', '29100.00', ['29100.00', '2328.00', '2328.00', '4656.00']],
    ['above the upper limit', '29100.01', ['29100.00', '2328.00', '2328.00', '4656.00']],
  ])('takes the wage as base within the limits: %s', (_what, wage, expected) => {
    expect(monthly(wage, '0.08', '0.08')).toEqual(expected);
  });

  test.each([
    ['0.05', '0.12'],
    ['0.12', '0.05'],
  ])('allows both ends of the ratios: %s and %s', (employer, employee) => {
    expect(monthly('5000.00', employer, employee)).not.toBe('RATIO_OUT_OF_RANGE');
  });

  test.each([
    ['0.04999999', '0.08'],
    ['0.08', '0.04999999'],
    ['0.12000001', '0.08'],
    ['0.08', '0.12000001'],
    ['0', '0.08'],
  ])('refuses a ratio out of range on either side: %s and %s', (employer, employee) => {
    expect(monthly('5000.00', employer, employee)).toBe('RATIO_OUT_OF_RANGE');
  });

  test('looks at the ratios before anything else, even a wage that makes no sense', () => {
    expect(monthly('-1.00', '0.13', '0.08')).toBe('RATIO_OUT_OF_RANGE');
    expect(() => monthly('-1.00', '0.08', '0.08')).toThrow(RangeError);
  });

  test('rounds each side on its own: half a yuan twice makes two yuan, not one', () => {
    expect(monthly('6670.00', '0.05', '0.05')).toEqual(['6670.00', '334.00', '334.00', '668.00']);
  });

  test.each([
    ['1.00', '467.00', '934.00'],
    ['0.10', '466.70', '933.40'],
    ['0.01', '466.67', '933.34'],
  ])('rounds to %s yuan', (roundingUnit, side, total) => {
    expect(monthly('5833.33', '0.08', '0.08', { roundingUnit: parseYuan(roundingUnit) })).toEqual([
      '5833.33',
      side,
      side,
      total,
    ]);
  });

  test('limits that contradict each other are an error, not an amount', () => {
    expect(() => monthly('5000.00', '0.08', '0.08', { lowerBase: parseYuan('29100.01') })).toThrow(
      RangeError,
    );
  });

  test('each side is at most half a rounding unit away from base times ratio', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.bigInt({ min: 5n, max: 12n }),
        fc.bigInt({ min: 5n, max: 12n }),
        (wage, employerPercent, employeePercent) => {
          const result = monthlyContribution(
            {
              averageMonthlyWage: fen(wage),
              employerRatio: parseRate(`0.${String(employerPercent).padStart(2, '0')}`),
              employeeRatio: parseRate(`0.${String(employeePercent).padStart(2, '0')}`),
            },
            limits,
          );
          if (!result.ok) throw new Error(result.error);
          for (const [side, percent] of [
            [result.employer, employerPercent],
            [result.employee, employeePercent],
          ] as const) {
            const errorInHundredths = side * 100n - result.base * percent;
            expect(errorInHundredths > -5000n && errorInHundredths <= 5000n).toBe(true);
            expect(side % 100n).toBe(0n);
          }
          expect(result.total).toBe(result.employer + result.employee);
        },
      ),
    );
  });
});
