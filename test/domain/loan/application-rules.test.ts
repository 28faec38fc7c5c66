import type { Json } from '../../../src/kernel/fact';
import type { ItemUnderTest, Situation } from '../withdrawal/item-under-test';
import {
  build,
  consents,
  contributor,
  conversion,
  credit,
  home,
  newHome,
  secondHand,
  unit,
  worth,
} from './loan-facts';

type Case = readonly [what: string, situation: Situation];

interface Sides {
  readonly item: ItemUnderTest;
  readonly met: readonly Case[];
  readonly unmet: readonly Case[];
  /** Day on which a rule comes into force that did not hold from the first. */
  readonly from?: string;
  /** Facts that are looked at whatever the others say; each unknown on its own leaves the rule unknown. */
  readonly unknown: readonly string[];
}

const known = (name: string, value: Json): Situation => ({ known: { [name]: value } });
const ban = (conductOn: string) => ({ role: 'spouse', until: '2031-09-30', conductOn });
/** By the second version, which goes by the day of the conduct. */
/** The day from which some rules have a second version. */
const SECOND_VERSIONS = { lawDay: '2026-12-01' };
const banned = (...conductOn: string[]): Situation => ({
  ...known('loan.bans', conductOn.map(ban)),
  lawDay: '2026-12-01',
  today: '2026-12-01',
});
const owned = (change: object, purpose = 'new-home'): Situation =>
  known('loan.home', { purpose, home: { ...home, ...change }, filed: 1 });
const noHome: Situation = {
  known: {
    'loan.home': { purpose: 'new-home', home: null, filed: 2 },
    'loan.value': null,
    'loan.unit': null,
  },
};
const months = (count: number) =>
  known('contribution.continuity', { state: '01', months: count, madeUp: 0, carried: false });
const account = (state: string) =>
  known('contribution.continuity', { state, months: 40, madeUp: 0, carried: false });
const elsewhere = (change: object) =>
  known('contribution.elsewhere', { ...contributor, months: 40, ...change });
const age = (years: number, more = 0) => known('person.age', { months: years * 12 + more });
const own = (change: object) => known('loan.credit', { ...credit, ...change });
const spouse = (change: object) => known('loan.coCredit', [{ role: 'spouse', ...credit, ...change }]);
const homes = (count: number) => ({ 'family.homes': { homes: count, children: 0 } });
const used = (count: number) => ({
  'loan.history': { unsettled: [{ role: 'borrower', count: 0 }], familyUsed: count },
});
const abroad = (...keys: string[]) => ({
  'loan.nationwide': { unsettled: 0, contracts: keys.map((key) => ({ key, settled: true })) },
});
const spouseAbroad = (...keys: string[]) => ({
  'loan.coNationwide': [
    { role: 'spouse', unsettled: 0, contracts: keys.map((key) => ({ key, settled: true })) },
  ],
});
const bankLoan = (change: object) => ({
  ...credit,
  loans: [
    {
      type: 'commercial-housing',
      balance: '358000.00',
      monthly: '2316.75',
      grantedOn: '2021-06-18',
      converted: true,
      ...change,
    },
  ],
});
const statement = (change: object) =>
  known('conversion.statement', {
    balance: '358000.00',
    payeeIsLender: true,
    sealed: 'sealed',
    ...change,
  });
/** The committee has put the measure in force, and so much of the deposits is lent. */
const lent = (loans: string, deposits = '100.00') =>
  known('fund.lending', {
    inForce: true,
    documentNo: '并公积金管委〔2026〕9号',
    measuredOn: '2026-11-21',
    deposits,
    loans,
    ratio: null,
  }) as { known: Record<string, Json> };

/** Both sides of every limit, rule by rule. */
const sides: Readonly<Record<string, Sides>> = {
  'loan-identity-confirmed': {
    item: newHome,
    met: [['the police confirm somebody alive', {}]],
    unmet: [
      [
        'name and number differ',
        known('person.identity', { match: false, alive: null, minorChildren: null }),
      ],
      ['the person has died', known('person.identity', { match: true, alive: false, minorChildren: 0 })],
    ],
    unknown: ['person.identity'],
  },
  'loan-others-confirmed': {
    item: newHome,
    met: [
      ['everybody is known to the police', {}],
      ['there is nobody else', known('loan.police', [])],
    ],
    unmet: [
      ['a name that is not of that number', known('loan.police', [{ role: 'guarantor', word: 'mismatch' }])],
      ['somebody who has died', known('loan.police', [{ role: 'spouse', word: 'deceased' }])],
    ],
    unknown: ['loan.police'],
  },
  'loan-account-exists': {
    item: newHome,
    met: [
      ['an account here', {}],
      ['one elsewhere', elsewhere({})],
    ],
    unmet: [
      ['none', account('none')],
      ['none with the centre that was named', elsewhere({ state: 'none' })],
    ],
    unknown: ['contribution.elsewhere', 'contribution.continuity'],
  },
  'loan-account-active': {
    item: newHome,
    met: [
      ['01', account('01')],
      ['none is another rule’s to tell', account('none')],
      ['01 elsewhere', elsewhere({ state: '01' })],
    ],
    unmet: [
      ['02 sealed', account('02')],
      ['06 frozen', account('06')],
      ['02 elsewhere, whatever stands here', elsewhere({ state: '02' })],
    ],
    unknown: ['contribution.elsewhere', 'contribution.continuity'],
  },
  'loan-six-months': {
    item: newHome,
    met: [
      ['6 months', months(6)],
      ['7 months', months(7)],
      ['6 months elsewhere', elsewhere({ months: 6 })],
    ],
    unmet: [
      ['5 months', months(5)],
      ['none', months(0)],
      ['5 months elsewhere, though 40 here', elsewhere({ months: 5 })],
    ],
    unknown: ['contribution.elsewhere', 'contribution.continuity'],
  },
  'loan-age-in-range': {
    item: newHome,
    met: [
      ['18 on that day', age(18)],
      ['a month under 68', age(67, 11)],
    ],
    unmet: [
      ['a month under 18', age(17, 11)],
      ['68 on that day', age(68)],
    ],
    unknown: ['person.age'],
  },
  'loan-no-fraud-ban': {
    item: newHome,
    met: [
      ['nobody is banned', {}],
      ['the ban is for conduct before Order 844', banned('2026-09-19')],
    ],
    unmet: [
      ['the spouse is', known('loan.bans', [ban('2026-10-01')])],
      ['the conduct was on its first day', banned('2026-09-19', '2026-09-20')],
    ],
    unknown: ['loan.bans'],
  },
  'loan-none-unsettled': {
    item: newHome,
    met: [
      ['nobody has a loan', {}],
      ['settled ones do not count here', { known: abroad('a') }],
    ],
    unmet: [
      [
        'a loan of this centre',
        known('loan.history', { unsettled: [{ role: 'spouse', count: 1 }], familyUsed: 1 }),
      ],
      [
        'one elsewhere',
        known('loan.nationwide', { unsettled: 1, contracts: [{ key: 'a', settled: false }] }),
      ],
      [
        'one of the spouse elsewhere, though our own books are not read',
        {
          ...known('loan.coNationwide', [
            { role: 'spouse', unsettled: 1, contracts: [{ key: 'a', settled: false }] },
          ]),
          unknown: { 'loan.history': 'silent', 'loan.nationwide': 'silent' },
        },
      ],
    ],
    unknown: ['loan.history', 'loan.nationwide', 'loan.coNationwide'],
  },
  'loan-not-third-home': {
    item: newHome,
    met: [
      ['no home, no loan', {}],
      ['one home and one settled loan', { known: { ...homes(1), ...used(1) } }],
      ['a couple’s one loan elsewhere, told of both', { known: { ...abroad('a'), ...spouseAbroad('a') } }],
    ],
    unmet: [
      ['two homes', { known: homes(2) }],
      ['two loans here', { known: used(2) }],
      ['one here, one elsewhere', { known: { ...used(1), ...abroad('a') } }],
      ['two different ones of a couple elsewhere', { known: { ...abroad('a'), ...spouseAbroad('b') } }],
      [
        'two homes, whatever the platform may say',
        { known: homes(2), unknown: { 'loan.nationwide': 'silent', 'loan.coNationwide': 'silent' } },
      ],
    ],
    unknown: ['family.homes', 'loan.history', 'loan.nationwide', 'loan.coNationwide'],
  },
  'loan-spouse-joins': {
    item: newHome,
    met: [
      ['the spouse agreed', {}],
      ['nobody is married to the borrower', known('loan.parties', { people: [], spouse: 'none' })],
    ],
    unmet: [
      ['the spouse is left out', known('loan.parties', { people: [], spouse: 'left-out' })],
      ['the spouse declined', known('loan.consents', consents(['borrower', 'spouse'], ['spouse']))],
    ],
    unknown: ['loan.parties', 'loan.consents'],
  },
  'loan-parties-agree': {
    item: newHome,
    met: [['everybody agreed', {}]],
    unmet: [
      ['the guarantor declined', known('loan.consents', consents(['borrower', 'guarantor'], ['guarantor']))],
    ],
    unknown: ['loan.consents'],
  },
  'loan-buyers-join': {
    item: secondHand,
    from: '2026-12-01',
    met: [
      ['all who buy borrow', {}],
      ['no home', known('loan.buyers', null)],
    ],
    unmet: [
      ['one of two does not', known('loan.buyers', { count: 2, leftOut: ['测*房'] })],
      ['two of three do not', known('loan.buyers', { count: 3, leftOut: ['测*房', '测*二'] })],
    ],
    unknown: ['loan.buyers'],
  },
  'loan-credit-not-3-6': {
    item: newHome,
    met: [
      ['2 in a row, 5 in all', own({ consecutive: 2, cumulative: 5 })],
      ['never borrowed', own({ record: 'none' })],
    ],
    unmet: [
      ['3 in a row', own({ consecutive: 3, cumulative: 3 })],
      ['6 in all', own({ consecutive: 1, cumulative: 6 })],
      ['the spouse’s 3 in a row', spouse({ consecutive: 3, cumulative: 3 })],
      [
        'the borrower’s, whatever the spouse’s report may say',
        { ...own({ consecutive: 3, cumulative: 3 }), unknown: { 'loan.coCredit': 'silent' } },
      ],
    ],
    unknown: ['loan.credit', 'loan.coCredit'],
  },
  'loan-no-present-overdue': {
    item: newHome,
    met: [['nothing overdue', {}]],
    unmet: [
      ['a fen overdue', own({ presentOverdue: '0.01' })],
      ['a debt written off', own({ flags: ['bad-debt'] })],
      ['a debt that a guarantor paid', spouse({ flags: ['guarantor-paid'] })],
    ],
    unknown: ['loan.credit', 'loan.coCredit'],
  },
  'loan-no-defaulter': {
    item: newHome,
    met: [['nobody is listed', {}]],
    unmet: [
      ['the borrower is', known('loan.defaulters', [{ role: 'borrower', listed: true }])],
      ['the credit report says so', own({ flags: ['defaulter'] })],
      [
        'the spouse’s report says so while the courts are silent',
        { ...spouse({ flags: ['defaulter'] }), unknown: { 'loan.defaulters': 'silent' } },
      ],
    ],
    unknown: ['loan.defaulters'],
  },
  'loan-purchase-found': {
    item: newHome,
    met: [['a contract', {}]],
    unmet: [['none of that number', noHome]],
    unknown: ['loan.home'],
  },
  'loan-contract-stands': {
    item: newHome,
    met: [
      ['a valid contract', {}],
      ['no contract is another rule’s to tell', noHome],
    ],
    unmet: [['a cancelled one', owned({ cancelled: true })]],
    unknown: ['loan.home'],
  },
  'loan-within-window': {
    item: newHome,
    met: [
      ['the last day of twelve months', { ...owned({ since: '2025-11-21' }), lawDay: '2026-11-21' }],
      ['a filing at the end of February', { ...owned({ since: '2025-08-31' }), lawDay: '2026-08-31' }],
      ['no contract', noHome],
      ['no day from which it runs', owned({ since: null })],
    ],
    unmet: [['a day later', { ...owned({ since: '2025-11-20' }), lawDay: '2026-11-21' }]],
    unknown: ['loan.home'],
  },
  'loan-down-payment': {
    item: newHome,
    met: [
      ['20% of 1200000.00', owned({ paid: '240000.00' })],
      ['15% of an affordable home', owned({ paid: '180000.00', affordable: true })],
      ['20% of a price that has no whole fen of it', owned({ price: '1000000.01', paid: '200000.01' })],
      ['none is asked for', owned({ paid: null })],
      ['no contract', noHome],
    ],
    unmet: [
      ['a fen less', owned({ paid: '239999.99' })],
      ['a fen less of an affordable home', owned({ paid: '179999.99', affordable: true })],
      ['a part of a fen less', owned({ price: '1000000.01', paid: '200000.00' })],
    ],
    unknown: ['loan.home', 'family.homes', 'loan.history', 'loan.nationwide', 'loan.coNationwide'],
  },
  'loan-collateral-free': {
    item: newHome,
    met: [
      ['a free unit', {}],
      ['no home', noHome],
    ],
    unmet: [
      ['seized', known('loan.unit', { ...unit, seized: true })],
      ['mortgaged to another', known('loan.unit', { ...unit, mortgages: 1 })],
    ],
    unknown: ['loan.unit'],
  },
  'loan-home-not-financed': {
    item: newHome,
    met: [['no other loan', {}]],
    unmet: [['another loan on the home', known('loan.onHome', { financed: true })]],
    unknown: ['loan.onHome'],
  },
  'loan-project-admitted': {
    item: newHome,
    met: [
      ['admitted, with its account', {}],
      ['no home', known('loan.project', null)],
    ],
    unmet: [
      [
        'not registered',
        known('loan.project', { registered: false, admitted: false, account: false, sealed: null }),
      ],
      [
        'not admitted',
        known('loan.project', { registered: true, admitted: false, account: true, sealed: 's' }),
      ],
      [
        'no supervised account',
        known('loan.project', { registered: true, admitted: true, account: false, sealed: null }),
      ],
    ],
    unknown: ['loan.project'],
  },
  'loan-term-in-limit': {
    item: newHome,
    met: [
      ['360 months of somebody of 38', { ...age(38), input: { termMonths: 360 } }],
      ['nothing asked for', {}],
      ['12 months left', { ...age(67), input: { termMonths: 12 } }],
      ['no home', noHome],
    ],
    unmet: [
      ['a month more than age allows', { ...age(38, 1), input: { termMonths: 360 } }],
      ['11 months left', age(67, 1)],
      [
        'a month more than the land',
        { ...known('loan.value', { ...worth, landMonths: 239 }), input: { termMonths: 240 } },
      ],
      [
        'a month more than the building',
        { ...known('loan.value', { ...worth, buildYear: 1998 }), input: { termMonths: 265 } },
      ],
    ],
    unknown: ['person.age', 'loan.value'],
  },
  'loan-income-suffices': {
    item: newHome,
    met: [
      ['a couple’s bases', {}],
      ['no home', noHome],
    ],
    unmet: [
      ['nobody contributes', known('loan.contributors', [])],
      [
        'other debts take it all',
        own({
          loans: [
            {
              type: 'consumer',
              balance: '1.00',
              monthly: '14400.00',
              grantedOn: '2025-01-01',
              converted: false,
            },
          ],
        }),
      ],
    ],
    unknown: [
      'loan.contributors',
      'loan.credit',
      'loan.coCredit',
      'loan.value',
      'person.identity',
      'loan.uplift',
    ],
  },
  'loan-amount-within-limit': {
    item: newHome,
    met: [
      ['the limit itself', { input: { amount: '840000.00' } }],
      ['nothing asked for', {}],
      ['no home', noHome],
      ['what the bank’s part leaves', { input: { amount: '540000.00', bankLoan: { amount: '300000.00' } } }],
    ],
    unmet: [
      ['a fen more', { input: { amount: '840000.01' } }],
      [
        'a fen more beside the bank’s part',
        { input: { amount: '540000.01', bankLoan: { amount: '300000.00' } } },
      ],
      ['everything is paid', known('loan.value', { ...worth, unpaid: '0.00' })],
    ],
    unknown: ['loan.contributors', 'loan.credit', 'loan.value', 'family.homes'],
  },
  'loan-within-fund': {
    item: newHome,
    met: [
      ['no measure is in force', {}],
      ['nothing is exceeded', { ...lent('85.00'), input: { amount: '840000.00' } }],
      ['nine tenths of the cap are more than the price allows', lent('85.01')],
      ['what eight tenths of the cap are', { ...lent('90.01'), input: { amount: '800000.00' } }],
      ['nine tenths at the threshold itself', { ...lent('90.00'), input: { amount: '840000.00' } }],
      ['what seven tenths of the cap are', { ...lent('95.01'), input: { amount: '700000.00' } }],
      ['nothing asked for', lent('95.01')],
      ['no home', { known: { ...lent('95.01').known, ...noHome.known! } }],
    ],
    unmet: [
      ['a fen more than eight tenths of the cap', { ...lent('90.01'), input: { amount: '800000.01' } }],
      ['a fen more than seven tenths of the cap', { ...lent('95.01'), input: { amount: '700000.01' } }],
      ['all is lent and nothing deposited', { ...lent('1.00', '0.00'), input: { amount: '700000.01' } }],
    ],
    unknown: ['fund.lending'],
  },
  'loan-seller-owns': {
    item: secondHand,
    met: [
      ['the sellers own it', {}],
      ['no home', noHome],
    ],
    unmet: [
      ['the title has passed', known('loan.unit', { ...unit, titled: true, owner: 'borrowers' })],
      ['others own it', known('loan.unit', { ...unit, titled: true, owner: 'others' })],
      ['nobody has a title', known('loan.unit', { ...unit, owner: 'nobody' })],
    ],
    unknown: ['loan.home', 'loan.unit'],
  },
  'loan-price-in-custody': {
    item: secondHand,
    met: [
      ['in custody', {}],
      ['no home', noHome],
    ],
    unmet: [['in nobody’s', owned({ inCustody: false }, 'second-hand')]],
    unknown: ['loan.home'],
  },
  'build-papers-fit': {
    item: build,
    met: [
      ['the borrower’s permit', {}],
      ['an overhaul that is needed', known('build.safety', { needsOverhaul: true })],
      ['the spouse’s permit', known('build.permit', { holder: 'spouse', permittedOn: '2026-09-21' })],
    ],
    unmet: [
      ['others’ permit', known('build.permit', { holder: 'others', permittedOn: '2026-09-21' })],
      ['an overhaul that is not needed', known('build.safety', { needsOverhaul: false })],
    ],
    unknown: ['build.permit', 'build.safety'],
  },
  'build-home-own': {
    item: build,
    from: '2026-12-01',
    met: [
      ['titled to borrower or spouse', known('loan.unit', { ...unit, titled: true, owner: 'borrowers' })],
      ['land without a title yet', {}],
      ['no home', known('loan.unit', null)],
    ],
    unmet: [['a stranger’s house', known('loan.unit', { ...unit, titled: true, owner: 'others' })]],
    unknown: ['loan.unit'],
  },
  'build-payee-confirmed': {
    item: build,
    from: '2026-12-01',
    met: [['the builder’s own account', {}]],
    unmet: [
      ['a person’s account', known('build.payee', { found: false, open: false, nameAgrees: false })],
      ['another company’s', known('build.payee', { found: true, open: true, nameAgrees: false })],
      ['one that is closed', known('build.payee', { found: true, open: false, nameAgrees: true })],
    ],
    unknown: ['build.payee'],
  },
  'conversion-balance-agrees': {
    item: conversion,
    from: '2026-12-01',
    met: [
      ['the same balance', {}],
      ['an instalment was paid since the report', statement({ balance: '357000.00' })],
      ['no such loan is another rule’s to tell', known('loan.credit', credit)],
      [
        'the spouse’s loan',
        {
          known: {
            'loan.credit': credit,
            'loan.coCredit': [{ role: 'spouse', ...bankLoan({ balance: '358000.00' }) }],
          },
        },
      ],
    ],
    unmet: [
      ['a fen more than is owed', statement({ balance: '358000.01' })],
      ['much less is owed', known('loan.credit', bankLoan({ balance: '100.00' }))],
    ],
    unknown: ['conversion.statement', 'loan.credit'],
  },
  'conversion-pays-lender': {
    item: conversion,
    from: '2026-12-01',
    met: [['the lender’s own account', {}]],
    unmet: [['an account of somebody else', statement({ payeeIsLender: false })]],
    unknown: ['conversion.statement'],
  },
  'conversion-loan-found': {
    item: conversion,
    met: [
      ['the borrower’s', {}],
      [
        'the spouse’s',
        { known: { 'loan.credit': credit, 'loan.coCredit': [{ role: 'spouse', ...bankLoan({}) }] } },
      ],
    ],
    unmet: [
      ['none of that contract', known('loan.credit', bankLoan({ converted: false }))],
      ['one that is no home loan', known('loan.credit', bankLoan({ type: 'consumer' }))],
    ],
    unknown: ['loan.credit'],
  },
  'conversion-granted-before': {
    item: conversion,
    met: [
      ['the day before', known('loan.credit', bankLoan({ grantedOn: '2026-02-27' }))],
      ['none is another rule’s to tell', known('loan.credit', credit)],
    ],
    unmet: [['the day itself', known('loan.credit', bankLoan({ grantedOn: '2026-02-28' }))]],
    unknown: ['loan.credit', 'loan.coCredit'],
  },
  'conversion-title-issued': {
    item: conversion,
    met: [['titled to the borrowers', {}]],
    unmet: [
      ['no title yet', known('loan.unit', { ...unit, owner: 'nobody' })],
      ['titled to others', known('loan.unit', { ...unit, titled: true, owner: 'others' })],
    ],
    unknown: ['loan.unit'],
  },
};

const allRules = [newHome, secondHand, build, conversion].flatMap((item) => item.ruleIds);

it('every rule of the applications stands in the table', () => {
  expect([...new Set(allRules)].sort()).toEqual(Object.keys(sides).sort());
});

it.each([
  ['DK02', newHome],
  ['DK03', secondHand],
  ['DK04', build],
  ['DK05', conversion],
] as const)('nothing stands in the way of a %s where nothing should', (_code, item) => {
  expect(item.reasons({})).toEqual([]);
  expect(item.decide().outcome).toBe('approved');
});

describe.each(Object.entries(sides))('the rule %s', (id, { item, from, met, unmet, unknown }) => {
  const since = from === undefined ? {} : { lawDay: from };

  it.each(met)('is met: %s', (_what, situation) => {
    const finding = item.judge(id, { ...since, ...situation });
    expect(finding).toMatchObject({ truth: 'true', missing: [], fix: null, retryOn: null });
    expect(finding.text.zh + finding.text.en).not.toMatch(/[{}]|undefined|\[object/);
  });

  it.each(unmet)('is not met: %s', (_what, situation) => {
    const finding = item.judge(id, { ...since, ...situation });
    expect(finding).toMatchObject({ truth: 'false', missing: [] });
    expect(finding.text.zh).toMatch(/\p{Script=Han}/u);
    expect(finding.text.zh + finding.text.en).not.toMatch(/[{}]|undefined|\[object/);
  });

  it.each(unknown)('is neither while %s is unknown', (fact) => {
    for (const law of [since, SECOND_VERSIONS]) {
      const finding = item.judge(id, { unknown: { [fact]: 'silent' }, ...law });
      expect(finding).toMatchObject({ truth: 'unknown', observed: null, required: null, missing: [fact] });
    }
  });
});

describe('what nobody asked for is not quoted, and no limit is reckoned over a term that cannot be had', () => {
  const by = (id: string, situation: Situation) => newHome.judge(id, { ...situation, ...SECOND_VERSIONS });

  it('says the longest term, and that none was asked for; one that was is quoted', () => {
    const short = by('loan-term-in-limit', age(67, 1));
    expect(short.truth).toBe('false');
    expect(short.text.zh).toContain('申请期限：未填写');
    expect(short.text.zh).not.toMatch(/申请 ?0|0 个月的/);
    const long = by('loan-term-in-limit', { ...age(38, 1), input: { termMonths: 360 } });
    expect([long.truth, long.text.zh]).toEqual(['false', expect.stringContaining('申请期限：360 个月')]);
    for (const situation of [{}, noHome, { ...age(67), input: { termMonths: 12 } }])
      expect(by('loan-term-in-limit', situation).truth).toBe('true');
  });

  it('leaves a term that is too short to its own rule', () => {
    const input = { amount: '2000000.00' };
    expect(newHome.reasons({ ...age(67, 1), input, ...SECOND_VERSIONS })).toEqual(['TERM_LIMIT']);
    expect(newHome.reasons({ ...age(67, 1), input })).toEqual(['TERM_LIMIT', 'OVER_LIMIT']);
  });

  it('quotes an amount that was asked for, and none where none was', () => {
    const over = by('loan-amount-within-limit', { input: { amount: '840000.01' } });
    expect([over.truth, over.text.zh]).toEqual(['false', expect.stringContaining('申请金额：840000.01 元')]);
    const paid = by('loan-amount-within-limit', known('loan.value', { ...worth, unpaid: '0.00' }));
    expect([paid.truth, paid.text.zh]).toEqual(['false', expect.stringContaining('申请金额：未填写')]);
    for (const situation of [{}, noHome, { input: { amount: '840000.00' } }])
      expect(by('loan-amount-within-limit', situation).truth).toBe('true');
  });
});

it('a statement kept before its payee was compared is not taken to name the lender', () => {
  const kept = known('conversion.statement', { balance: '358000.00', sealed: 'sealed' });
  expect(conversion.judge('conversion-pays-lender', { ...kept, ...SECOND_VERSIONS }).truth).toBe('unknown');
});

describe('an account that its bank has stopped or frozen (LE7)', () => {
  const id = 'loan-no-present-overdue';
  const by = (situation: Situation) => newHome.judge(id, situation);

  it.each(['payment-stopped', 'account-frozen', 'bad-debt', 'guarantor-paid'])(
    '%s stands in the way',
    (flag) => {
      for (const situation of [own({ flags: [flag] }), spouse({ flags: [flag] })])
        expect(by({ ...situation, ...SECOND_VERSIONS }).truth).toBe('false');
    },
  );

  it('does not where there is none, and is not guessed', () => {
    expect(by(SECOND_VERSIONS).truth).toBe('true');
    expect(by({ ...own({ presentOverdue: '0.01' }), ...SECOND_VERSIONS }).truth).toBe('false');
    for (const name of ['loan.credit', 'loan.coCredit'])
      expect(by({ unknown: { [name]: 'silent' }, ...SECOND_VERSIONS }).truth).toBe('unknown');
  });

  it('is a rule of the day from which it holds: what was accepted before is judged as it was', () => {
    expect(by({ ...own({ flags: ['account-frozen'] }), lawDay: '2026-11-30' }).truth).toBe('true');
  });
});
