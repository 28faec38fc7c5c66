import type { Json } from '../../../src/kernel/fact';
import { testSides } from './rule-sides';

const of =
  (fact: string) =>
  (change: object): Record<string, Json> => ({ [fact]: change as Json });
const unit = (state: string): { 'unit.account': Json } => ({ 'unit.account': { state } });
const list = of('backPayment.list');
const employment = of('backPayment.employment');
const bases = of('bases.change');
const wages = (...rows: object[]): { 'bases.wages': Json } => ({ 'bases.wages': rows as Json });
const wage = of('base.wage');
const corrected = of('base.member');
const order = of('court.order');
const freezes = of('court.freezes');
const licence = of('employer.licence');
const ratios = of('unit.ratios');
const bank = of('unit.bankAccount');
const moved = of('move.units');
const paper = of('move.approval');
const obligations = of('unit.obligations');
const relief = of('unit.relief');
const asked = of('relief.asked');
const line = of('refund.line');
const money = of('suspense.request');
const ratio = (ratioEmployer: string, ratioEmployee: string) => ({ input: { ratioEmployer, ratioEmployee } });

const COURT = '太原市中级人民法院';
const declared = { row: 1, wage: '8400.00', amount: '96000.00', months: 12 };
const granted = {
  agreed: true,
  fromMonth: '2026-12',
  untilMonth: '2027-11',
  ratioEmployer: '0.0500',
  ratioEmployee: '0.05',
};
const frozen = { court: COURT, state: 'active', open: true, frozen: '100.00' };

/** An employer to whom nothing stands in the way. */
const world: Record<string, Json> = {
  'unit.account': { state: '01', district: '140105' },
  'backPayment.list': {
    state: 'DRAFT',
    gone: 0,
    rebased: 0,
    over: 0,
    lines: 3,
    latest: '2026-09',
    paidThrough: '2026-09',
  },
  'backPayment.employment': { asked: 3, notEmployed: 0, firstMonths: 0 },
  'bases.change': {
    state: 'DRAFT',
    settled: false,
    fundYear: 2026,
    from: '2026-07',
    holdsFrom: '2026-07',
    members: 3,
    missing: 0,
    surplus: 0,
  },
  'bases.wages': [declared],
  'base.wage': declared,
  'base.member': { account: 'here', state: '01', base: '8400.01', nameAgrees: true, latestChange: null },
  'roster.month': { month: '2026-11', open: '2026-11', latest: '2026-12', parameters: true },
  'member.account': { state: '01' },
  'member.balance': { posted: '100.00', held: '0.00' },
  'court.order': {
    inForce: true,
    orderNo: '（2026）晋01执1号',
    court: COURT,
    kind: 'deduct',
    amount: '100.00',
    issuedOn: '2026-11-01',
    until: null,
    refersTo: null,
    regardless: false,
    payee: null,
  },
  'court.notice': { orderNo: '(2026) 晋01执1号', court: COURT },
  'court.freezes': { done: false, referred: null },
  'court.ground': { ground: 'retirement' },
  'employer.licence': {
    asked: true,
    registered: true,
    status: 'in-business',
    applicantIsRepresentative: true,
    nameAgrees: true,
    codeChanged: true,
    sameFirm: true,
  },
  'employer.newCode': { taken: false },
  'employer.registration': { registered: false },
  'employer.secondAgent': { required: true, agreed: true },
  'employer.agents': { after: 2, secondAgentAfter: true, withdrawnIsAgent: true },
  'agent.police': { agent: 'alive' },
  'unit.obligations': {
    awaiting: 0,
    deferred: 0,
    deferredPayable: 0,
    lapsed: 0,
    lapsedAmount: '0.00',
    unpaid: 0,
    active: 0,
    sealed: 0,
    frozen: 0,
    suspense: '0.00',
  },
  'unit.ratios': {
    employer: '0.08',
    employee: '0.08',
    differs: true,
    from: '2026-11',
    open: '2026-11',
    latest: '2026-12',
    parameters: true,
    changedFrom: null,
    yearEnds: '2027-07-01',
  },
  'unit.bankAccount': { asked: true, found: true, nameAgrees: true, open: true },
  'unit.mandate': { ending: true, active: true },
  'unit.months': { first: '2026-01' },
  'unit.relief': {
    kind: 'none',
    resumeFrom: '2026-11',
    open: '2026-11',
    latest: '2026-12',
    parameters: true,
  },
  'move.approval': { kind: 'merger', fromCreditCode: 'A', toCreditCode: 'B' },
  'move.units': {
    fromCreditCode: 'A',
    toCreditCode: 'B',
    members: 2,
    strangers: 0,
    awaiting: 0,
    deferred: 0,
    deferredPayable: 0,
    pending: 0,
    relief: false,
    fromMonth: '2026-11',
    sourceOpen: '2026-11',
    targetOpen: '2026-11',
    latest: '2026-12',
  },
  'move.target': { status: 'in-business' },
  'relief.asked': {
    months: 12,
    from: '2026-12',
    until: '2027-11',
    open: '2026-12',
    latest: '2026-12',
    parameters: true,
    ratioEmployer: '0.05',
    ratioEmployee: '0.05',
  },
  'relief.loss': { loss: '0.01' },
  'relief.resolution': granted,
  'relief.committee': granted,
  'refund.line': {
    found: true,
    state: '01',
    employer: '50.00',
    employee: '50.00',
    leftEmployer: '50.00',
    leftEmployee: '50.00',
    amount: '100.00',
    available: '100.00',
    creditedOn: '2025-11-21',
    hedged: false,
    to: 'payer',
    payer: 'sealed',
  },
  'remittance.debit': { wanted: true, mandate: true },
  'suspense.request': {
    action: 'return',
    left: '100.00',
    amount: '100.00',
    payer: 'sealed',
    state: 'CONFIRMED',
  },
};
const noLine = ['no such line is another rule’s to tell', line({ found: false })] as const;

testSides(world, {
  'back-payment-accounts-open@1': { unmet: [['an account is closed', list({ gone: 1 })]] },
  'back-payment-after-first-month@1': {
    unmet: [['a month is before the duty', employment({ firstMonths: 1 })]],
  },
  'back-payment-after-hire@1': { unmet: [['a month is before the hire', employment({ notEmployed: 1 })]] },
  'back-payment-accounts-open@2': {
    lawDay: '2026-12-01',
    unmet: [['an account is closed', list({ gone: 1 })]],
  },
  'back-payment-after-first-month@2': {
    lawDay: '2026-12-01',
    unmet: [['a month is before the duty', employment({ firstMonths: 1 })]],
  },
  'back-payment-after-hire@2': {
    lawDay: '2026-12-01',
    unmet: [['a month without employment here', employment({ notEmployed: 1 })]],
  },
  'back-payment-is-draft@1': { unmet: [['confirmed', list({ state: 'CONFIRMED' })]] },
  'back-payment-months-past@1': {
    unmet: [['a month that is not remitted yet', list({ latest: '2026-10' })]],
  },
  'back-payment-bases-of-months@1': {
    lawDay: '2026-12-01',
    unmet: [['a line is on another base', list({ rebased: 1 })]],
  },
  'back-payment-still-due@1': { unmet: [['a month is paid in full', list({ over: 1 })]] },

  'base-change-fits-roster@1': {
    unmet: [
      ['a member is missing', bases({ missing: 1 })],
      ['one is no member any more', bases({ surplus: 1 })],
      ['the month has moved on', bases({ holdsFrom: '2026-08' })],
    ],
  },
  'base-change-is-draft@1': {
    unmet: [
      ['confirmed', bases({ state: 'CONFIRMED' })],
      ['the year is settled', bases({ settled: true })],
    ],
  },
  'base-window-open@1': {
    lawDay: '2026-08-31',
    met: [['its first day', {}, { lawDay: '2026-07-01' }]],
    unmet: [
      ['the day after', {}, { lawDay: '2026-09-01' }],
      ['the window of a later year', bases({ fundYear: 2027 })],
    ],
  },
  'bases-agree-with-tax@1': {
    met: [
      ['a twentieth below', wages({ ...declared, wage: '7600.00' })],
      ['nothing was declared', wages({ ...declared, wage: '9000.00', months: 0, amount: '0.00' })],
      ['both above the limit', wages({ ...declared, wage: '90000.00', amount: '600000.00' })],
    ],
    unmet: [
      ['a fen more than a twentieth above', wages({ ...declared, wage: '8400.01' })],
      ['a fen more than a twentieth below', wages({ ...declared, wage: '7599.99' })],
    ],
  },
  'correction-agrees-with-tax@1': {
    unmet: [
      ['a fen more than a twentieth above', wage({ wage: '8400.01' })],
      ['nothing was declared', wage({ months: 0, amount: '0.00' })],
    ],
  },
  'correction-member-here@1': {
    met: [['changed in that month', corrected({ latestChange: '2026-11' })]],
    unmet: [
      ['with another employer', corrected({ account: 'elsewhere' })],
      ['sealed', corrected({ state: '02' })],
      ['the name differs', corrected({ nameAgrees: false })],
      ['changed later', corrected({ latestChange: '2026-12' })],
    ],
  },
  'correction-needed@1': {
    unmet: [
      ['the base agrees', corrected({ base: '8400.00' })],
      ['there is no base', corrected({ base: null })],
      ['nothing was declared', wage({ months: 0, amount: '0.00' })],
    ],
  },

  'court-account-open@1': {
    met: [['frozen', { 'member.account': { state: '06' } }]],
    unmet: [
      ['closed', { 'member.account': { state: '05' } }],
      ['there is none', { 'member.account': { state: 'none' } }],
    ],
  },
  'court-deduction-grounded@1': {
    met: [
      ['the court says so regardless', { ...order({ regardless: true }), 'court.ground': { ground: null } }],
      ['nothing is deducted', { ...order({ kind: 'freeze' }), 'court.ground': { ground: null } }],
      ['no order in force', { ...order({ inForce: false }), 'court.ground': { ground: null } }],
    ],
    unmet: [['no ground is found', { 'court.ground': { ground: null } }]],
  },
  'court-deduction-grounded@2': {
    lawDay: '2026-12-01',
    met: [
      ['the court says so regardless', { ...order({ regardless: true }), 'court.ground': { ground: null } }],
      ['the ability to work is lost', { 'court.ground': { ground: 'disability' } }],
      ['nothing is deducted', { ...order({ kind: 'freeze' }), 'court.ground': { ground: null } }],
      ['no order in force', { ...order({ inForce: false }), 'court.ground': { ground: null } }],
    ],
    unmet: [['neither ground is found', { 'court.ground': { ground: null } }]],
  },
  'court-deduction-within@1': {
    met: [
      ['all there is', order({ amount: null })],
      ['what the freeze holds besides', { ...order({ amount: '200.00' }), ...freezes({ referred: frozen }) }],
      ['nothing is deducted', order({ kind: 'freeze', amount: '100.01' })],
    ],
    unmet: [
      ['a fen more', order({ amount: '100.01' })],
      ['a fen is held', { 'member.balance': { held: '0.01' } }],
      ['all of nothing', { ...order({ amount: null }), 'member.balance': { posted: '0.00' } }],
    ],
  },
  'court-freeze-in-term@1': {
    given: order({ kind: 'freeze', until: '2027-11-21' }),
    met: [
      ['one day', order({ until: '2026-11-21' })],
      ['a deduction has no term', order({ kind: 'deduct', until: null })],
    ],
    unmet: [
      ['a day more than a year', order({ until: '2027-11-22' })],
      ['over already', order({ until: '2026-11-20' })],
      ['no term is said', order({ until: null })],
    ],
  },
  'court-freeze-to-change@1': {
    given: { ...order({ kind: 'renew', refersTo: 'F1' }), ...freezes({ referred: frozen }) },
    met: [
      ['a first freeze refers to none', { ...order({ kind: 'freeze' }), ...freezes({ referred: null }) }],
      [
        'nor does this deduction',
        { ...order({ kind: 'deduct', refersTo: null }), ...freezes({ referred: null }) },
      ],
    ],
    unmet: [
      ['there is no such freeze', freezes({ referred: null })],
      ['it is over', freezes({ referred: { ...frozen, state: 'expired', open: false } })],
      ['it is another court’s', freezes({ referred: { ...frozen, court: '晋中市中级人民法院' } })],
    ],
  },
  'court-notice-agrees@1': {
    met: [['no order in force', { ...order({ inForce: false }), 'court.notice': { orderNo: '2' } }]],
    unmet: [
      ['another number', { 'court.notice': { orderNo: '2' } }],
      ['another court', { 'court.notice': { court: '晋中市中级人民法院' } }],
    ],
  },
  'court-payee-named@1': {
    given: order({ payee: { name: '太原市中级人民法院', bankCode: '104', sealed: 'sealed' } }),
    met: [
      ['nothing is deducted', order({ kind: 'freeze', payee: null })],
      ['no order in force', order({ inForce: false, payee: null })],
    ],
    unmet: [['the order names none', order({ payee: null })]],
  },
  'court-order-in-force@1': { unmet: [['the court knows of none', order({ inForce: false })]] },
  'court-order-not-done@1': { unmet: [['carried out before', freezes({ done: true })]] },

  'closing-no-arrears@1': {
    unmet: [
      ['a list awaits its money', obligations({ awaiting: 1 })],
      ['a month is deferred', obligations({ deferred: 1 })],
      ['a month is unpaid', obligations({ unpaid: 1 })],
    ],
  },
  'closing-no-arrears@2': {
    lawDay: '2026-12-01',
    met: [
      [
        'what is deferred is of closed accounts',
        obligations({ deferred: 2, lapsed: 3, lapsedAmount: '300.00' }),
      ],
    ],
    unmet: [
      ['a list awaits its money', obligations({ awaiting: 1 })],
      ['a month of an open account is deferred', obligations({ deferred: 1, deferredPayable: 1 })],
      ['a month is unpaid', obligations({ unpaid: 1 })],
    ],
  },
  'closing-no-members-left@1': {
    unmet: [
      ['one is active', obligations({ active: 1 })],
      ['one is sealed', obligations({ sealed: 1 })],
      ['one is frozen', obligations({ frozen: 1 })],
    ],
  },
  'closing-suspense-empty@1': { unmet: [['a fen stands there', obligations({ suspense: '0.01' })]] },
  'relief-nothing-awaited@1': { unmet: [['a list awaits its money', obligations({ awaiting: 1 })]] },
  'employer-deregistered@1': {
    given: licence({ status: 'deregistered' }),
    unmet: [
      ['in business', licence({ status: 'in-business' })],
      ['the licence is revoked', licence({ status: 'revoked' })],
      ['not on the register', licence({ registered: false })],
    ],
  },
  'employer-deregistered@2': {
    lawDay: '2026-12-01',
    given: licence({ status: 'deregistered' }),
    unmet: [
      ['in business', licence({ status: 'in-business' })],
      ['the licence is revoked', licence({ status: 'revoked' })],
      ['not on the register', licence({ registered: false })],
    ],
  },
  'employer-head-confirms@1': {
    unmet: [
      ['somebody else applies', licence({ applicantIsRepresentative: false })],
      ['not on the register', licence({ registered: false })],
    ],
  },
  'employer-new-code-free@1': { unmet: [['another has it', { 'employer.newCode': { taken: true } }]] },
  'employer-new-code-same-firm@1': {
    met: [['the code stays', licence({ codeChanged: false, sameFirm: false })]],
    unmet: [['it is another firm’s', licence({ sameFirm: false })]],
  },
  'employer-not-registered-before@1': {
    unmet: [['it was', { 'employer.registration': { registered: true } }]],
  },
  'employer-on-company-register@1': {
    met: [['nothing is applied for', licence({ asked: false, registered: false })]],
    unmet: [
      ['not on the register', licence({ registered: false })],
      ['the licence is revoked', licence({ status: 'revoked' })],
    ],
  },
  'second-agent-agreed@1': {
    met: [['none is needed', { 'employer.secondAgent': { required: false, agreed: false } }]],
    unmet: [['the other says no', { 'employer.secondAgent': { agreed: false } }]],
  },
  'somebody-can-agree@1': {
    met: [
      ['two pairs of eyes are not asked for', { 'employer.agents': { secondAgentAfter: false, after: 0 } }],
    ],
    unmet: [['one is left', { 'employer.agents': { after: 1 } }]],
  },
  'withdrawn-agent-is-one@1': {
    met: [['nobody is withdrawn', { 'employer.agents': { withdrawnIsAgent: null } }]],
    unmet: [['no agent of this employer', { 'employer.agents': { withdrawnIsAgent: false } }]],
  },
  'new-agent-known-to-police@1': {
    met: [['nobody new', { 'agent.police': { agent: null } }]],
    unmet: [
      ['dead', { 'agent.police': { agent: 'dead' } }],
      ['not known under that name', { 'agent.police': { agent: 'mismatch' } }],
    ],
  },
  'mandate-account-of-employer@1': {
    met: [['a mandate ends', bank({ asked: false, found: false })]],
    unmet: [
      ['there is none', bank({ found: false })],
      ['it is another’s', bank({ nameAgrees: false })],
      ['it is closed', bank({ open: false })],
    ],
  },
  'mandate-there-to-end@1': {
    met: [['a first one is given', { 'unit.mandate': { ending: false, active: false } }]],
    unmet: [['there is none', { 'unit.mandate': { active: false } }]],
  },
  'debit-has-mandate@1': {
    met: [['nothing is collected', { 'remittance.debit': { wanted: false, mandate: false } }]],
    unmet: [['there is none', { 'remittance.debit': { mandate: false } }]],
  },
  'unit-has-account@1': { unmet: [['there is none', unit('none')]] },
  'unit-account-alive@1': {
    met: [
      ['opened', unit('02')],
      ['deferring', unit('03')],
    ],
    unmet: [
      ['closed', unit('04')],
      ['sealed', unit('05')],
    ],
  },
  'unit-account-lives@2': {
    lawDay: '2026-12-01',
    met: [
      ['sealed', unit('05')],
      ['closed, and money goes back to its payer', unit('04'), { input: { action: 'return' } }],
    ],
    unmet: [
      ['closed, and money is to pay a list', unit('04'), { input: { action: 'allocate' } }],
      ['closed', unit('04')],
    ],
  },
  'unit-account-lives@1': { met: [['sealed', unit('05')]], unmet: [['closed', unit('04')]] },

  'ratio-changes@1': { unmet: [['it stays', ratios({ differs: false })]] },
  'ratio-month-open@1': {
    met: [['the latest month', ratios({ from: '2026-12' })]],
    unmet: [
      ['before the open month', ratios({ from: '2026-10' })],
      ['after the latest', ratios({ from: '2027-01' })],
      ['no parameters', ratios({ parameters: false })],
    ],
  },
  'ratio-once-a-fund-year@1': { unmet: [['changed in this year', ratios({ changedFrom: '2026-08' })]] },
  'hardship-ratio-in-range@2': {
    ...ratio('0.05', '0.05'),
    lawDay: '2026-12-01',
    met: [['one side stays', {}, ratio('0.08', '0.05')]],
    unmet: [
      ['the employer’s below the least', {}, ratio('0.04', '0.05')],
      ['the employer’s between two steps', {}, ratio('0.055', '0.05')],
      ['the member’s between two steps', {}, ratio('0.05', '0.0501')],
    ],
  },
  'hardship-ratio-in-range@1': {
    ...ratio('0.05', '0.05'),
    met: [['one side stays', {}, ratio('0.08', '0.05')]],
    unmet: [
      ['the employer’s below the least', {}, ratio('0.04', '0.05')],
      ['the employee’s below the least', {}, ratio('0.05', '0.04')],
      ['one side rises', {}, ratio('0.09', '0.05')],
      ['nothing is lowered', ratios({ differs: false }), ratio('0.08', '0.08')],
    ],
  },
  'no-relief-open@1': {
    unmet: [
      ['a lower ratio holds', relief({ kind: 'lower-ratio' })],
      ['a deferral holds', relief({ kind: 'deferral' })],
    ],
  },
  'resume-month-in-order@1': {
    unmet: [
      ['no month', relief({ resumeFrom: null })],
      ['before the open month', relief({ resumeFrom: '2026-10' })],
      ['after the latest', relief({ resumeFrom: '2027-01' })],
      ['no parameters', relief({ parameters: false })],
    ],
  },
  'relief-at-most-a-year@1': {
    met: [['one month', asked({ months: 1 })]],
    unmet: [
      ['thirteen months', asked({ months: 13 })],
      ['no month', asked({ months: 0 })],
    ],
  },
  'relief-loss-shown@1': { unmet: [['no loss', { 'relief.loss': { loss: '0.00' } }]] },
  'relief-month-in-order@1': {
    unmet: [
      ['before the open month', asked({ from: '2026-11' })],
      ['after the latest', asked({ from: '2027-01' })],
      ['no parameters', asked({ parameters: false })],
    ],
  },
  'relief-papers-grant-it@1': {
    unmet: [
      ['the committee does not agree', { 'relief.committee': { agreed: false } }],
      ['the resolution begins later', { 'relief.resolution': { fromMonth: '2027-01' } }],
      ['the resolution ends before', { 'relief.resolution': { untilMonth: '2027-10' } }],
      ['the committee grants another ratio', { 'relief.committee': { ratioEmployer: '0.06' } }],
    ],
  },

  'move-approval-names-both@1': {
    input: { kind: 'merger' },
    unmet: [
      ['another kind', paper({ kind: 'division' })],
      ['another former employer', paper({ fromCreditCode: 'C' })],
      ['another new employer', paper({ toCreditCode: 'C' })],
    ],
  },
  'move-members-there@1': {
    unmet: [
      ['there are none', moved({ members: 0 })],
      ['one is a stranger', moved({ strangers: 1 })],
    ],
  },
  'move-source-settled@1': {
    unmet: [
      ['a list awaits its money', moved({ awaiting: 1 })],
      ['a month is deferred', moved({ deferred: 1 })],
      ['a change is pending', moved({ pending: 1 })],
      ['a relief is open', moved({ relief: true })],
      ['an earlier month is open', moved({ sourceOpen: '2026-10' })],
    ],
  },
  'move-source-settled@2': {
    lawDay: '2026-12-01',
    met: [['what is deferred is of closed accounts', moved({ deferred: 1 })]],
    unmet: [
      ['a list awaits its money', moved({ awaiting: 1 })],
      ['a month of an open account is deferred', moved({ deferred: 1, deferredPayable: 1 })],
      ['a change is pending', moved({ pending: 1 })],
      ['a relief is open', moved({ relief: true })],
      ['an earlier month is open', moved({ sourceOpen: '2026-10' })],
    ],
  },
  'move-target-in-business@1': {
    unmet: [['the licence is revoked', { 'move.target': { status: 'revoked' } }]],
  },
  'staff-move-month-open@1': {
    met: [['the latest month', moved({ fromMonth: '2026-12' })]],
    unmet: [
      ['before the open month', moved({ fromMonth: '2026-10' })],
      ['after the latest', moved({ fromMonth: '2027-01' })],
    ],
  },

  'refund-account-open@1': {
    met: [noLine, ['sealed', line({ state: '02' })]],
    unmet: [
      ['frozen', line({ state: '06' })],
      ['closed', line({ state: '05' })],
    ],
  },
  'refund-amount-within-line@1': {
    met: [noLine],
    unmet: [
      ['a fen more of the employer’s', line({ employer: '50.01' })],
      ['a fen more of the employee’s', line({ employee: '50.01' })],
      ['nothing', line({ employer: '0.00', employee: '0.00', amount: '0.00' })],
    ],
  },
  'refund-balance-enough@1': { met: [noLine], unmet: [['a fen short', line({ available: '99.99' })]] },
  'refund-line-posted@1': { unmet: [['there is no such line', line({ found: false })]] },
  'refund-not-hedged-since@1': { met: [noLine], unmet: [['a loan took it', line({ hedged: true })]] },
  'refund-payer-one@1': {
    met: [noLine, ['it stays in suspense', line({ to: 'suspense', payer: null })]],
    unmet: [['nobody paid it alone', line({ payer: null })]],
  },
  'refund-within-window@1': { met: [noLine], unmet: [['a day late', line({ creditedOn: '2025-11-20' })]] },
  'statement-month-of-unit@1': {
    input: { month: '2026-11' },
    met: [['its first month', {}, { input: { month: '2026-01' } }]],
    unmet: [
      ['the month before', {}, { input: { month: '2025-12' } }],
      ['next month', {}, { input: { month: '2026-12' } }],
    ],
  },
  'suspense-covers@1': {
    unmet: [
      ['a fen more', money({ amount: '100.01' })],
      ['nothing', money({ amount: '0.00' })],
    ],
  },
  'suspense-payer-known@1': {
    met: [['it is allocated', money({ action: 'allocate', payer: null })]],
    unmet: [['nobody knows the payer', money({ payer: null })]],
  },
  'suspense-target-awaits@1': {
    given: money({ action: 'allocate' }),
    met: [
      ['too little came', money({ state: 'SUSPENSE_SHORT' })],
      ['it goes back', money({ action: 'return', state: 'none' })],
    ],
    unmet: [
      ['a draft', money({ state: 'DRAFT' })],
      ['credited already', money({ state: 'POSTED' })],
      ['there is no such list', money({ state: 'none' })],
    ],
  },
});
