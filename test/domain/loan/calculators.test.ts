import { parseDay } from '../../../src/kernel/calendar';
import type { LimitQuestion } from '../../../src/modules/loan/app/calculator/limit-question';
import { reckonLimit } from '../../../src/modules/loan/app/calculator/reckon-limit';
import { reckonPrepayment } from '../../../src/modules/loan/app/calculator/reckon-prepayment';
import { reckonRepayment } from '../../../src/modules/loan/app/calculator/reckon-repayment';
import { reckonTerm } from '../../../src/modules/loan/app/calculator/reckon-term';
import {
  type ParameterRow,
  parameterBook,
  parametersOn,
  ParameterValue,
  TAIYUAN_ROWS,
} from '../../../src/modules/policy';

const today = parseDay('2026-11-21');
const parameters = parametersOn(today);
const codes = ({ reasons }: { reasons: readonly { code: string }[] }): string[] =>
  reasons.map(({ code }) => code);

describe('the calculator of what can be borrowed', () => {
  const question: LimitQuestion = {
    price: '980000.00',
    contributionYears: 5,
    twoContributors: false,
    monthlyIncome: '14000.00',
    periods: 360,
  };
  const limit = (more: Partial<LimitQuestion> = {}, by = parameters) =>
    reckonLimit({ ...question, ...more }, by, today);

  test('names every bound, which of them binds, and what each rests on', () => {
    const view = limit();
    expect(view).toMatchObject({ limit: '700000.00', binding: 'cap', parameters: 'TY-2026-09', reasons: [] });
    expect(view.bounds.map(({ by, amount, binding }) => [by, amount, binding])).toEqual([
      ['cap', '700000.00', true],
      ['price', '784000.00', false],
      ['income', '1748515.02', false],
    ]);
    expect(view.bounds[0]?.basis).toMatchObject([
      { parameter: 'loan.capSingle', mark: 'documented', value: { en: '700000.00' } },
    ]);
    expect(view.rate).toMatchObject({
      annual: '0.0260',
      sinceDay: '2025-05-08',
      basis: { parameter: 'loan.rates.3' },
    });
    expect(view.downPayment).toMatchObject({ ratio: '0.20', atLimit: '280000.00' });
    expect(view.monthly).toEqual({ equalInstalment: '2802.38', equalPrincipal: '3461.11' });
  });

  test('reckons over the longest term where more was asked for, as the decision does', () => {
    const old = limit({ birth: '1964-09-21' });
    expect(old).toMatchObject({ limit: '454000.00', binding: 'income', periods: 70 });
    expect(codes(old)).toEqual(['TERM_LIMIT']);
    expect(limit({ birth: '1964-09-21', periods: 70 })).toMatchObject({ limit: '454000.00', reasons: [] });
    // A term of up to five years has the lower rate, whatever was asked for.
    expect(limit({ birth: '1963-11-21' })).toMatchObject({ periods: 60, rate: { annual: '0.0210' } });
    expect(limit({ birth: '1996-11-21' }).periods).toBe(360);
    expect(limit({ birth: '1996-11-21', buildYear: 1996 }).periods).toBe(240);
  });

  test('shows the uplift where it counts, and another down payment for affordable housing', () => {
    const lifted = limit({ uplift: ['MULTI_CHILD'], price: '3000000.00' });
    expect(lifted.bounds[0]?.basis.map(({ parameter }) => parameter)).toEqual([
      'loan.capSingle',
      'loan.uplift',
    ]);
    expect(lifted.limit).toBe('910000.00');
    expect(limit({ affordable: true, price: '600000.00' })).toMatchObject({
      limit: '510000.00',
      downPayment: { ratio: '0.15' },
    });
    expect(limit({ home: 'second' }).rate.annual).toBe('0.03075');
  });

  test('lends a part of the cap while the committee says so and much is lent, and tells where that is not known', () => {
    const lending = (loans: string) => ({
      inForce: true as const,
      documentNo: '9号',
      measuredOn: '2026-11-20',
      deposits: '100.00',
      loans,
      ratio: null,
    });
    const reckoned = (of: Parameters<typeof reckonLimit>[3]) => reckonLimit(question, parameters, today, of);
    const view = reckoned(lending('90.01'));
    expect(view).toMatchObject({ limit: '560000.00', binding: 'pool', fund: 'limited' });
    expect(view.bounds.at(-1)?.basis.map(({ parameter }) => parameter)).toEqual([
      'loan.capSingle',
      'fund.loanRatioCoefficient.1',
    ]);
    expect(reckoned(lending('85.00'))).toMatchObject({ limit: '700000.00', fund: 'not-limited' });
    expect(reckoned({ inForce: false })).toMatchObject({ limit: '700000.00', fund: 'not-limited' });
    expect(reckoned(null)).toMatchObject({ limit: '700000.00', fund: 'not-known' });
  });

  test('says what stands against what is wanted, and how to mend it', () => {
    const view = limit({ wanted: '700000.01' });
    expect(view.reasons).toMatchObject([
      { code: 'OVER_LIMIT', fix: { en: expect.stringContaining('700000.00 yuan or less') } },
    ]);
    expect(codes(limit({ wanted: '700000.00' }))).toEqual([]);
    expect(limit({ monthlyIncome: '5000.00', otherMonthlyDebt: '3000.00' })).toMatchObject({
      limit: '0.00',
      binding: 'income',
      monthly: null,
      reasons: [{ code: 'INCOME_TOO_LOW' }],
    });
    expect(limit({ price: '1000.00' })).toMatchObject({ limit: '0.00', reasons: [{ code: 'OVER_LIMIT' }] });
  });

  test('tells all reasons at once: term and amount', () => {
    expect(codes(limit({ periods: 11, wanted: '800000.00' }))).toEqual(['TERM_LIMIT', 'OVER_LIMIT']);
    expect(codes(limit({ periods: 12 }))).toEqual([]);
    expect(codes(limit({ birth: '1981-11-22', periods: 277 }))).toEqual([]);
    expect(codes(limit({ birth: '1981-11-22', periods: 278 }))).toEqual(['TERM_LIMIT']);
    expect(codes(limit({ birth: '1957-11-21', periods: 120 }))).toEqual(['AGE_LIMIT']);
    expect(codes(limit({ birth: '1990-01-01', buildYear: 1998, periods: 265 }))).toEqual(['TERM_LIMIT']);
  });

  test('changes with the parameters, and with nothing else', () => {
    const [first, second] = TAIYUAN_ROWS as [ParameterRow, ParameterRow];
    const basis = { mark: 'assumed', source: { zh: '测试', en: 'test' } } as const;
    const loan = {
      ...(second.values['loan'] as object),
      capSingle: new ParameterValue('money', '640000.00', basis),
    };
    const book = parameterBook([first, { ...second, values: { ...second.values, loan } }]);
    expect(limit({}, book.on(today))).toMatchObject({
      limit: '640000.00',
      bounds: [{ basis: [{ mark: 'assumed' }] }, {}, {}],
    });
  });
});

describe('the calculator of terms', () => {
  test('names every bound and the one that binds', () => {
    const view = reckonTerm({ birth: '1990-01-01', buildYear: 1998, landUseMonths: 700 }, parameters, today);
    expect(view).toMatchObject({ maxPeriods: 264, binding: 'building', reasons: [] });
    expect(view.bounds.map(({ by, months }) => [by, months])).toEqual([
      ['longest', 360],
      ['age', 374],
      ['building', 264],
      ['land', 700],
    ]);
    expect(view.bounds.at(-1)?.basis).toBeNull();
  });

  test('says why no loan is left', () => {
    expect(codes(reckonTerm({ birth: '1958-11-21' }, parameters, today))).toEqual(['AGE_LIMIT']);
    expect(codes(reckonTerm({ birth: '1990-01-01', buildYear: 1976 }, parameters, today))).toEqual([
      'TERM_LIMIT',
    ]);
  });

  test('takes no birth or building of the future', () => {
    const pointerOf = (asked: { birth: string; buildYear?: number }): unknown => {
      try {
        return reckonTerm(asked, parameters, today);
      } catch (error) {
        return (error as { errors: { pointer: string; code: string }[] }).errors.map(({ pointer, code }) => [
          pointer,
          code,
        ]);
      }
    };
    expect(pointerOf({ birth: '2026-11-22' })).toEqual([['/birth', 'IN_FUTURE']]);
    expect(pointerOf({ birth: '1990-01-01', buildYear: 2027 })).toEqual([['/buildYear', 'IN_FUTURE']]);
  });
});

describe('the calculator of repayments', () => {
  test('puts both methods side by side, with their totals', () => {
    const view = reckonRepayment({ principal: '700000.00', periods: 360 }, parameters, today);
    expect(view.equalInstalment).toEqual({
      method: '01',
      firstPayment: '2802.38',
      lastPayment: '2801.15',
      totalInterest: '308855.57',
      totalPayment: '1008855.57',
    });
    expect(view.equalPrincipal).toEqual({
      method: '02',
      firstPayment: '3461.11',
      lastPayment: '1950.26',
      totalInterest: '273758.96',
      totalPayment: '973758.96',
    });
    expect([view.moreInterest, view.rows]).toEqual(['35096.61', null]);
  });

  test('lists every instalment when asked to, at a rate that is given', () => {
    const { rows, rate } = reckonRepayment(
      { principal: '100.00', periods: 3, annualRate: '0', withRows: true },
      parameters,
      today,
    );
    expect(rate).toEqual({ annual: '0.0000', sinceDay: null, basis: null });
    expect(
      rows?.map(({ no, equalInstalment, equalPrincipal }) => [
        no,
        equalInstalment?.payment,
        equalPrincipal?.balance,
      ]),
    ).toEqual([
      [1, '33.33', '66.67'],
      [2, '33.33', '33.34'],
      [3, '33.34', '0.00'],
    ]);
  });
});

describe('the calculator of prepayments', () => {
  const asked = { principal: '700000.00', periods: 360, paidPeriods: 24, amount: '100000.00' };
  const prepay = (more: object = {}) => reckonPrepayment({ ...asked, ...more }, parameters, today);

  test('compares a lower instalment with a shorter term', () => {
    const view = prepay();
    expect(view).toMatchObject({
      balanceBefore: '668361.67',
      balanceAfter: '568361.67',
      nextPayment: '2802.38',
      reasons: [],
    });
    expect(view.reduceInstalment).toMatchObject({
      nextPayment: '2383.09',
      periodsLeft: 336,
      fewerPeriods: 0,
      interestSaved: '40881.62',
    });
    expect(view.reduceTerm).toMatchObject({
      nextPayment: '2802.38',
      periodsLeft: 268,
      fewerPeriods: 68,
      interestSaved: '92161.56',
    });
    expect(view.settlement).toMatchObject({ interestNow: '0.00', toPayNow: '668361.67' });
  });

  test('counts the interest of the days since the last due date', () => {
    const view = prepay({ daysSinceDue: 13 });
    expect([view.interestNow, view.toPayNow, view.reduceInstalment.interestSaved]).toEqual([
      '93.89',
      '100093.89',
      '40787.73',
    ]);
    expect(view.settlement).toMatchObject({ interestNow: '627.52', toPayNow: '668989.19' });
  });

  test('says what stands against it', () => {
    expect(codes(prepay({ amount: '9000.00' }))).toEqual(['PREPAY_MIN']);
    expect(codes(prepay({ amount: '10500.00', paidPeriods: 0 }))).toEqual(['PREPAY_MIN', 'PREPAY_MIN']);
    expect(codes(prepay({ amount: '10000.00', paidPeriods: 1 }))).toEqual([]);
  });

  test('takes a part of what is left, while something is left', () => {
    expect(() => prepay({ amount: '668361.67' })).toThrow('400 INVALID_REQUEST');
    expect(() => prepay({ paidPeriods: 360 })).toThrow('400 INVALID_REQUEST');
    expect(prepay({ amount: '668361.66' }).balanceAfter).toBe('0.01');
  });
});
