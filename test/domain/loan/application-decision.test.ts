import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { chooseHome } from '../../../src/modules/loan/domain/application/choose-home';
import { paymentsCompared } from '../../../src/modules/loan/domain/application/payments-compared';
import { silences } from '../withdrawal/item-under-test';
import {
  build,
  consents,
  contributor,
  conversion,
  credit,
  estimate,
  home,
  newHome,
  secondHand,
  worth,
} from './loan-facts';

/** A day on which every rule there is holds. */
const RULES_OF_TODAY = '2026-12-01';

const traced = (item: typeof newHome, situation: Parameters<typeof newHome.decide>[0] = {}) =>
  Object.fromEntries(item.decide(situation).amountTrace.map(({ label, value }) => [label.en, value]));

describe('how much a household may borrow', () => {
  it('is the least of cap, price, income and what is left to be paid, and says by what it is bound', () => {
    const decision = newHome.decide();
    expect([decision.outcome, decision.amount]).toEqual(['approved', '840000.00']);
    expect(traced(newHome)).toMatchObject({
      'order of the home': '首套 first',
      'value of the home': '1200000.00',
      'least down payment': '0.20',
      'longest term in months': '360',
      'cap of the centre': '1000000.00',
      'value less down payment': '960000.00',
      limit: '840000.00',
      'bound by': '尚未支付的房款 what is left to be paid',
    });
  });

  it.each([
    ['one contributor', { 'loan.contributors': [contributor] }, '700000.00', 'cap of the centre'],
    [
      'one with less than three years',
      { 'loan.contributors': [{ ...contributor, years: 2 }] },
      '500000.00',
      'cap of the centre',
    ],
    [
      'a price of 756789.00 of which little is paid',
      {
        'loan.home': {
          purpose: 'new-home',
          home: { ...home, price: '756789.00', paid: '151357.80' },
          filed: 1,
        },
        'loan.value': { ...worth, unpaid: null },
      },
      '605000.00',
      'value less down payment',
    ],
    [
      'an income beside other debts',
      {
        'loan.contributors': [{ ...contributor, base: '6800.00' }],
        'loan.credit': {
          ...credit,
          loans: [
            {
              type: 'consumer',
              balance: '1.00',
              monthly: '1900.00',
              grantedOn: '2025-01-01',
              converted: false,
            },
          ],
        },
        'person.age': { months: 68 * 12 - 300 },
      },
      '480000.00',
      'room in the income',
    ],
  ])('%s', (_what, known, amount, bound) => {
    expect(newHome.decide({ known }).amount).toBe(amount);
    expect(traced(newHome, { known })['bound by']).toContain(bound);
  });

  const rich = {
    'loan.home': {
      purpose: 'new-home',
      home: { ...home, price: '3000000.00', paid: '900000.00' },
      filed: 1,
    },
    'loan.value': { ...worth, unpaid: '2100000.00' },
    'loan.contributors': [
      { ...contributor, base: '29100.00' },
      { ...contributor, base: '29100.00' },
    ],
  };

  it('two children raise the cap by three tenths; one whose children are not told is not judged', () => {
    const children = (minorChildren: number | null) => ({
      ...rich,
      'person.identity': { match: true, alive: true, minorChildren },
    });
    expect(newHome.decide({ known: children(1) }).amount).toBe('1000000.00');
    expect(newHome.decide({ known: children(2) }).amount).toBe('1300000.00');
    expect(newHome.decide({ known: children(null) })).toMatchObject({ outcome: 'waiting', amount: null });
  });

  it('two children of the couple count whoever of them applies; a decision of before counted the applicant’s own', () => {
    const couple = (householdChildren: number | undefined, own: number) => ({
      ...rich,
      'person.identity': { match: true, alive: true, minorChildren: own },
      'family.homes': {
        ...{ homes: 0, children: householdChildren ?? 0 },
        ...(householdChildren === undefined ? {} : { householdChildren }),
      },
    });
    expect(newHome.decide({ known: couple(2, 0) }).amount).toBe('1300000.00');
    expect(newHome.decide({ known: couple(1, 1) }).amount).toBe('1000000.00');
    expect(newHome.decide({ known: couple(undefined, 0) }).amount).toBe('1000000.00');
    expect(newHome.decide({ known: couple(undefined, 2) }).amount).toBe('1300000.00');
  });

  it('a second-hand home counts at the lesser of price and assessment', () => {
    expect(traced(secondHand)['value of the home']).toBe('1100000.00');
    const dear = { 'loan.value': { ...worth, appraisal: '1300000.00', buildYear: 2012 } };
    expect(traced(secondHand, { known: dear })['value of the home']).toBe('1200000.00');
  });

  it('a conversion lends no more than the bank is owed, in whole thousands, and its debt does not count twice', () => {
    expect(conversion.decide().amount).toBe('358000.00');
    const odd = { 'loan.value': { ...worth, unpaid: '358999.99' } };
    expect(conversion.decide({ known: odd }).amount).toBe('358000.00');
  });

  it('what is asked for is granted when it is within the limit, to the fen', () => {
    expect(newHome.decide({ input: { amount: '600000.50' } }).amount).toBe('600000.50');
  });

  it('a second home takes the rate and the down payment of second homes', () => {
    const known = { 'family.homes': { homes: 1, children: 0 } };
    expect(traced(newHome, { known })).toMatchObject({
      'order of the home': '二套 second',
      'rate of the day of acceptance': '0.03075',
    });
    expect(traced(newHome)['rate of the day of acceptance']).toBe('0.0260');
    expect(traced(newHome, { input: { termMonths: 60 } })['rate of the day of acceptance']).toBe('0.0210');
  });
});

describe('a decision on an application', () => {
  it('names every reason at once, in legal order', () => {
    const known = {
      'contribution.continuity': { state: '02', months: 3, madeUp: 0, carried: false },
      'person.age': { months: 68 * 12 },
      'family.homes': { homes: 2, children: 1 },
      'loan.parties': { people: [], spouse: 'left-out' },
      'loan.credit': {
        ...credit,
        consecutive: 3,
        cumulative: 7,
        presentOverdue: '5.00',
        flags: ['defaulter'],
      },
      'loan.home': {
        purpose: 'new-home',
        home: { ...home, cancelled: true, since: '2024-01-01', paid: '0.00' },
        filed: 1,
      },
      'loan.onHome': { financed: true },
      'loan.project': { registered: true, admitted: false, account: true, sealed: 's' },
    };
    const decision = newHome.decide({ known, input: { amount: '2000000.00' } });
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'ACCOUNT_STATE' });
    expect(newHome.reasons({ known, input: { amount: '2000000.00' } })).toEqual([
      'ACCOUNT_STATE',
      'CONTINUOUS_MONTHS_LT_6',
      'AGE_LIMIT',
      'THIRD_HOME',
      'SPOUSE_NOT_COBORROWER',
      'CREDIT_3_6',
      'CREDIT_PRESENT_OVERDUE',
      'DEFAULTER_LIST',
      'CONTRACT_CANCELLED',
      'WINDOW_EXPIRED',
      'DOWN_PAYMENT_LOW',
      'COLLATERAL_SEIZED',
      'PROJECT_NOT_ADMITTED',
      'TERM_LIMIT',
      'OVER_LIMIT',
    ]);
  });

  it.each(['2026-09-19', '2026-09-20'])('on %s the law of that day counts', (lawDay) => {
    const known = { 'loan.bans': [{ role: 'borrower', until: '2031-09-20', conductOn: '2026-09-20' }] };
    const { outcome } = newHome.decide({ known, lawDay, today: '2026-09-25' });
    expect(outcome).toBe(lawDay === '2026-09-19' ? 'approved' : 'refused');
  });

  describe.each([
    ['DK02', newHome],
    ['DK03', secondHand],
    ['DK05', conversion],
  ] as const)('of %s', (_code, item) => {
    it.each(
      item.factNames.filter((name) => !['loan.purchase', 'loan.sale', 'conversion.price'].includes(name)),
    )('waits while %s is silent: it approves nothing and refuses nothing', (fact) => {
      const unread = [
        'loan.identity',
        'household.marriage',
        'contribution.household',
        'loan.project',
        'loan.assessment',
      ];
      const decision = item.decide({ unknown: { [fact]: 'silent' }, lawDay: RULES_OF_TODAY });
      // What only leads to other facts is unknown through them.
      if (unread.includes(fact) && decision.outcome === 'approved')
        expect(
          decision.findings.flatMap(({ sources }) => sources.map(({ fact: read }) => read)),
        ).not.toContain(fact);
      else expect(decision.outcome).toBe('waiting');
    });
  });

  it.each(silences)('a credit report that is %s is no clean one', (reason) => {
    const { outcome, amount } = newHome.decide({ unknown: { 'loan.credit': reason } });
    expect([outcome, amount]).toEqual(['waiting', null]);
  });

  it('a credit file that only its owner can open needs a visit', () => {
    expect(newHome.decide({ unknown: { 'loan.credit': 'denied' } }).outcome).toBe('counter');
  });

  it('waits for the word of a spouse, and shows no figure of the household meanwhile', () => {
    const decision = newHome.decide({
      unknown: {
        'loan.consents': 'awaited',
        'loan.contributors': 'depends-on-unknown',
        'loan.coCredit': 'depends-on-unknown',
        'loan.coNationwide': 'depends-on-unknown',
      },
    });
    expect(decision).toMatchObject({ outcome: 'waiting', amount: null, amountTrace: [] });
  });

  it('refuses at once what is false, though the spouse has not spoken', () => {
    const unknown = { 'loan.consents': 'awaited', 'loan.contributors': 'depends-on-unknown' } as const;
    const known = { 'person.age': { months: 68 * 12 } };
    expect(newHome.decide({ known, unknown })).toMatchObject({ outcome: 'refused', headline: 'AGE_LIMIT' });
  });

  it('a spouse who declined is told of in both languages', () => {
    const known = { 'loan.consents': consents(['borrower', 'spouse'], ['spouse']) };
    expect(newHome.reasons({ known })).toEqual(['SPOUSE_NOT_COBORROWER', 'CONSENT_DECLINED']);
  });

  it('building on a permit is decided like a purchase', () => {
    expect(build.decide()).toMatchObject({ outcome: 'approved', amount: '840000.00' });
  });
});

describe('an estimate', () => {
  it('looks into nobody else, and says that no credit report was asked for', () => {
    const decision = estimate.decide();
    expect(decision).toMatchObject({ outcome: 'approved', amount: '960000.00' });
    const said = decision.findings.find(({ rule }) => rule.startsWith('loan-credit-not-3-6'));
    expect(said).toMatchObject({ truth: 'true', observed: { zh: '未授权，未查询' } });
  });

  it('shows a month of both methods side by side', () => {
    expect(paymentsCompared(fen(70_000_000n), parseRate('0.0260'), 360)).toMatchObject({
      equalInstalment: { firstPayment: '2802.38', lastPayment: '2801.15', totalInterest: '308855.57' },
      equalPrincipal: { firstPayment: '3461.11', totalInterest: '273758.96' },
    });
  });
});

describe('which contract a loan is for', () => {
  const contract = (contractNo: string, since: string, cancelled = false) => ({
    contractNo,
    since,
    cancelled,
  });
  const [old, late, gone] = [
    contract('A', '2026-01-01'),
    contract('B', '2026-02-01'),
    contract('C', '2026-03-01', true),
  ];

  it('is the one named, else the valid one of the latest day, else the cancelled one', () => {
    expect(chooseHome([old, late, gone], 'A')).toBe(old);
    expect(chooseHome([old, late, gone], 'X')).toBeNull();
    expect(chooseHome([old, gone, late], undefined)).toBe(late);
    expect(chooseHome([gone], undefined)).toBe(gone);
    expect(chooseHome([], undefined)).toBeNull();
    expect(parseDay(late.since) > parseDay(old.since)).toBe(true);
  });
});
