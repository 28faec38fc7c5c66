import { parseDay } from '../../../src/kernel/calendar';
import type { Json } from '../../../src/kernel/fact';
import { fen } from '../../../src/kernel/money';
import { retirementWithdrawal } from '../../../src/modules/withdrawal/domain/items/retirement-withdrawal';
import { repaymentRoom } from '../../../src/modules/withdrawal/domain/repayment-room';
import {
  earliestStatutoryMonth,
  statutoryRetirement,
} from '../../../src/modules/withdrawal/domain/statutory-retirement';
import { ItemUnderTest, silences, type Situation, TODAY } from './item-under-test';

const closing = {
  principal: '14400.00',
  interest: '60.00',
  held: '0.00',
  valueDate: TODAY,
  accumulation: '144000000',
};

const retirement = new ItemUnderTest(retirementWithdrawal, {
  'person.identity': { match: true, alive: true, minorChildren: 0 },
  'person.retirement': { retired: true, retiredOn: '2026-10-01' },
  'member.account': { state: '02', unitState: '01', district: '140105' },
  'account.engagement': { engaged: false, item: null },
  'person.restrictions': [],
  'person.owedBack': [],
  'loan.own': { unsettled: false },
  'member.closing': closing,
  'member.card': { cardId: 'card', bank: '104', changedOn: null },
});

const known = (name: string, value: Json): Situation => ({ known: { [name]: value } });
const account = (state: string) => known('member.account', { state, unitState: '01', district: '140105' });
const pays = (change: object) => known('member.closing', { ...closing, ...change });
const pension = (retiredOn: string) => known('person.retirement', { retired: true, retiredOn });
const notRetired = (hint: string | null) => known('person.retirement', { retired: false, hint });

const sides: Readonly<
  Record<
    string,
    { met: readonly (readonly [string, Situation])[]; unmet: readonly (readonly [string, Situation])[] }
  >
> = {
  retired: {
    met: [
      ['retired since today', pension(TODAY)],
      ['retired early', pension('2020-01-01')],
    ],
    unmet: [
      ['from tomorrow on only', pension('2026-11-22')],
      ['human resources say no, whatever the age', notRetired(null)],
      ['human resources say no and the month lies ahead', notRetired('2027-05')],
    ],
  },
  'account-in-use': {
    met: [
      ['active', account('01')],
      ['sealed', account('02')],
    ],
    unmet: [['closed already', account('05')]],
  },
  'account-not-frozen': { met: [['sealed', account('02')]], unmet: [['frozen', account('06')]] },
  'closing-nothing-held': {
    met: [
      ['nothing is held', {}],
      [
        'another business holds it, which that rule tells',
        {
          known: {
            ...pays({ held: '1.00' }).known,
            'account.engagement': { engaged: true, item: 'withdrawal' },
          },
        },
      ],
    ],
    unmet: [['a court holds a fen', pays({ held: '0.01' })]],
  },
  'closing-settle-loan-first': {
    met: [['no loan of one’s own', {}]],
    unmet: [['an own loan is not settled', known('loan.own', { unsettled: true })]],
  },
  'closing-something-to-pay': {
    met: [['a fen', pays({ principal: '0.01' })]],
    unmet: [['nothing', pays({ principal: '0.00' })]],
  },
  'no-business-in-progress': {
    met: [['nothing open', {}]],
    unmet: [['a withdrawal is open', known('account.engagement', { engaged: true, item: 'withdrawal' })]],
  },
  'card-bound': {
    met: [['a card', {}]],
    unmet: [['none', known('member.card', { cardId: null, bank: null, changedOn: null })]],
  },
};

describe.each(Object.entries(sides))('%s', (id, { met, unmet }) => {
  it.each(met)('is met: %s', (_what, situation) => {
    expect(retirement.judge(id, situation)).toMatchObject({ truth: 'true', retryOn: null });
  });

  it.each(unmet)('is not met: %s', (_what, situation) => {
    const finding = retirement.judge(id, situation);
    expect(finding.truth).toBe('false');
    expect(finding.text.zh + finding.text.en).not.toMatch(/[{}]|undefined|\[object/);
  });
});

it('principal and interest are granted together, and nothing remains', () => {
  expect(retirement.decide()).toMatchObject({ outcome: 'approved', amount: '14460.00' });
  expect(retirement.decide().amountTrace.map(({ value }) => value)).toEqual(['14400.00', '60.00', TODAY]);
});

it('who is not retired is told the statutory month as a hint, and when to ask again', () => {
  const finding = retirement.judge('retired', notRetired('2027-05'));
  expect(finding).toMatchObject({ reasonCode: 'NOT_RETIRED', retryOn: '2027-05-01' });
  expect(finding.text.zh).toContain('2027-05（仅为提示');
  expect(finding.text.en).toContain('a hint only');
  expect(retirement.judge('retired', notRetired(null))).toMatchObject({ retryOn: null });
  expect(retirement.judge('retired', pension('2026-12-01'))).toMatchObject({ retryOn: '2026-12-01' });
});

it('who retires on a later day is told that day, from the day on which the rule says so', () => {
  const before = retirement.judge('retired', { ...pension('2026-12-05'), lawDay: '2026-11-23' });
  expect(before).toMatchObject({ rule: 'retired@1', retryOn: '2026-12-05' });
  const told = retirement.judge('retired', { ...pension('2026-12-05'), lawDay: '2026-11-24' });
  expect(told).toMatchObject({ rule: 'retired@2', truth: 'false', retryOn: '2026-12-05' });
  expect(told.text).toEqual({
    zh: '人社部门认定您的离退休日为 2026-12-05，自该日起可以申请',
    en: 'Human resources have your retirement on 2026-12-05; you can apply from that day on',
  });
  const onTheDay = { ...pension('2026-11-24'), lawDay: '2026-11-24', today: '2026-11-24' };
  expect(retirement.judge('retired', onTheDay)).toMatchObject({ rule: 'retired@2', truth: 'true' });
  const silent = { unknown: { 'person.retirement': 'silent' }, lawDay: '2026-11-24' } as const;
  expect(retirement.judge('retired', silent)).toMatchObject({ rule: 'retired@2', truth: 'unknown' });
  const hinted = retirement.judge('retired', { ...notRetired('2027-05'), lawDay: '2026-11-24' });
  expect(hinted.text.zh).toContain('最早法定退休年月为 2027-05（仅为提示');
  expect(hinted.text.en).toContain('2027-05: a hint only');
});

it('an overdue loan of the household and the lack of contributions do not bar it: they are not even asked', () => {
  expect(retirement.factNames).not.toContain('loan.standing');
  expect(retirement.factNames).not.toContain('household.marriage');
});

describe.each(retirement.factNames)('while %s is unknown', (name) => {
  it.each(silences)('(%s) the case waits: it is neither approved nor refused', (reason) => {
    // What is to be given back decides nothing before.
    const day = name === 'person.owedBack' ? '2026-12-01' : TODAY;
    const decision = retirement.decide({ unknown: { [name]: reason }, lawDay: day, today: day });
    expect(decision).toMatchObject({ outcome: 'waiting', headline: null });
    expect(decision.findings.map(({ truth }) => truth)).not.toContain('false');
  });
});

it('a pension that human resources do not keep needs a visit', () => {
  expect(retirement.decide({ unknown: { 'person.retirement': 'denied' } })).toMatchObject({
    outcome: 'counter',
  });
});

it('a refusal names every reason at once, in legal order', () => {
  const situation: Situation = {
    known: {
      ...notRetired(null).known,
      ...pays({ principal: '0.00', held: '5.00' }).known,
      'loan.own': { unsettled: true },
      'member.card': { cardId: null, bank: null, changedOn: null },
    },
  };
  expect(retirement.reasons(situation)).toEqual([
    'ACCOUNT_FROZEN',
    'SETTLE_LOAN_FIRST',
    'NOT_RETIRED',
    'BALANCE_TOO_LOW',
    'CARD_NOT_BOUND',
  ]);
});

describe('the statutory retirement month', () => {
  it.each([
    ['standard', '1964-12-31', 0, '2024-12'],
    ['standard', '1965-01-01', 1, '2025-02'],
    ['standard', '1965-04-30', 1, '2025-05'],
    ['standard', '1965-05-01', 2, '2025-07'],
    ['standard', '1976-08-31', 35, '2039-07'],
    ['standard', '1976-09-01', 36, '2039-09'],
    ['standard', '1990-01-01', 36, '2053-01'],
    ['female-55', '1969-12-31', 0, '2024-12'],
    ['female-55', '1981-09-01', 36, '2039-09'],
    ['female-50', '1974-12-31', 0, '2024-12'],
    ['female-50', '1975-02-28', 1, '2025-03'],
    ['female-50', '1975-03-01', 2, '2025-05'],
    ['female-50', '1984-11-30', 60, '2039-11'],
  ] as const)('%s, born %s: %i months later, %s', (track, birth, delayMonths, month) => {
    expect(statutoryRetirement(parseDay(birth), track)).toEqual({ delayMonths, month });
  });

  it('is hinted at for the track that comes next, and not at all when all are past', () => {
    const today = parseDay('2026-11-21');
    expect(earliestStatutoryMonth('140199196605120019', today)).toBeNull();
    expect(earliestStatutoryMonth('140199196605120019', parseDay('2026-10-31'))).toBe('2026-10');
    expect(earliestStatutoryMonth('140199197008120019', today)).toBe('2032-01');
    expect(earliestStatutoryMonth('140199197201010028', today)).toBe('2027-08');
    expect(earliestStatutoryMonth('140199198501010028', today)).toBe('2040-01');
    expect(earliestStatutoryMonth('140199196001010028', today)).toBeNull();
  });
});

describe('withdrawing to repay a home loan', () => {
  const of = {
    balance: fen(1_000_000n),
    minimumRetained: fen(1000n),
    repaid: fen(500_000n),
    lastWithdrawnOn: parseDay('2025-11-21'),
    appliedOn: parseDay('2026-11-21'),
    intervalMonths: 12,
  };

  it('is open again on the day after twelve months, and not the day before', () => {
    expect(repaymentRoom(of)).toEqual({ outcome: 'approved', amount: 500_000n });
    expect(repaymentRoom({ ...of, appliedOn: parseDay('2026-11-20') })).toEqual({
      outcome: 'refused',
      reason: 'INTERVAL_LT_12_MONTHS',
      retryOn: '2026-11-21',
    });
    expect(repaymentRoom({ ...of, lastWithdrawnOn: null })).toMatchObject({ outcome: 'approved' });
  });

  it('takes no more than was repaid, nor than is available; of nothing there is nothing', () => {
    expect(repaymentRoom({ ...of, repaid: fen(2_000_000n) })).toMatchObject({ amount: 999_000n });
    expect(repaymentRoom({ ...of, repaid: fen(0n) })).toMatchObject({ reason: 'ROOM_EXHAUSTED' });
    expect(repaymentRoom({ ...of, balance: fen(1000n) })).toMatchObject({ reason: 'BALANCE_TOO_LOW' });
  });
});
