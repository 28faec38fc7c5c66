import type { Json } from '../../../src/kernel/fact';
import { type Sides, testSides } from './rule-sides';

const member = (state: string): { 'member.account': Json } => ({ 'member.account': { state } });
const busy = { 'account.engagement': { engaged: true, item: { zh: '租房提取', en: 'rent' } } };
const books = (change: object): { 'identity.books': Json } => ({ 'identity.books': change as Json });
const police = (change: object): { 'identity.change': Json } => ({ 'identity.change': change as Json });
const phone = (change: object): { 'contact.phone': Json } => ({ 'contact.phone': change as Json });
const flexible = (change: object): { 'flexible.account': Json } => ({ 'flexible.account': change as Json });
const account = (change: object): { 'move.account': Json } => ({ 'move.account': change as Json });
const month = (change: object): { 'roster.month': Json } => ({ 'roster.month': change as Json });
const merging = (...states: string[]): { 'merge.accounts': Json } => ({
  'merge.accounts': { accounts: states.map((state) => ({ state })) },
});
const act = (action: string) => ({ input: { action } });

/** A member to whom nothing stands in the way. */
const world = {
  'member.account': { state: '01' },
  'member.closing': { held: '0.00', principal: '0.01' },
  'account.engagement': { engaged: false, item: null },
  'person.identity': { match: true, alive: true },
  'identity.card': { match: true },
  'identity.books': { changes: true, known: true, nameAgrees: true, openCases: 0, taken: false },
  'identity.change': { match: true, alive: true, formerTold: true },
  'contact.phone': { asked: true, card: true, match: true },
  'flexible.account': {
    state: null,
    at: 'flexible',
    age: 16,
    base: '8000.00',
    lowerBase: '2150.00',
    upperBase: '29100.00',
    ratio: '0.24',
    card: true,
    nextMonth: '2026-12',
    latestMonth: '2026-12',
    awaited: null,
  },
  'flexible.employment': 'none',
  'flexible.retirement': { retired: false },
  'merge.accounts': { engaged: false, accounts: [{ state: '01' }, { state: '02' }] },
  'merge.identities': { match: true },
  'move.account': {
    state: '02',
    at: 'employer',
    nameAgrees: true,
    sealedFrom: '2026-10',
    formerUnlisted: '2026-10',
  },
  'move.employment': 'here',
  'roster.month': { month: '2026-11', open: '2026-11', latest: '2026-12', parameters: true },
  'central.employer': 'in-business',
  'central.employment': { endedOn: '2026-10-22' },
  'contribution.monthsInARow': 6,
  'transfer.accountThere': { found: true, centre: '上海', state: '02' },
  'transfer.underWay': { letterNo: null },
  'transfer.holder': { known: true, nameAgrees: true },
  'transfer.letter': { open: true, letterNo: 'L1' },
  'loan.ownRecord': { borrowing: false, guaranteeing: false },
};

const ageAdmitted: Sides = {
  unmet: [
    ['a year short of the least age', flexible({ age: 15 })],
    ['retired', { 'flexible.retirement': { retired: true } }],
  ],
};

testSides(world, {
  'member-has-account@1': { unmet: [['there is none', member('none')]] },
  'loan-certificate-account-open@1': {
    input: { certificate: 'loan-elsewhere' },
    met: [
      ['it is sealed', member('02')],
      ['it is frozen', member('06')],
      ['there is none, as another rule tells', member('none')],
      ['another certificate of a closed account', member('05'), { input: { certificate: 'contribution' } }],
    ],
    unmet: [
      ['it is merged away', member('03')],
      ['it is closed', member('05')],
    ],
  },
  'statement-period-in-order@1': {
    input: { from: '2016-11-22', to: '2026-11-21' },
    met: [['one day', {}, { input: { from: '2026-11-21', to: '2026-11-21' } }]],
    unmet: [
      ['a day more than ten years', {}, { input: { from: '2016-11-21', to: '2026-11-21' } }],
      ['a day that is not over', {}, { input: { from: '2026-11-01', to: '2026-11-22' } }],
      ['it ends before it begins', {}, { input: { from: '2026-11-02', to: '2026-11-01' } }],
    ],
    decidedWithout: ['member.account'],
  },

  'identity-card-shown@1': { unmet: [['it is another’s', { 'identity.card': { match: false } }]] },
  'identity-changes@1': { unmet: [['all stands so already', books({ changes: false })]] },
  'identity-known-here@1': {
    unmet: [
      ['nobody of that number is known', books({ known: false })],
      ['the number is another’s', books({ nameAgrees: false })],
    ],
  },
  'identity-no-open-case@1': { unmet: [['a case is open', books({ openCases: 1 })]] },
  'identity-number-free@1': { unmet: [['the number is taken', books({ taken: true })]] },
  'identity-history-told@1': {
    met: [['the police do not know the person at all', police({ match: false, formerTold: false })]],
    unmet: [['the police tell of no former number', police({ formerTold: false })]],
  },
  'identity-police-agree@1': {
    unmet: [
      ['name and number do not agree', police({ match: false })],
      ['the person is dead', police({ alive: false })],
      ['nothing is said of life', police({ alive: null })],
    ],
  },
  'contact-card-bound@1': {
    met: [['the phone stays', phone({ asked: false, card: false })]],
    unmet: [['no card is bound', phone({ card: false })]],
  },
  'contact-phone-own@1': {
    met: [
      ['the phone stays', phone({ asked: false, match: null })],
      ['no card is another rule’s to tell', phone({ card: false, match: null })],
    ],
    unmet: [
      ['the bank has another phone', phone({ match: false })],
      ['the bank does not say', phone({ match: null })],
    ],
  },

  'flexible-account-contributes@1': {
    ...act('pay'),
    met: [
      ['active', flexible({ state: '01' })],
      ['frozen is another rule’s to tell', flexible({ state: '06' })],
      ['sealed, and the terms change', flexible({ state: '02' }), act('change')],
    ],
    unmet: [['sealed, and money would be paid', flexible({ state: '02' })]],
  },
  'flexible-account-joins@1': {
    met: [
      ['sealed', flexible({ state: '02' })],
      ['frozen is another rule’s to tell', flexible({ state: '06' })],
    ],
    unmet: [
      ['active with an employer', flexible({ state: '01' })],
      ['closed', flexible({ state: '05' })],
    ],
  },
  'flexible-account-not-frozen@1': { unmet: [['frozen', flexible({ state: '06' })]] },
  'flexible-account-own@1': {
    given: flexible({ state: '01' }),
    unmet: [
      ['it is with an employer', flexible({ at: 'employer' })],
      ['there is none', flexible({ state: null })],
    ],
  },
  'flexible-age-admitted@1': { ...ageAdmitted, lawDay: '2026-09-19' },
  'flexible-age-admitted@2': ageAdmitted,
  'flexible-base-in-limits@1': {
    met: [
      ['the lower limit', flexible({ base: '2150.00' })],
      ['the upper limit', flexible({ base: '29100.00' })],
      ['none is said', flexible({ base: null })],
    ],
    unmet: [
      ['a fen below', flexible({ base: '2149.99' })],
      ['a fen above', flexible({ base: '29100.01' })],
    ],
  },
  'flexible-ratio-in-range@1': {
    met: [
      ['the least', flexible({ ratio: '0.10' })],
      ['none is said', flexible({ ratio: null })],
    ],
    unmet: [
      ['below it', flexible({ ratio: '0.0999' })],
      ['above the most', flexible({ ratio: '0.2401' })],
    ],
  },
  'flexible-debit-card-bound@1': {
    ...act('debit'),
    met: [['no card, and nothing is collected', flexible({ card: false }), act('pay')]],
    unmet: [['no card', flexible({ card: false })]],
  },
  'flexible-identity@1': {
    unmet: [
      ['name and number do not agree', { 'person.identity': { match: false } }],
      ['the person is dead', { 'person.identity': { alive: false } }],
      ['nothing is said of life', { 'person.identity': { alive: null } }],
    ],
  },
  'flexible-month-in-order@1': {
    ...act('pay'),
    met: [
      ['the first month of all', flexible({ nextMonth: null })],
      ['a later month, and nothing is paid', flexible({ nextMonth: '2027-01' }), act('change')],
    ],
    unmet: [['a month after the latest', flexible({ nextMonth: '2027-01' })]],
  },
  'flexible-not-employed@1': {
    unmet: [['somebody employs the person', { 'flexible.employment': 'employed' }]],
  },
  'flexible-nothing-awaited@1': { unmet: [['a month is awaited', flexible({ awaited: '2026-11' })]] },

  'merge-accounts-free@1': { unmet: [['one is in use', { 'merge.accounts': { engaged: true } }]] },
  'merge-not-frozen@1': { unmet: [['one is frozen', merging('01', '06')]] },
  'merge-one-active@1': {
    met: [['none is', merging('02', '02')]],
    unmet: [['both are', merging('01', '01')]],
  },
  'merge-second-account@1': {
    unmet: [
      ['there is one', merging('01')],
      ['there are three', merging('01', '02', '02')],
    ],
  },
  'merge-police-agree@1': { unmet: [['they are two people', { 'merge.identities': { match: false } }]] },

  'central-seal-due@1': {
    met: [['the employer is gone', { 'central.employer': 'gone', 'central.employment': { endedOn: null } }]],
    unmet: [
      ['a day short of thirty', { 'central.employment': { endedOn: '2026-10-23' } }],
      ['still employed', { 'central.employment': { endedOn: null } }],
    ],
    decidedWithout: ['move.account', 'central.employer'],
    waitsFor: [['central.employer', { 'central.employment': { endedOn: null } }]],
  },
  'central-seal-state@1': {
    given: { ...account({ state: '01' }), 'central.employer': 'gone' },
    met: [
      ['sealed with the employer', account({ state: '02' })],
      ['none is another rule’s to tell', account({ state: null })],
      ['frozen is another rule’s to tell', account({ state: '06' })],
    ],
    unmet: [
      ['active, and the employer is there', { 'central.employer': 'in-business' }],
      ['kept by the centre already', account({ state: '02', at: 'central' })],
    ],
  },
  'central-seal-months-listed@1': {
    lawDay: '2026-12-01',
    met: [
      ['no month is owed', account({ formerUnlisted: null })],
      ['the employer is gone', { ...account({ sealedFrom: '2026-11' }), 'central.employer': 'gone' }],
    ],
    unmet: [['a month before the seal is unlisted', account({ sealedFrom: '2026-11' })]],
    decidedWithout: ['central.employer'],
    waitsFor: [['central.employer', account({ sealedFrom: '2026-11' })]],
  },
  'move-account-free@1': { unmet: [['in use', busy]] },
  'move-account-free@2': {
    lawDay: '2026-12-01',
    met: [['of one that may not be told of nothing is said', { ...busy, ...account({ state: null }) }]],
    unmet: [['in use', busy]],
  },
  'move-account-not-frozen@1': { unmet: [['frozen', account({ state: '06' })]] },
  'move-account-sealed@1': {
    met: [
      ['none is another rule’s to tell', account({ state: null })],
      ['frozen is another rule’s to tell', account({ state: '06' })],
    ],
    unmet: [['active', account({ state: '01' })]],
  },
  'move-account-there@1': { unmet: [['there is none', account({ state: null })]] },
  'move-employed-there@1': { unmet: [['no employment is known', { 'move.employment': 'elsewhere' }]] },
  'move-former-months-listed@1': {
    met: [
      ['it was never sealed', account({ sealedFrom: null })],
      ['no month is unlisted', account({ formerUnlisted: null })],
    ],
    unmet: [['the last month before the seal is unlisted', account({ sealedFrom: '2026-11' })]],
  },
  'move-member-named@1': {
    met: [['nothing to compare', account({ nameAgrees: null })]],
    unmet: [['the name differs', account({ nameAgrees: false })]],
  },
  'move-month-open@1': {
    met: [['the latest month', month({ month: '2026-12' })]],
    unmet: [
      ['a month before the open one', month({ month: '2026-10' })],
      ['a month after the latest', month({ month: '2027-01' })],
      ['a month without parameters', month({ parameters: false })],
    ],
  },

  'transfer-in-account-active@1': {
    unmet: [
      ['sealed', member('02')],
      ['there is none', member('none')],
    ],
  },
  'transfer-in-account-there@1': {
    unmet: [['none is found', { 'transfer.accountThere': { found: false, centre: null, state: null } }]],
  },
  'transfer-in-identity@1': {
    unmet: [
      ['name and number do not agree', { 'person.identity': { match: false } }],
      ['nothing is said of life', { 'person.identity': { alive: null } }],
    ],
  },
  'transfer-in-months-here@1': { unmet: [['a month short of six', { 'contribution.monthsInARow': 5 }]] },
  'transfer-in-none-under-way@1': {
    unmet: [['a letter is under way', { 'transfer.underWay': { letterNo: 'L1' } }]],
  },
  'transfer-in-not-engaged@1': { unmet: [['in use', busy]] },
  'transfer-in-sealed-there@1': {
    met: [['none is another rule’s to tell', { 'transfer.accountThere': { state: null } }]],
    unmet: [['active there', { 'transfer.accountThere': { state: '01' } }]],
  },
  'transfer-out-account-sealed@1': {
    given: member('02'),
    met: [['frozen is another rule’s to tell', member('06')]],
    unmet: [
      ['active', member('01')],
      ['there is none', member('none')],
    ],
  },
  'transfer-out-holder@1': {
    unmet: [
      ['nobody of that number is known', { 'transfer.holder': { known: false } }],
      ['the name differs', { 'transfer.holder': { nameAgrees: false } }],
    ],
  },
  'transfer-out-letter-open@1': { unmet: [['it is done with', { 'transfer.letter': { open: false } }]] },
  'transfer-out-no-loan@1': {
    unmet: [
      ['a loan runs', { 'loan.ownRecord': { borrowing: true } }],
      ['another’s loan is guaranteed', { 'loan.ownRecord': { guaranteeing: true } }],
    ],
  },
  'transfer-out-not-engaged@1': { unmet: [['in use', busy]] },
  'transfer-out-not-frozen@1': { unmet: [['frozen', member('06')]] },
  'transfer-out-nothing-held@1': { unmet: [['a fen is held', { 'member.closing': { held: '0.01' } }]] },
  'transfer-out-something-to-pay@1': {
    unmet: [['nothing is on it', { 'member.closing': { principal: '0.00' } }]],
  },
});
