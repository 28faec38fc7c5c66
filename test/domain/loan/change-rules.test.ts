import { loanClosing } from '../../../src/modules/loan/domain/closing/closing-items';
import { repaymentChange } from '../../../src/modules/loan/domain/change/change-item';
import { leastPeriods, mostPeriods } from '../../../src/modules/loan/domain/change/term-bound';
import { parseDay } from '../../../src/kernel/calendar';
import { ItemUnderTest, silences, type Situation } from '../withdrawal/item-under-test';

const running = {
  running: true,
  unpaid: 0,
  instalmentsPaid: 3,
  principal: '1.00',
  toPay: '1.00',
  free: '1.00',
};
const change = {
  method: '01',
  unpaid: 0,
  fallenDue: 3,
  periodsLeft: 117,
  contractMonths: 120,
  most: 200,
  boundBy: 'age',
  card: '0001',
  ownCard: '0002',
  isOwnCard: false,
};
const loanId = '01940000-0000-7000-8000-000000000001';
const settled = { settled: true, settledOn: '2026-11-20', principal: '0.00' };

const DK08 = new ItemUnderTest(
  { ...repaymentChange, amount: () => null },
  { 'loan.repayment': running, 'loan.change': change },
);
const DK09 = new ItemUnderTest({ ...loanClosing, amount: () => null }, { 'loan.settled': settled });

const term = (periods: number, facts: object = {}): Situation => ({
  input: { loanId, change: 'term', periods },
  known: { 'loan.change': { ...change, ...facts } },
});
const method = (wanted: string, facts: object = {}): Situation => ({
  input: { loanId, change: 'method', method: wanted },
  known: { 'loan.change': { ...change, ...facts } },
});
const card = (facts: object = {}): Situation => ({
  input: { loanId, change: 'card' },
  known: { 'loan.change': { ...change, ...facts } },
});

/** On the day from which the bands of rates are looked at. */
const since = (situation: Situation): Situation => ({ ...situation, lawDay: '2026-12-01' });

/** Both sides of every limit. */
const sides: readonly [rule: string, code: string, met: readonly Situation[], unmet: readonly Situation[]][] =
  [
    [
      'repayment-loan-running',
      'PAYMENT_EXCEEDS_DEBT',
      [term(118)],
      [{ ...term(118), known: { 'loan.repayment': { ...running, running: false } } }],
    ],
    [
      'change-nothing-overdue',
      'LOAN_OVERDUE',
      [term(118), method('02'), card({ unpaid: 2 })],
      [term(118, { unpaid: 1 }), method('02', { unpaid: 1 })],
    ],
    [
      'change-something',
      'NOTHING_CHANGES',
      [term(118), method('02'), card(), card({ card: null }), card({ ownCard: null })],
      [term(117), method('01'), card({ isOwnCard: true })],
    ],
    [
      'change-term-in-limit',
      'TERM_LIMIT',
      [term(9), term(200), term(1, { fallenDue: 40 }), method('02'), card({ most: 0, periodsLeft: 0 })],
      [term(8), term(201), term(0, { fallenDue: 40 }), method('02', { periodsLeft: 0 })],
    ],
    [
      'change-term-in-band',
      'TERM_LIMIT',
      [
        // Five years and over may be of any length; shorter ones go on at their rate.
        ...[term(300), term(50), term(57, { contractMonths: 60 }), term(9, { contractMonths: 60 })],
        ...[term(9, { contractMonths: 12 }), term(57, { contractMonths: 13 })],
        // What is not lengthened is not asked about.
        ...[method('02', { contractMonths: 12, periodsLeft: 300 }), card({ contractMonths: 12 })],
      ].map(since),
      [
        term(58, { contractMonths: 60 }),
        term(58, { contractMonths: 13 }),
        term(10, { contractMonths: 12 }),
      ].map(since),
    ],
    [
      'change-card-bound',
      'CARD_NOT_BOUND',
      [card(), term(118, { ownCard: null })],
      [card({ ownCard: null })],
    ],
  ];

describe('what is asked of a change of how a loan is repaid', () => {
  it('has both sides of every rule here', () => {
    expect([...new Set(DK08.ruleIds)].sort()).toEqual(sides.map(([rule]) => rule).sort());
  });

  const lawDays = ['2026-11-30', '2026-12-01'];
  const onEachDay = lawDays.flatMap((lawDay) => sides.map((side) => [...side, lawDay] as const));
  it.each(onEachDay)('%s is met, and refuses as %s', (rule, code, met, unmet, lawDay) => {
    for (const situation of met)
      expect([situation, DK08.judge(rule, { lawDay, ...situation }).truth]).toEqual([situation, 'true']);
    for (const situation of unmet) {
      const { truth, reasonCode } = DK08.judge(rule, { lawDay, ...situation });
      expect([situation, truth, reasonCode]).toEqual([situation, 'false', code]);
    }
  });

  it.each(lawDays)('waits while the loan is unknown: nothing is approved or refused (%s)', (lawDay) => {
    for (const fact of ['loan.repayment', 'loan.change'])
      for (const silence of silences)
        expect(DK08.decide({ ...term(118), lawDay, unknown: { [fact]: silence } }).outcome).toBe('waiting');
  });

  it('says of a settled loan that it is settled, and nothing of its term, from 2026-12-01 on', () => {
    const settled = {
      'loan.repayment': { ...running, running: false },
      'loan.change': { ...change, periodsLeft: 0, fallenDue: 60, most: 60 },
    };
    const [before, after] = lawDays.map((lawDay) => DK08.reasons({ ...term(12), known: settled, lawDay }));
    expect(before).toEqual(['PAYMENT_EXCEEDS_DEBT', 'TERM_LIMIT']);
    expect(after).toEqual(['PAYMENT_EXCEEDS_DEBT']);
  });

  it('neither is a longer term taken for one of the same rate while the contract’s is unknown, nor before the day of the rule', () => {
    const { contractMonths: _, ...unseen } = change;
    const [asked] = [{ ...term(300), known: { 'loan.change': unseen } }].map(since);
    expect(DK08.judge('change-term-in-band', asked).truth).toBe('unknown');
    const silent = since({ ...term(300), unknown: { 'loan.change': 'silent' } });
    expect(DK08.judge('change-term-in-band', silent).truth).toBe('unknown');
    const before = DK08.decide(term(58, { contractMonths: 60 }));
    expect(before.findings.map(({ rule }) => rule)).not.toContain('change-term-in-band@1');
  });

  it('bounds what is left by the longest term, the age of the borrower, and what was granted', () => {
    const limits = { maxMonths: 360, ageLimit: 68 };
    const on = parseDay('2026-11-21');
    const one = { on, birth: parseDay('1990-11-21'), fallenDue: 10, grantedMonths: null };
    expect(mostPeriods(one, limits)).toEqual({ most: 350, boundBy: 'longest' });
    expect(mostPeriods({ ...one, birth: parseDay('1970-11-21') }, limits)).toEqual({
      most: 144,
      boundBy: 'age',
    });
    // Born a day later the running month of age is not complete.
    expect(mostPeriods({ ...one, birth: parseDay('1970-11-22') }, limits).most).toBe(145);
    expect(mostPeriods({ ...one, grantedMonths: 120 }, limits)).toEqual({ most: 110, boundBy: 'granted' });
    expect(mostPeriods({ ...one, birth: parseDay('1950-01-01') }, limits).most).toBe(0);
    expect([leastPeriods(0), leastPeriods(11), leastPeriods(12), leastPeriods(200)]).toEqual([12, 1, 1, 1]);
  });
});

describe('what is asked of the certificate and the release', () => {
  const open = { 'loan.settled': { settled: false, settledOn: null, principal: '1000.00' } };

  it('closing-loan-settled is met once nothing is owed, and refuses as SETTLE_LOAN_FIRST', () => {
    expect(DK09.judge('closing-loan-settled', { input: { loanId } }).truth).toBe('true');
    const { truth, reasonCode } = DK09.judge('closing-loan-settled', { input: { loanId }, known: open });
    expect([truth, reasonCode]).toEqual(['false', 'SETTLE_LOAN_FIRST']);
  });

  it('waits while it is unknown whether the loan is settled', () => {
    for (const silence of silences)
      expect(DK09.decide({ input: { loanId }, unknown: { 'loan.settled': silence } }).outcome).toBe(
        'waiting',
      );
  });
});
