import type { UnknownReason } from '../../../src/kernel/fact';
import { decisionBytes } from '../../../src/modules/policy';
import { rentWithdrawal } from '../../../src/modules/withdrawal/domain/items/rent-withdrawal';
import { clear, decideRent, married, type Situation, TODAY } from './rent-facts';

const names = rentWithdrawal.facts.map(({ name }) => name);
const silences: readonly UnknownReason[] = [
  'silent',
  'unreachable',
  'breaker-open',
  'busy',
  'garbage',
  'drift',
  'stale',
  'other-person',
  'depends-on-unknown',
];

/** A registry of the outside world that is silent, and what of ours cannot be told without it. */
const silentRegistries: Readonly<Record<string, Situation>> = {
  'the police': { unknown: { 'person.identity': 'silent', 'household.rentTaken': 'depends-on-unknown' } },
  'civil affairs': {
    known: { 'household.homes': { member: 0, spouse: null } },
    unknown: {
      'household.marriage': 'silent',
      'loan.standing': 'depends-on-unknown',
      'household.rentTaken': 'depends-on-unknown',
    },
  },
  'the title registry': { unknown: { 'household.homes': 'silent' } },
};

/** What the member's own part in loans is, and what is to be given back, decide only from this day on. */
const LATER = '2026-12-01';
const isAsked = (name: string): boolean => !['loan.ownStanding', 'person.owedBack'].includes(name);

it('everything known and nothing in the way is approved', () => {
  expect(names.sort()).toEqual(Object.keys(clear).sort());
  expect(decideRent()).toMatchObject({ outcome: 'approved', headline: null, amount: '17990.00' });
  expect(decideRent({ known: married })).toMatchObject({ outcome: 'approved', amount: '17990.00' });
});

describe.each(names)('while %s is unknown', (name) => {
  const day = isAsked(name) ? TODAY : LATER;
  const on = { lawDay: day, today: day };

  it.each(silences)('(%s) the case waits: it is neither approved nor refused', (reason) => {
    const decision = decideRent({ ...on, unknown: { [name]: reason } });
    expect(decision).toMatchObject({ outcome: 'waiting', headline: null });
    expect(decision.findings.map(({ truth }) => truth)).not.toContain('false');
    expect(new Set(decision.findings.flatMap(({ missing }) => missing))).toEqual(new Set([name]));
  });

  it('for want of a basis to ask, a visit is needed; still neither approved nor refused', () => {
    expect(decideRent({ ...on, unknown: { [name]: 'denied' } })).toMatchObject({
      outcome: 'counter',
      headline: null,
    });
  });

  it('a false rule refuses all the same, and the unknown is named beside it', () => {
    const other = name === 'contribution.monthsInARow' ? 'member.card' : 'contribution.monthsInARow';
    const value = other === 'member.card' ? { cardId: null, bank: null, changedOn: null } : 2;
    const decision = decideRent({ ...on, known: { [other]: value }, unknown: { [name]: 'silent' } });
    expect(decision.outcome).toBe('refused');
    expect(decision.findings.flatMap(({ missing }) => missing)).toContain(name);
  });
});

describe('while a registry is silent', () => {
  it.each(Object.entries(silentRegistries))(
    '%s: the case of a single or a married member waits',
    (_who, silence) => {
      for (const household of [{}, married]) {
        const decision = decideRent({ ...silence, known: { ...household, ...silence.known } });
        expect(decision).toMatchObject({ outcome: 'waiting', headline: null });
      }
    },
  );

  it('all of them at once: the case waits and shows no amount', () => {
    const unknown = Object.fromEntries(names.map((name) => [name, 'silent' as const]));
    const decision = decideRent({ unknown, input: { amount: '1.00' } });
    expect(decision).toMatchObject({ outcome: 'waiting', amount: null });
    expect(new Set(decision.findings.map(({ truth }) => truth))).toEqual(new Set(['unknown']));
  });
});

describe('a refusal', () => {
  it('names every false rule at once, the first in legal order as its headline', () => {
    const decision = decideRent({
      known: {
        'household.homes': { member: 1, spouse: null },
        'contribution.monthsInARow': 1,
        'member.card': { cardId: null, bank: null, changedOn: null },
        'loan.standing': { overdue: true, borrowing: true, guaranteeing: false },
      },
      input: { amount: '99999.00' },
    });
    const unmet = decision.findings
      .filter(({ truth }) => truth === 'false')
      .map(({ reasonCode }) => reasonCode);
    expect(unmet).toEqual([
      'LOAN_OVERDUE',
      'ACTIVE_LOAN_ONLY_REPAY',
      'CONTINUOUS_MONTHS_LT_3',
      'HAS_HOME_IN_CITY',
      'AMOUNT_OVER_ROOM',
      'CARD_NOT_BOUND',
    ]);
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'LOAN_OVERDUE' });
  });

  it('of an account that does not exist does not speak of caps and balances that never were', () => {
    const decision = decideRent({
      known: {
        'member.account': { state: 'none' },
        'contribution.monthsInARow': 0,
        'member.balance': { posted: '0.00', held: '0.00' },
      },
    });
    const unmet = decision.findings
      .filter(({ truth }) => truth === 'false')
      .map(({ reasonCode }) => reasonCode);
    expect(unmet).not.toContain('ROOM_EXHAUSTED');
    expect(decision.headline).toBe('ACCOUNT_NOT_FOUND');
  });
});

describe('decided again on the same facts', () => {
  const situations: readonly Situation[] = [
    {},
    { known: married, input: { amount: '100.00' } },
    { known: { 'contribution.monthsInARow': 2 } },
    { unknown: { 'household.homes': 'silent' } },
    { unknown: { 'household.marriage': 'denied' } },
  ];

  it('gives the same bytes', () => {
    for (const situation of situations)
      expect(decisionBytes(decideRent(situation))).toBe(decisionBytes(decideRent(situation)));
  });

  it('gives other bytes when one fact, the day or the amount asked for differs', () => {
    const bytes = decisionBytes(decideRent());
    const others: readonly Situation[] = [
      { known: { 'contribution.monthsInARow': 37 } },
      { known: { 'member.balance': { posted: '18000.01', held: '0.00' } } },
      { known: { 'household.rentTaken': { taken: '0.01', potId: 'pot' } } },
      { input: { amount: '1.00' } },
      { today: '2026-11-22' },
      { lawDay: '2026-11-20' },
      ...names.filter(isAsked).map((name) => ({ unknown: { [name]: 'silent' as const } })),
    ];
    for (const other of others) expect(decisionBytes(decideRent(other))).not.toBe(bytes);
  });

  it('does not depend on the order in which facts came', () => {
    const reversed = Object.fromEntries(Object.entries(clear).reverse());
    expect(decisionBytes(decideRent({ known: reversed }))).toBe(decisionBytes(decideRent()));
  });
});
