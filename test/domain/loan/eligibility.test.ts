import { parseDay } from '../../../src/kernel/calendar';
import { canonicalJson } from '../../../src/kernel/canonical-json';
import type { Json } from '../../../src/kernel/fact';
import type { EligibilityQuestion } from '../../../src/modules/loan/app/calculator/eligibility-question';
import {
  type EligibilityView,
  reckonEligibility,
} from '../../../src/modules/loan/app/calculator/reckon-eligibility';
import { newHomeLoan, secondHandLoan } from '../../../src/modules/loan/domain/application/loan-items';
import { parametersOn, rulesInForce } from '../../../src/modules/policy';
import { newHome } from './loan-facts';

const today = parseDay('2026-11-21');
const on = {
  parameters: parametersOn(today),
  today,
  at: new Date('2026-11-21T02:00:00Z'),
  lending: { inForce: false } as const,
};
const credit = {
  consecutive: 0,
  cumulative: 0,
  presentOverdue: '0.00',
  badMarks: false,
  monthlyDebt: '0.00',
};
const contribution = { state: 'active', monthsInARow: 40, base: '12000.00', years: 5 } as const;

/** The couple of the decisions under test, as somebody without a login would type it. */
const full: EligibilityQuestion = {
  kind: 'new-home',
  termMonths: 360,
  home: {
    price: '1200000.00',
    affordable: false,
    paid: '360000.00',
    contractOn: '2026-09-21',
    contractCancelled: false,
    landUseMonths: 800,
    collateral: { seized: false, mortgaged: false },
  },
  borrower: { birth: '1994-05-20', contribution, credit },
  spouse: { part: 'joins', contribution, credit },
  family: {
    homes: 0,
    minorChildren: 0,
    uplift: 'none',
    fundLoans: { used: 0, unsettled: 0 },
    defaulter: false,
    bans: [],
  },
};
const ask = (more: Partial<EligibilityQuestion> = {}): EligibilityView =>
  reckonEligibility({ ...full, ...more }, on);
const codes = ({ reasons }: EligibilityView): string[] => reasons.map(({ code }) => code);
const fields = ({ unknown }: EligibilityView): (string | null)[] => unknown.map(({ field }) => field);
const family = (more: EligibilityQuestion['family']) => ask({ family: { ...full.family, ...more } });
const home = (more: Partial<EligibilityQuestion['home']>) => ask({ home: { ...full.home, ...more } });

describe('a loan typed by somebody without a login', () => {
  test('is judged by every rule of the item that decides it, to the same amount', () => {
    const view = ask();
    const rules = rulesInForce('DK02', newHomeLoan.rules, today);
    expect(view.passed.length + view.open.length + view.reasons.length).toBe(rules.length);
    const decided = newHome.decide({ input: { termMonths: 360 } });
    expect(view.limit?.most).toBe(decided.amount);
    expect(view.limit?.trace).toEqual(decided.amountTrace);
    expect(view).toMatchObject({ verdict: 'nothing-against', headline: null, reasons: [] });
  });

  test('leaves open only what others tell on applying, and names each', () => {
    const view = ask();
    expect(fields(view).every((field) => field === null)).toBe(true);
    expect(view.unknown.map(({ fact }) => fact).sort()).toEqual([
      'loan.consents',
      'loan.onHome',
      'loan.police',
      'loan.project',
      'person.identity',
    ]);
    for (const { text } of view.unknown) expect([text.zh, text.en]).not.toContain('');
  });

  test('shows limit with what binds, term, both schedules and what a prepayment saves', () => {
    const view = ask({ prepayment: { paidPeriods: 24, amount: '100000.00' } });
    expect(view.limit).toMatchObject({
      most: '840000.00',
      binding: 'unpaid',
      homeOrder: 'first',
      downRatio: '0.20',
      annualRate: '0.0260',
      termMonths: 360,
    });
    expect(view.limit?.bounds.map(({ by, amount }) => [by, amount])).toEqual([
      ['cap', '1000000.00'],
      ['price', '960000.00'],
      ['income', '2997454.33'],
    ]);
    expect(view.term).toMatchObject({ longest: 360, binding: 'longest' });
    expect(view.repayment).toMatchObject({ principal: '840000.00', periods: 360, rows: null });
    expect(view.repayment?.equalInstalment.firstPayment).toBe('3362.85');
    expect(Number(view.prepayment?.reduceTerm.fewerPeriods)).toBeGreaterThan(0);
    expect(ask({ withRows: true }).repayment?.rows).toHaveLength(360);
  });

  test('is refused with every reason at once, each with its clause and how to mend it', () => {
    const view = ask({
      amount: '900000.00',
      borrower: {
        birth: '1957-01-01',
        contribution: { ...contribution, monthsInARow: 5 },
        credit: { ...credit, consecutive: 3 },
      },
      home: { ...full.home, paid: '100000.00', collateral: { seized: true, mortgaged: false } },
      family: { ...full.family, homes: 2, defaulter: true, fundLoans: { used: 1, unsettled: 1 } },
    });
    expect(view).toMatchObject({ verdict: 'refused', headline: 'CONTINUOUS_MONTHS_LT_6' });
    expect(codes(view)).toEqual(
      expect.arrayContaining([
        'CONTINUOUS_MONTHS_LT_6',
        'AGE_LIMIT',
        'UNSETTLED_HPF_LOAN',
        'THIRD_HOME',
        'CREDIT_3_6',
        'DEFAULTER_LIST',
        'DOWN_PAYMENT_LOW',
        'COLLATERAL_SEIZED',
        'TERM_LIMIT',
      ]),
    );
    for (const { clause, text, condition } of view.reasons)
      for (const words of [clause, text, condition])
        expect([words.zh.length > 0, words.en.length > 0]).toEqual([true, true]);
  });

  test.each([
    ['a second home', family({ homes: 1 }), 'second'],
    ['a loan used before', family({ fundLoans: { used: 1, unsettled: 0 } }), 'second'],
    ['no home and no loan', ask(), 'first'],
  ])('with %s is priced so', (_what, view, order) => {
    expect(view.limit?.homeOrder).toBe(order);
  });

  test.each([
    ['beyond the limit', ask({ amount: '841000.00' }), ['OVER_LIMIT']],
    ['at the limit', ask({ amount: '840000.00' }), []],
    ['a fen too little paid', home({ paid: '239999.99' }), ['DOWN_PAYMENT_LOW']],
    ['just enough paid', home({ paid: '240000.00' }), []],
    ['a spouse left out', ask({ spouse: { part: 'left-out' } }), ['SPOUSE_NOT_COBORROWER']],
    ['a cancelled contract', home({ contractCancelled: true }), ['CONTRACT_CANCELLED']],
    ['a contract of a year and a day ago', home({ contractOn: '2025-11-20' }), ['WINDOW_EXPIRED']],
    [
      'a ban that holds',
      family({ bans: [{ until: '2031-10-01', conductOn: '2026-10-01' }] }),
      ['RESTRICTED_FRAUD'],
    ],
  ])('%s: exactly that', (_what, view, expected) => {
    expect(codes(view)).toEqual(expected);
  });

  test('of which little is typed assumes nothing: no limit, no term, and every field that would tell', () => {
    const view = reckonEligibility({ kind: 'new-home', home: { price: '1200000.00' } }, on);
    expect(view).toMatchObject({
      verdict: 'incomplete',
      reasons: [],
      term: null,
      limit: null,
      repayment: null,
      prepayment: null,
    });
    // Only what asks nothing about the person or the home is settled: the centre itself tells that it lends in full.
    expect(view.passed.map(({ rule }) => rule)).toEqual(['loan-within-fund@1']);
    expect(fields(view)).toEqual(
      expect.arrayContaining([
        '/borrower/birth',
        '/borrower/contribution',
        '/borrower/credit',
        '/spouse',
        '/family/homes',
        '/family/fundLoans',
        '/family/defaulter',
        '/family/bans',
        '/family/uplift',
        '/home/affordable',
        '/home/paid',
        '/home/contractOn',
        '/home/contractCancelled',
        '/home/collateral',
      ]),
    );
  });

  test.each([
    ['/home/paid', home({ paid: undefined } as never)],
    ['/home/affordable', home({ affordable: undefined } as never)],
    ['/home/landUseMonths', home({ landUseMonths: undefined } as never)],
    ['/family/minorChildren', family({ minorChildren: undefined } as never)],
    ['/family/homes', family({ homes: undefined } as never)],
    ['/spouse/credit', ask({ spouse: { part: 'joins', contribution } })],
    ['/spouse/contribution', ask({ spouse: { part: 'joins', credit } })],
    [
      '/borrower/contribution/base',
      ask({
        borrower: { ...full.borrower, contribution: { state: 'active', monthsInARow: 40, years: 5 } },
      }),
    ],
  ])('without %s has no limit, and says that this is to be typed', (field, view) => {
    expect([view.verdict, view.limit, view.repayment]).toEqual(['incomplete', null, null]);
    expect(fields(view)).toContain(field);
  });

  test('is refused by one reason that is told, however much is not', () => {
    const view = reckonEligibility(
      { kind: 'new-home', home: { price: '1200000.00' }, family: { homes: 2 } },
      on,
    );
    expect([view.verdict, codes(view), view.limit]).toEqual(['refused', ['THIRD_HOME'], null]);
  });

  test('second-hand asks for the building, the custody and the owner as its decision does', () => {
    const used: EligibilityQuestion = {
      ...full,
      kind: 'second-hand',
      home: { ...full.home, appraisal: '1100000.00', buildYear: 2012, inCustody: true, sellerOwns: true },
    };
    const view = reckonEligibility(used, on);
    expect(view).toMatchObject({ item: 'DK03', verdict: 'nothing-against' });
    expect(view.passed.length + view.open.length).toBe(
      rulesInForce('DK03', secondHandLoan.rules, today).length,
    );
    const without = reckonEligibility({ ...used, home: full.home }, on);
    expect(fields(without)).toEqual(
      expect.arrayContaining(['/home/buildYear', '/home/appraisal', '/home/inCustody', '/home/sellerOwns']),
    );
    const sold = { ...used, home: { ...used.home, sellerOwns: false, inCustody: false, buildYear: 1970 } };
    expect(codes(reckonEligibility(sold, on))).toEqual(expect.arrayContaining(['NOT_OWNER', 'TERM_LIMIT']));
  });

  test('lends what the state of the fund leaves, and leaves it open where that is not known', () => {
    const lending = {
      inForce: true,
      documentNo: '并公积金〔2026〕9号',
      measuredOn: '2026-11-20',
      deposits: '1000000.00',
      loans: '960000.00',
      ratio: '0.9600',
    } as const;
    const short = reckonEligibility(full, { ...on, lending });
    expect(short.limit).toMatchObject({ most: '700000.00', binding: 'pool' });
    const silent = reckonEligibility(full, { ...on, lending: null });
    expect(silent.limit).toBeNull();
    expect(silent.unknown.map(({ fact }) => fact)).toContain('fund.lending');
  });

  test('in the future is a fault of the request; a prepayment of more than the loan too', () => {
    expect(() => ask({ borrower: { birth: '2026-11-22' } })).toThrow();
    expect(() => home({ contractOn: '2026-11-22' })).toThrow();
    expect(() => ask({ prepayment: { paidPeriods: 24, amount: '900000.00' } })).toThrow();
  });

  test('is answered in plain values: nothing of it can be left unread', () => {
    expect(() => canonicalJson(ask() as unknown as Json)).not.toThrow();
  });
});
