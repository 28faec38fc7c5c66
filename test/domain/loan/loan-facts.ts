import type { Json } from '../../../src/kernel/fact';
import {
  buildLoan,
  conversionLoan,
  loanEstimate,
  newHomeLoan,
  secondHandLoan,
} from '../../../src/modules/loan/domain/application/loan-items';
import { ItemUnderTest } from '../withdrawal/item-under-test';

export const credit = {
  record: 'kept',
  consecutive: 0,
  cumulative: 0,
  presentOverdue: '0.00',
  flags: [],
  loans: [],
} as const;

export const home = {
  contractNo: 'YS(2026)0000001',
  unitKey: '140199001001GB00012F00010001',
  projectNo: 'XS140199-0007',
  price: '1200000.00',
  paid: '360000.00',
  since: '2026-09-21',
  cancelled: false,
  affordable: false,
  buildYear: null,
  owed: null,
  inCustody: null,
  sealed: 'sealed',
} as const;

export const unit = {
  seized: false,
  mortgages: 0,
  titled: false,
  owner: 'nobody',
  landMonths: 800,
  sealed: 'sealed',
} as const;

export const worth = { appraisal: null, buildYear: null, landMonths: 800, unpaid: '840000.00' } as const;

/** What a couple contributes: five years and more, 12000.00 yuan a month each. */
export const contributor = { state: '01', base: '12000.00', years: 5, balance: '90000.00' } as const;

const person = (role: string) => ({ role, personId: role, sealed: 'sealed' });
const word = (role: string, agreed = true) => ({
  ...person(role),
  agreed,
  how: role === 'borrower' ? 'application' : 'own-login',
});

/** Words of the people named, all of whom agree but those who are said not to. */
export const consents = (roles: readonly string[], declined: readonly string[] = []): Json =>
  roles.map((role) => word(role, !declined.includes(role)));

/** A borrower of 32 years with a spouse, to whom nothing stands in the way. */
const borrower: Readonly<Record<string, Json>> = {
  'person.identity': { match: true, alive: true, minorChildren: 0 },
  'household.marriage': { status: 'married', spouse: { personId: 'spouse', sealed: 'sealed' } },
  'person.age': { months: 390 },
  'loan.parties': { people: [person('borrower'), person('spouse')], spouse: 'joins' },
  'loan.identity': null,
  'loan.consents': consents(['borrower', 'spouse']),
  'loan.police': [{ role: 'spouse', word: 'alive' }],
  'contribution.elsewhere': null,
  'contribution.continuity': { state: '01', months: 40, madeUp: 0, carried: false },
  'contribution.household': { self: contributor, spouse: contributor },
  'loan.contributors': [contributor, contributor],
  'loan.credit': credit,
  'loan.coCredit': [{ role: 'spouse', ...credit }],
  'loan.defaulters': [
    { role: 'borrower', listed: false },
    { role: 'spouse', listed: false },
  ],
  'loan.nationwide': { unsettled: 0, contracts: [] },
  'loan.coNationwide': [{ role: 'spouse', unsettled: 0, contracts: [] }],
  'loan.history': {
    unsettled: [
      { role: 'borrower', count: 0 },
      { role: 'spouse', count: 0 },
    ],
    familyUsed: 0,
  },
  'loan.bans': [],
  'family.homes': { homes: 0, children: 0 },
  'loan.uplift': null,
  'loan.home': { purpose: 'new-home', home, filed: 1 },
  'loan.value': worth,
  'loan.unit': unit,
  'loan.onHome': { financed: false },
  'fund.lending': { inForce: false },
};

const soldHome = { ...home, projectNo: null, buildYear: 2012, inCustody: true } as const;
const bankLoan = {
  type: 'commercial-housing',
  balance: '358000.00',
  monthly: '2316.75',
  grantedOn: '2021-06-18',
  converted: true,
} as const;

export const newHome = new ItemUnderTest(newHomeLoan, {
  ...borrower,
  'loan.purchase': { purpose: 'new-home', home, filed: 1 },
  'loan.buyers': { count: 2, leftOut: [] },
  'loan.project': { registered: true, admitted: true, account: true, sealed: 'sealed' },
});

export const secondHand = new ItemUnderTest(secondHandLoan, {
  ...borrower,
  'loan.sale': { purpose: 'second-hand', home: soldHome, filed: 1 },
  'loan.home': { purpose: 'second-hand', home: soldHome, filed: 1 },
  'loan.unit': { ...unit, titled: true, owner: 'sellers' },
  'loan.buyers': { count: 1, leftOut: [] },
  'loan.assessment': { price: '1100000.00' },
  'loan.value': { ...worth, appraisal: '1100000.00', buildYear: 2012 },
});

export const build = new ItemUnderTest(buildLoan, {
  ...borrower,
  'loan.home': { purpose: 'build', home: { ...home, contractNo: null, projectNo: null }, filed: 1 },
  'build.permit': { holder: 'applicant', permittedOn: '2026-09-21' },
  'build.budget': { cost: '1200000.00', paid: '360000.00', sealed: 'sealed' },
  'build.safety': null,
  'build.payee': { found: true, open: true, nameAgrees: true },
});

export const conversion = new ItemUnderTest(conversionLoan, {
  ...borrower,
  'loan.home': {
    purpose: 'conversion',
    home: { ...home, contractNo: null, projectNo: null, paid: null, since: null, owed: '358000.00' },
    filed: 1,
  },
  'loan.value': { ...worth, unpaid: '358000.00' },
  'loan.unit': { ...unit, titled: true, owner: 'borrowers' },
  'loan.credit': { ...credit, loans: [bankLoan] },
  'conversion.statement': { balance: '358000.00', payeeIsLender: true, sealed: 'sealed' },
  'conversion.price': { price: '1200000.00', sealed: 'sealed' },
});

/** The same borrower alone, who only asks what would be possible. */
export const estimate = new ItemUnderTest(loanEstimate, {
  ...borrower,
  'loan.parties': { people: [person('borrower')], spouse: 'left-out' },
  'loan.credit': null,
  'loan.coCredit': [],
  'loan.coNationwide': [],
  'loan.home': { purpose: 'estimate', home: { ...home, paid: null, unitKey: null }, filed: 0 },
  'loan.value': { ...worth, unpaid: null, landMonths: null },
});
