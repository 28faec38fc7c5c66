import { parseYuan } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import {
  NoParametersForDay,
  parameterBook,
  parametersOn,
  ParameterValue,
  supposeParameters,
  TAIYUAN_PARAMETERS,
  TAIYUAN_ROWS,
  UnknownParameter,
} from '../../../src/modules/policy';
import type { ParameterKind, ParameterRow } from '../../../src/modules/policy';

const BASIS = { mark: 'assumed', source: { zh: '测试', en: 'test' } } as const;

function row(
  id: string,
  validFrom: string,
  validTo: string | null,
  more: Partial<ParameterRow> = {},
  value: ParameterValue = new ParameterValue('money', '10.00', BASIS),
): ParameterRow {
  return { id, validFrom, validTo, values: { cap: value }, ...more };
}

describe('parameters of Taiyuan', () => {
  it('2026-09-19 and 2026-09-20 differ in what Order 844 changed, and in nothing else', () => {
    const before = parametersOn('2026-09-19');
    const after = parametersOn('2026-09-20');
    expect([before.id, after.id]).toEqual(['TY-2026-07', 'TY-2026-09']);
    expect([before.integer('loan.decisionDays'), after.integer('loan.decisionDays')]).toEqual([15, 10]);
    for (const [path, years] of [
      ['withdrawal.fraudBanYears', 3],
      ['loan.fraudBanYears', 5],
    ] as const) {
      expect(before.integerOrNull(path)).toBeNull();
      expect(() => before.integer(path)).toThrow(/null/);
      expect(after.integer(path)).toBe(years);
    }
    const paths = ['contribution', 'interest', 'withdrawal', 'loan'].flatMap((group) => after.leaves(group));
    const changed = paths.filter(
      (path) => after.raw(path) !== before.raw(path) && !Array.isArray(after.raw(path)),
    );
    expect(changed).toEqual(['withdrawal.fraudBanYears', 'loan.decisionDays', 'loan.fraudBanYears']);
    expect(paths.length).toBeGreaterThan(80);
  });

  it('a day before the first row is answered with that day and the rows there are, never with other values', () => {
    expect(() => parametersOn('2026-06-30')).toThrow(NoParametersForDay);
    expect.assertions(4);
    try {
      parametersOn('2026-06-30');
    } catch (error) {
      const problem = error as NoParametersForDay;
      expect(problem.day).toBe('2026-06-30');
      expect(problem.rows.map(({ id }) => id)).toEqual(['TY-2026-07', 'TY-2026-09']);
      expect(problem.detail?.zh).toContain('2026-06-30 没有适用的政策参数');
    }
  });

  it('what is no day has no parameters', () => {
    for (const text of ['2026-09-31', '20260920', ''])
      expect(() => parametersOn(text)).toThrow(NoParametersForDay);
  });

  it('money, rates and whole numbers are read exactly', () => {
    const parameters = parametersOn('2026-11-21');
    expect(parameters.money('contribution.lowerBase.140122')).toBe(parseYuan('2050.00'));
    expect(parameters.rate('contribution.ratioMax')).toBe(parseRate('0.12'));
    expect(parameters.integer('loan.classDays.2')).toBe(270);
    expect(parameters.text('interest.settle')).toBe('06-30');
    expect(parameters.flag('withdrawal.decoration.enabled')).toBe(false);
    expect(parameters.rateOrNull('loan.poolCoefficient')).toBeNull();
    expect(parameters.raw('interest.rates')).toEqual([['2016-02-21', '0.0150']]);
    expect(parameters.raw('contribution.flexRatio')).toEqual(['0.10', '0.24']);
    expect(parameters.raw('withdrawal.repay')).toEqual({ intervalMonths: 12, lookbackMonths: 12 });
  });

  it('a path that does not exist and a value read as another kind are errors', () => {
    const parameters = parametersOn('2026-11-21');
    expect(() => parameters.money('withdrawal.rent.city7')).toThrow(UnknownParameter);
    expect(() => parameters.raw('withdrawal.rent.city6.more')).toThrow(UnknownParameter);
    expect(() => parameters.raw('withdrawal.constructor')).toThrow(UnknownParameter);
    expect(() => parameters.money('contribution.ratioMin')).toThrow(/is rate, not money/);
    expect(() => parameters.integer('withdrawal.rent')).toThrow(/is a group/);
    expect([parameters.has('withdrawal.rent'), parameters.has('withdrawal.ren')]).toEqual([true, false]);
  });

  it('each value says how well it is founded, a group as its weakest value', () => {
    const [before, after] = [parametersOn('2026-09-19'), parametersOn('2026-09-20')];
    expect(before.mark('contribution.ratioMin')).toMatchObject({ mark: 'law' });
    expect(before.mark('contribution.ratioMin').source.zh).toContain('第18条');
    expect(before.mark('contribution.ratioMax').mark).toBe('documented');
    expect(before.mark('withdrawal.minRetain').mark).toBe('assumed');
    expect(before.mark('loan.decisionDays').mark).toBe('law');
    expect(after.mark('loan.decisionDays').mark).toBe('law?');
    expect(after.mark('withdrawal.fraudBanYears').mark).toBe('law?');
    expect(after.mark('withdrawal.rent').mark).toBe('assumed');
    expect([after.mark('loan.rates.0').mark, after.mark('loan.rates.3').mark]).toEqual([
      'assumed',
      'documented',
    ]);
  });

  it('values are printed as people read them', () => {
    const parameters = parametersOn('2026-09-19');
    expect(parameters.print('contribution.ratioMin').zh).toBe('5%');
    expect(parameters.print('loan.uplift').zh).toBe('130%');
    expect(parameters.print('loan.rates.3').zh).toBe('自2025-05-08起 2.1% / 2.6% / 2.525% / 3.075%');
    expect(parameters.print('withdrawal.fraudBanYears')).toEqual({ zh: '无', en: 'none' });
    expect(parameters.print('loan.downFirst').en).toBe('20%');
    expect(parameters.print('withdrawal.decoration.enabled').zh).toBe('否');
    expect(parameters.print('withdrawal.rent.noHomeOf').en).toBe('member, spouse');
  });
});

describe('a book of parameters is checked before it is used', () => {
  it('rows that follow each other day by day make a book', () => {
    const book = parameterBook([row('A', '2026-01-01', '2026-02-28'), row('B', '2026-03-01', '2026-12-31')]);
    expect([book.on('2026-02-28').id, book.on('2026-03-01').id]).toEqual(['A', 'B']);
    expect(() => book.on('2027-01-01')).toThrow(NoParametersForDay);
    expect(TAIYUAN_PARAMETERS.sets).toHaveLength(TAIYUAN_ROWS.length);
  });

  it.each([
    ['an overlap', [row('A', '2026-01-01', '2026-03-01'), row('B', '2026-03-01', null)], /A and B overlap/],
    [
      'a gap',
      [row('A', '2026-01-01', '2026-02-27'), row('B', '2026-03-01', null)],
      /no parameters from 2026-02-28/,
    ],
    ['an endless row before another', [row('A', '2026-01-01', null), row('B', '2026-03-01', null)], /no end/],
    ['an end before the start', [row('A', '2026-01-02', '2026-01-01')], /before it starts/],
    ['a day that does not exist', [row('A', '2026-02-29', null)], /no day of the calendar/],
    [
      'two rows of one name',
      [row('A', '2026-01-01', '2026-01-31'), row('A', '2026-02-01', null)],
      /two parameter rows/,
    ],
    ['an unknown parent', [row('A', '2026-01-01', null, { extends: 'Z' })], /no earlier row/],
    ['no rows', [], /no parameter rows/],
  ])('%s is refused', (_name, rows, message) => {
    expect(() => parameterBook(rows)).toThrow(message);
  });

  it('a row that extends another may change a value, not invent one or turn it into another kind', () => {
    const first = row('A', '2026-01-01', '2026-01-31');
    const second = (values: ParameterRow['values']) =>
      parameterBook([first, { id: 'B', validFrom: '2026-02-01', validTo: null, extends: 'A', values }]);
    const money = new ParameterValue('money', '20.00', BASIS);
    expect(second({ cap: money }).on('2026-02-01').money('cap')).toBe(parseYuan('20.00'));
    expect(second({}).on('2026-02-01').money('cap')).toBe(parseYuan('10.00'));
    expect(() => second({ capp: money })).toThrow(/'capp', which it does not inherit/);
    expect(() => second({ cap: new ParameterValue('rate', '0.1', BASIS) })).toThrow(/another kind/);
    expect(() => second({ cap: { deeper: money } })).toThrow(/another kind/);
  });

  it.each<[ParameterKind, ParameterValue['value']]>([
    ['money', '10.0'],
    ['money', 10],
    ['rate', '5%'],
    ['rate', 0.05],
    ['integer', 1.5],
    ['integer', '3'],
    ['flag', 'true'],
    ['flag', null],
    ['text', ' '],
    ['month-day', '02-30'],
    ['list', [1]],
    ['rate-row', ['2025-02-30', '0.01']],
    ['rate-row', ['2025-05-08', '1%']],
  ])('a %s written %j is refused', (kind, value) => {
    const rows = [row('A', '2026-01-01', null, {}, new ParameterValue(kind, value, BASIS))];
    expect(() => parameterBook(rows)).toThrow(/parameter 'cap' of A/);
  });
});

describe('parameters that a demonstration supposes', () => {
  afterEach(() => supposeParameters(TAIYUAN_ROWS));

  it('hold in this process from their day on, and leave the rule book as it is', () => {
    supposeParameters([row('A', '2026-01-01', '2029-12-31'), row('B', '2030-01-01', null)]);
    expect([parametersOn('2029-12-31').id, parametersOn('2030-01-01').id]).toEqual(['A', 'B']);
    expect(TAIYUAN_PARAMETERS.on('2030-01-01').id).toBe('TY-2026-09');
  });

  it('are checked as the rule book is, and hold only then', () => {
    const rows = [row('A', '2026-01-01', null), row('B', '2030-01-01', null)];
    expect(() => supposeParameters(rows)).toThrow(/A has no end but B follows it/);
    expect(parametersOn('2030-01-01').id).toBe('TY-2026-09');
  });
});
