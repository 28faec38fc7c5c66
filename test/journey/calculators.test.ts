import { type HttpAnswer, type HttpClient, startWorld, type World } from '../support';
import { expectProof, storedCounts } from './support';

/** The public calculators, over HTTP and without a token. */
describe('anybody can reckon', () => {
  let world: World;
  let visitor: HttpClient;

  beforeAll(async () => {
    world = await startWorld();
    visitor = world.visitor();
  }, 180_000);
  afterAll(async () => {
    await expectProof(world);
    await world.stop();
  }, 60_000);

  const ask = (calculator: string, body: object): Promise<HttpAnswer> =>
    visitor.post(`/v1/calculators/${calculator}`, body);
  const faults = ({ body }: HttpAnswer): [string, string][] =>
    (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);
  const home = {
    price: '980000.00',
    contributionYears: 5,
    twoContributors: false,
    monthlyIncome: '14000.00',
    periods: 360,
  };

  test('what can be borrowed, for how long, at what instalment, and what a prepayment saves; nothing is stored', async () => {
    const before = await storedCounts(world);
    expect(await ask('loan-limit', home)).toMatchObject({
      status: 200,
      body: {
        limit: '700000.00',
        binding: 'cap',
        fund: 'not-limited',
        reckonedOn: '2026-10-15',
        rate: { annual: '0.0260' },
        reasons: [],
      },
    });
    expect(await ask('loan-term', { birth: '1990-03-07' })).toMatchObject({
      status: 200,
      body: { maxPeriods: 360, binding: 'longest' },
    });
    const { status, body } = await ask('repayment', { principal: '700000.00', periods: 360, withRows: true });
    expect([
      status,
      body.rows.length,
      body.equalInstalment.firstPayment,
      body.equalPrincipal.lastPayment,
    ]).toEqual([200, 360, '2802.38', '1950.26']);
    const prepayment = { principal: '700000.00', periods: 360, paidPeriods: 24, amount: '100000.00' };
    expect(await ask('prepayment', prepayment)).toMatchObject({
      status: 200,
      body: { reduceInstalment: { nextPayment: '2383.09' }, reduceTerm: { periodsLeft: 268 } },
    });
    expect(await ask('rent-cap', { district: '140105', minorChildren: 2 })).toMatchObject({
      status: 200,
      body: { cap: '26000.00' },
    });
    expect(await ask('rent-cap', { district: '140121', minorChildren: 1 })).toMatchObject({
      status: 200,
      body: { cap: '10000.00' },
    });
    expect(await storedCounts(world)).toEqual(before);
  });

  test('a limit that is too low says so with every reason, in both languages', async () => {
    const { body } = await ask('loan-limit', {
      ...home,
      wanted: '800000.00',
      birth: '1981-11-22',
      periods: 300,
    });
    expect(body.reasons.map(({ code }: { code: string }) => code)).toEqual(['TERM_LIMIT', 'OVER_LIMIT']);
    for (const { text, fix } of body.reasons)
      expect([text.zh, text.en, fix.zh, fix.en].every((one: string) => one.length > 0)).toBe(true);
  });

  const typed = {
    kind: 'new-home',
    home: {
      price: '1200000.00',
      affordable: false,
      paid: '360000.00',
      contractOn: '2026-09-21',
      contractCancelled: false,
      landUseMonths: 800,
      collateral: { seized: false, mortgaged: false },
    },
    borrower: {
      birth: '1994-05-20',
      contribution: { state: 'active', monthsInARow: 40, base: '12000.00', years: 5 },
      credit: { consecutive: 0, cumulative: 0, presentOverdue: '0.00', badMarks: false, monthlyDebt: '0.00' },
    },
    spouse: { part: 'none' },
    family: {
      homes: 0,
      minorChildren: 0,
      uplift: 'none',
      fundLoans: { used: 0, unsettled: 0 },
      defaulter: false,
      bans: [],
    },
  };

  test('whether a loan would be granted, by the rules that decide: how much, how long, how repaid; nothing is stored', async () => {
    const before = await storedCounts(world);
    const { status, body } = await ask('loan-eligibility', {
      ...typed,
      termMonths: 360,
      prepayment: { paidPeriods: 24, amount: '100000.00' },
    });
    expect([status, body]).toMatchObject([
      200,
      {
        item: 'DK02',
        verdict: 'nothing-against',
        reasons: [],
        reckonedOn: '2026-10-15',
        limit: { most: '700000.00', binding: 'cap', homeOrder: 'first' },
        term: { longest: 360, binding: 'longest' },
        repayment: {
          equalInstalment: { firstPayment: '2802.38' },
          equalPrincipal: { lastPayment: '1950.26' },
        },
        prepayment: { reduceTerm: { periodsLeft: 268 } },
      },
    ]);
    // Only others can tell these: police, bureau, our own books.
    expect(body.unknown.map(({ field, fact }: { field: null; fact: string }) => [field, fact])).toEqual(
      ['person.identity', 'loan.onHome', 'loan.project'].map((fact) => [null, fact]),
    );
    const refused = await ask('loan-eligibility', {
      ...typed,
      amount: '800000.00',
      family: { ...typed.family, homes: 1, fundLoans: { used: 2, unsettled: 1 } },
    });
    expect(refused.body).toMatchObject({ verdict: 'refused', headline: 'UNSETTLED_HPF_LOAN' });
    expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual([
      'UNSETTLED_HPF_LOAN',
      'THIRD_HOME',
      'OVER_LIMIT',
    ]);
    for (const { clause, text } of refused.body.reasons)
      expect([clause.zh, clause.en, text.zh, text.en]).not.toContain('');
    const bare = await ask('loan-eligibility', { kind: 'new-home', home: { price: '1200000.00' } });
    expect(bare.body).toMatchObject({ verdict: 'incomplete', limit: null, term: null, repayment: null });
    expect(bare.body.unknown.map(({ field }: { field: string | null }) => field)).toEqual(
      expect.arrayContaining(['/borrower/birth', '/borrower/credit', '/home/paid', '/family/homes']),
    );
    expect(await storedCounts(world)).toEqual(before);
  });

  test('what is typed wrongly is told by its field, also inside', async () => {
    const wrong = {
      ...typed,
      borrower: { birth: '2026-10-16' },
      home: { ...typed.home, price: 1200000 },
    };
    expect(faults(await ask('loan-eligibility', wrong))).toEqual([['/home/price', 'MONEY_NOT_A_STRING']]);
    expect(faults(await ask('loan-eligibility', { ...typed, borrower: wrong.borrower }))).toEqual([
      ['/borrower/birth', 'IN_FUTURE'],
    ]);
    const prepayment = { paidPeriods: 24, amount: '900000.00' };
    expect(faults(await ask('loan-eligibility', { ...typed, prepayment }))).toEqual([
      ['/prepayment/amount', 'AMOUNT_NOT_PARTIAL'],
    ]);
    expect(faults(await ask('loan-eligibility', {})).sort()).toEqual([
      ['/home', 'REQUIRED'],
      ['/kind', 'REQUIRED'],
    ]);
  });

  test.each([
    ['money as a number', { principal: 700000, periods: 360 }, [['/principal', 'MONEY_NOT_A_STRING']]],
    ['no period', { principal: '700000.00', periods: 0 }, [['/periods', 'TOO_SMALL']]],
    ['too many periods', { principal: '700000.00', periods: 361 }, [['/periods', 'TOO_LARGE']]],
    ['a period as text', { principal: '700000.00', periods: '360' }, [['/periods', 'INTEGER_EXPECTED']]],
    [
      'a rate in percent',
      { principal: '700000.00', periods: 12, annualRate: '2.6' },
      [['/annualRate', 'RATE_FORMAT']],
    ],
    [
      'a field of its own',
      { principal: '700000.00', periods: 12, free: true },
      [['/free', 'FIELD_NOT_ALLOWED']],
    ],
    [
      'nothing',
      {},
      [
        ['/periods', 'REQUIRED'],
        ['/principal', 'REQUIRED'],
      ],
    ],
  ])('a request with %s is told which field and how to mend it', async (_what, body, expected) => {
    const answer = await ask('repayment', body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(faults(answer).sort()).toEqual(expected);
  });

  test('what only the sum shows is told in the same way', async () => {
    const prepayment = { principal: '700000.00', periods: 360, paidPeriods: 24, amount: '668361.67' };
    expect(faults(await ask('prepayment', prepayment))).toEqual([['/amount', 'AMOUNT_NOT_PARTIAL']]);
    expect(faults(await ask('prepayment', { ...prepayment, paidPeriods: 359, periods: 300 }))).toEqual([
      ['/paidPeriods', 'TOO_LARGE'],
    ]);
    expect(faults(await ask('loan-term', { birth: '2026-10-16' }))).toEqual([['/birth', 'IN_FUTURE']]);
    expect(faults(await ask('rent-cap', { district: '110101', minorChildren: 0 }))).toEqual([
      ['/district', 'NOT_IN_LIST'],
    ]);
  });
});
