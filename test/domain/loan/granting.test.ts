import { parseDay } from '../../../src/kernel/calendar';
import { parseYuan, yuan } from '../../../src/kernel/money';
import { formatRate, parseRate } from '../../../src/kernel/rate';
import {
  type LimitParameters,
  type LimitRequest,
  loanLimit,
} from '../../../src/modules/loan/domain/granting/loan-limit';
import { LoanRateError, LoanRateTable } from '../../../src/modules/loan/domain/granting/loan-rate-table';
import { completedMonths, loanTerm } from '../../../src/modules/loan/domain/granting/loan-term';
import {
  limitParameters,
  loanRates,
  overdueTerms,
  termLimits,
} from '../../../src/modules/loan/domain/loan-parameters';
import { instalment } from '../../../src/modules/loan/domain/plan/instalment';
import { parametersOn } from '../../../src/modules/policy';

const day = parseDay;
const today = parametersOn('2026-11-21');
const own = limitParameters(today);

const request: LimitRequest = {
  price: parseYuan('1500000.00'),
  appraisal: null,
  downPaymentRatio: parseRate('0.20'),
  contributionYears: 8,
  twoContributors: true,
  uplift: [],
  monthlyIncome: parseYuan('30000.00'),
  otherMonthlyDebt: parseYuan('0.00'),
  annualRate: parseRate('0.0260'),
  periods: 360,
  balances: [],
};
const limit = (more: Partial<LimitRequest>, parameters: Partial<LimitParameters> = {}) => {
  const { limit: most, binding } = loanLimit({ ...request, ...more }, { ...own, ...parameters });
  return [yuan(most), binding];
};
const cap = (more: Partial<LimitRequest>) => yuan(loanLimit({ ...request, ...more }, own).bounds[0]!.amount);

describe('the most that is lent', () => {
  test('depends on headcount and on three years of contribution', () => {
    const caps = [true, false].map((twoContributors) =>
      [2, 3].map((contributionYears) => cap({ twoContributors, contributionYears })),
    );
    expect(caps).toEqual([
      ['700000.00', '1000000.00'],
      ['500000.00', '700000.00'],
    ]);
  });

  test('is thirty per cent more for two children, a soldier or a talent, once; a talent needs no three years', () => {
    const young = { contributionYears: 1, twoContributors: false } as const;
    expect(cap({ ...young, uplift: ['MULTI_CHILD'] })).toBe('650000.00');
    expect(cap({ ...young, uplift: ['MILITARY', 'MULTI_CHILD'] })).toBe('650000.00');
    expect(cap({ ...young, uplift: ['TALENT'] })).toBe('910000.00');
    expect(cap({ uplift: ['TALENT', 'MULTI_CHILD', 'MILITARY'] })).toBe('1300000.00');
    const bounds = loanLimit(
      { ...request, ...young, uplift: ['TALENT'] },
      { ...own, caps: { ...own.caps, upliftFor: [] } },
    );
    expect(yuan(bounds.bounds[0]!.amount)).toBe('500000.00');
  });

  test('is the price less the down payment, of a second-hand home the lesser of price and appraisal', () => {
    expect(limit({ price: parseYuan('900000.00') })).toEqual(['720000.00', 'price']);
    expect(limit({ price: parseYuan('900000.00'), appraisal: parseYuan('800000.00') })).toEqual([
      '640000.00',
      'price',
    ]);
    expect(limit({ price: parseYuan('900000.00'), appraisal: parseYuan('950000.00') })).toEqual([
      '720000.00',
      'price',
    ]);
  });

  test('is cut to whole thousands, never rounded up', () => {
    expect(limit({ price: parseYuan('756248.74') })).toEqual(['604000.00', 'price']);
    expect(limit({ price: parseYuan('756250.00') })).toEqual(['605000.00', 'price']);
  });

  test('is what the household can repay: half its income, and with other debts six tenths', () => {
    expect(limit({ monthlyIncome: parseYuan('8000.00') })).toEqual(['999000.00', 'income']);
    expect(limit({ monthlyIncome: parseYuan('8000.00'), otherMonthlyDebt: parseYuan('800.00') })).toEqual([
      '999000.00',
      'income',
    ]);
    expect(limit({ monthlyIncome: parseYuan('8000.00'), otherMonthlyDebt: parseYuan('2800.00') })).toEqual([
      '499000.00',
      'income',
    ]);
    expect(limit({ monthlyIncome: parseYuan('8000.00'), otherMonthlyDebt: parseYuan('4800.00') })).toEqual([
      '0.00',
      'income',
    ]);
    expect(limit({ monthlyIncome: parseYuan('0.00') })).toEqual(['0.00', 'income']);
  });

  test('can be repaid with the room it was reckoned from', () => {
    const [most] = limit({ monthlyIncome: parseYuan('6400.00') });
    expect(instalment(parseYuan(most!), request.annualRate, 360) <= parseYuan('3200.00')).toBe(true);
  });

  test('without interest is the room of all months', () => {
    expect(limit({ annualRate: parseRate('0'), periods: 100, monthlyIncome: parseYuan('10000.00') })).toEqual(
      ['500000.00', 'income'],
    );
  });

  test('names the first of equal bounds: cap, price, income', () => {
    expect(limit({ price: parseYuan('1250000.00') })).toEqual(['1000000.00', 'cap']);
    const equal = {
      price: parseYuan('625000.00'),
      annualRate: parseRate('0'),
      periods: 100,
      monthlyIncome: parseYuan('10000.00'),
    };
    expect(limit(equal)).toEqual(['500000.00', 'price']);
  });

  test('counts balances and the state of the fund only where the centre does', () => {
    const balances = [parseYuan('12345.67'), parseYuan('20000.00')];
    expect(limit({ balances })).toEqual(['1000000.00', 'cap']);
    expect(limit({ balances }, { balanceMultiple: 20 })).toEqual(['646000.00', 'balance']);
    expect(limit({}, { poolCoefficient: parseRate('0.9') })).toEqual(['900000.00', 'pool']);
    expect(loanLimit(request, own).bounds.map(({ by }) => by)).toEqual(['cap', 'price', 'income']);
  });
});

describe('the longest term', () => {
  const limits = termLimits(today);
  const term = (
    birth: string,
    appliedOn: string,
    more: { buildYear?: number; landUseMonths?: number } = {},
  ) => {
    const { maxPeriods, binding } = loanTerm(
      {
        birth: day(birth),
        appliedOn: day(appliedOn),
        buildYear: more.buildYear ?? null,
        landUseMonths: more.landUseMonths ?? null,
      },
      limits,
    );
    return [maxPeriods, binding];
  };

  test('is thirty years, and ends at 68', () => {
    expect(term('1994-05-20', '2026-11-21')).toEqual([360, 'longest']);
    expect(term('1988-11-21', '2026-11-21')).toEqual([360, 'longest']);
    expect(term('1988-10-22', '2026-11-21')).toEqual([360, 'longest']);
    expect(term('1988-10-21', '2026-11-21')).toEqual([359, 'age']);
    expect(term('1958-11-20', '2026-11-21')).toEqual([0, 'age']);
    expect(term('1950-01-01', '2026-11-21')).toEqual([0, 'age']);
  });

  test('counts age in completed months', () => {
    expect(completedMonths(day('2000-01-31'), day('2026-02-28'))).toBe(312);
    expect(completedMonths(day('2000-01-31'), day('2026-03-31'))).toBe(314);
    expect(completedMonths(day('2000-12-15'), day('2026-01-14'))).toBe(300);
    expect(completedMonths(day('2000-12-15'), day('2026-01-15'))).toBe(301);
  });

  test('of a second-hand home ends when it is fifty, and with the right to its land', () => {
    expect(term('1994-05-20', '2026-11-21', { buildYear: 2006 })).toEqual([360, 'longest']);
    expect(term('1994-05-20', '2026-11-21', { buildYear: 2005 })).toEqual([348, 'building']);
    expect(term('1994-05-20', '2026-11-21', { buildYear: 1970 })).toEqual([0, 'building']);
    expect(term('1994-05-20', '2026-11-21', { buildYear: 2005, landUseMonths: 200 })).toEqual([200, 'land']);
  });
});

describe('the rate of a loan', () => {
  const table = loanRates(today);
  const rate = (on: string, months: number, home: 'first' | 'second') =>
    formatRate(table.on(day(on), months, home).annual);

  test('goes by the day of disbursement, the term and the number of homes', () => {
    expect([rate('2026-11-21', 60, 'first'), rate('2026-11-21', 61, 'first')]).toEqual(['0.0210', '0.0260']);
    expect([rate('2026-11-21', 60, 'second'), rate('2026-11-21', 61, 'second')]).toEqual([
      '0.02525',
      '0.03075',
    ]);
    expect([rate('2025-05-07', 360, 'first'), rate('2025-05-08', 360, 'first')]).toEqual([
      '0.0285',
      '0.0260',
    ]);
    expect([rate('2024-05-17', 360, 'second'), rate('2024-05-18', 360, 'second')]).toEqual([
      '0.03575',
      '0.03325',
    ]);
    expect(table.on(day('2026-11-21'), 360, 'first').from).toBe('2025-05-08');
  });

  test('moves on the next 1 January, and not within a year', () => {
    const loan = { disbursedOn: day('2024-03-01'), termMonths: 360, home: 'first' } as const;
    const through = (to: string) =>
      table.of(loan, day(to)).map(({ from, annual }) => `${from} ${formatRate(annual)}`);
    expect(through('2024-12-31')).toEqual(['2024-03-01 0.0310']);
    expect(through('2025-12-31')).toEqual(['2024-03-01 0.0310', '2025-01-01 0.0285']);
    expect(through('2027-06-01')).toEqual(['2024-03-01 0.0310', '2025-01-01 0.0285', '2026-01-01 0.0260']);
    expect(table.of({ ...loan, termMonths: 12 }, day('2027-06-01'))).toHaveLength(1);
    expect(table.of({ ...loan, termMonths: 13 }, day('2025-01-01'))).toHaveLength(2);
  });

  test('is never guessed: a day before the first row has none, and no day has two', () => {
    expect(() => table.on(day('2015-08-25'), 360, 'first')).toThrow(LoanRateError);
    const row = {
      from: day('2026-01-01'),
      first: { short: parseRate('0'), long: parseRate('0') },
      second: { short: parseRate('0'), long: parseRate('0') },
    };
    expect(() => new LoanRateTable([row, row])).toThrow(LoanRateError);
  });
});

test('penalties go at half as much again as the contract rate, from the first day', () => {
  expect(overdueTerms(today)).toEqual({ penaltyFactor: parseRate('1.5'), graceDays: 0 });
});
