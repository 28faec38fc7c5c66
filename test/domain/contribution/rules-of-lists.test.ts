import type { Json } from '../../../src/kernel/fact';
import { type Sides, testSides } from './rule-sides';

const licence = (change: object): { 'company.licence': Json } => ({ 'company.licence': change as Json });
const list = (change: object): { 'remittance.list': Json } => ({ 'remittance.list': change as Json });
const police = (change: object): { 'person.police': Json } => ({ 'person.police': change as Json });
const month = (change: object): { 'roster.month': Json } => ({ 'roster.month': change as Json });
const unit = (state: string): { 'unit.account': Json } => ({ 'unit.account': { state } });
const here = { account: 'here', state: '01', nameAgrees: true, latestChange: null, employedSince: null };
const member = (change: object): { 'roster.members': Json } => ({
  'roster.members': [{ ...here, ...change }],
});

/** An employer whose lists and members are in order. */
const world: Record<string, Json> = {
  'company.licence': {
    registered: true,
    name: '样例有限公司',
    status: 'in-business',
    foundedOn: '2026-03-05',
    applicantIsLegalRepresentative: true,
    nameAgrees: true,
  },
  'person.police': { legalRepresentative: 'alive', agent: 'alive' },
  'unit.account': { state: '01' },
  'remittance.list': {
    state: 'DRAFT',
    month: '2026-11',
    paidThrough: '2026-10',
    members: 3,
    total: '3000.00',
    missing: 0,
    surplus: 0,
    rebased: 0,
  },
  'roster.month': { month: '2026-11', open: '2026-11', latest: '2026-12', parameters: true },
  'roster.members': [here],
  'people.police': ['alive'],
  'people.employment': ['here'],
  'people.start': [{ since: '2026-11-03', first: true }],
  'members.accounts': ['none'],
};
const deferring = ['deferring', unit('03')] as const;
const notThere = ['not on the register, as another rule tells', licence({ registered: false })] as const;
const nobody = ['no account here, as another rule tells', member({ account: 'none', state: null })] as const;

const rowsOpened: Sides = {
  input: { members: [{ name: '王小明', idNo: '11010519491231002X', base: '8000.00' }] },
  unmet: [
    ['nobody is employed here', { 'people.employment': ['none'] }],
    ['everybody has an account', { 'members.accounts': ['here'] }],
  ],
};

testSides(world, {
  'applicant-is-legal-representative@1': {
    met: [notThere],
    unmet: [['somebody else is', licence({ applicantIsLegalRepresentative: false })]],
  },
  'employer-in-business@1': {
    unmet: [
      ['the licence is revoked', licence({ status: 'revoked' })],
      ['not on the register', licence({ registered: false })],
    ],
  },
  'employer-name-as-licensed@1': {
    met: [notThere],
    unmet: [['the licence has another name', licence({ nameAgrees: false })]],
  },
  'first-month-plausible@1': {
    input: { firstMonth: '2026-12' },
    met: [['the month of its foundation', {}, { input: { firstMonth: '2026-03' } }]],
    unmet: [
      ['the month before its foundation', {}, { input: { firstMonth: '2026-02' } }],
      ['the month after the next', {}, { input: { firstMonth: '2027-01' } }],
    ],
  },
  'first-month-plausible@2': {
    lawDay: '2026-12-01',
    given: licence({ foundedOn: '2018-03-05' }),
    input: { firstMonth: '2027-01' },
    met: [['the first month with parameters', {}, { input: { firstMonth: '2026-07' } }]],
    unmet: [
      ['a month without parameters', {}, { input: { firstMonth: '2026-06' } }],
      ['a month long ago', {}, { input: { firstMonth: '2020-01' } }],
      [
        'the month before its foundation',
        licence({ foundedOn: '2027-01-05' }),
        { input: { firstMonth: '2026-12' } },
      ],
      ['the month after the next', {}, { input: { firstMonth: '2027-02' } }],
    ],
  },
  'registrants-known-to-police@1': {
    met: [['no agent is named', police({ agent: null })]],
    unmet: [
      ['the representative is dead', police({ legalRepresentative: 'deceased' })],
      ['the agent has another name', police({ agent: 'mismatch' })],
    ],
  },
  'unit-account-active@1': { unmet: [['deferring', unit('03')]] },
  'unit-account-open@1': { met: [deferring], unmet: [['closed', unit('04')]] },
  'unit-roster-open@1': { met: [deferring], unmet: [['sealed', unit('05')]] },
  'list-is-draft@1': { unmet: [['confirmed', list({ state: 'CONFIRMED' })]] },
  'list-covers-every-member@1': {
    unmet: [
      ['a member is missing', list({ missing: 1 })],
      ['one is no member any more', list({ surplus: 1 })],
    ],
  },
  'list-bases-in-force@1': {
    lawDay: '2026-12-01',
    unmet: [['one has another base', list({ rebased: 1 })]],
  },
  'remittance-month-not-yet-remitted@1': {
    met: [['a month is left out, as another rule tells', list({ month: '2026-12' })]],
    unmet: [['the month is paid', list({ month: '2026-10' })]],
  },
  'remittance-month-without-gap@1': {
    met: [['the month is paid, as another rule tells', list({ month: '2026-10' })]],
    unmet: [['a month is left out', list({ month: '2026-12' })]],
  },
  'roster-member-named@1': {
    met: [nobody],
    unmet: [['the name differs', member({ nameAgrees: false })]],
  },
  'roster-member-of-employer@1': {
    unmet: [
      ['with another employer', member({ account: 'elsewhere', state: null })],
      ['no account', member({ account: 'none', state: null })],
    ],
  },
  'roster-month-in-order@1': {
    met: [['changed in that month', member({ latestChange: '2026-11' })]],
    unmet: [['changed later', member({ latestChange: '2026-12' })]],
  },
  'roster-month-open@1': {
    met: [['the latest month', month({ month: '2026-12' })]],
    unmet: [
      ['before the open month', month({ month: '2026-10' })],
      ['after the latest', month({ month: '2027-01' })],
    ],
  },
  'seal-account-active@1': { met: [nobody], unmet: [['sealed already', member({ state: '02' })]] },
  'unseal-account-sealed@1': {
    given: member({ state: '02' }),
    met: [nobody],
    unmet: [['active already', member({ state: '01' })]],
  },
  'some-row-can-be-opened@1': rowsOpened,
  'some-row-can-be-opened@2': rowsOpened,
});
