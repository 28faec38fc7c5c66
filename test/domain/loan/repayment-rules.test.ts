import {
  fullSettlement,
  partialPrepayment,
} from '../../../src/modules/loan/domain/repayment/repayment-items';
import { ItemUnderTest, silences, type Situation } from '../withdrawal/item-under-test';

const clear = {
  running: true,
  unpaid: 0,
  instalmentsPaid: 1,
  principal: '250000.00',
  toPay: '50036.11',
  free: '50036.11',
};
const request = { loanId: '01940000-0000-7000-8000-000000000001', amount: '50000.00', mode: 'reduce-term' };
const loan = (change: object): Situation => ({
  known: { 'loan.repayment': { ...clear, ...change } },
  input: request,
});
const amount = (yuan: string): Situation => ({ input: { ...request, amount: yuan } });
const items = {
  DK06: new ItemUnderTest({ ...partialPrepayment, amount: () => null }, { 'loan.repayment': clear }),
  DK07: new ItemUnderTest({ ...fullSettlement, amount: () => null }, { 'loan.repayment': clear }),
};

/** Both sides of every limit. */
const sides: readonly [rule: string, code: string, met: readonly Situation[], unmet: readonly Situation[]][] =
  [
    ['repayment-loan-running', 'PAYMENT_EXCEEDS_DEBT', [loan({})], [loan({ running: false })]],
    ['prepay-nothing-overdue', 'PREPAY_OVERDUE', [loan({})], [loan({ unpaid: 1 })]],
    ['prepay-after-instalments', 'PREPAY_MIN', [loan({})], [loan({ instalmentsPaid: 0 })]],
    [
      'prepay-amount',
      'PREPAY_MIN',
      [amount('10000.00'), amount('11000.00')],
      [amount('9000.00'), amount('10000.01'), amount('10500.00')],
    ],
    [
      'prepay-part-of-debt',
      'PAYMENT_EXCEEDS_DEBT',
      [amount('249000.00')],
      [amount('250000.00'), amount('251000.00')],
    ],
    [
      'repayment-affordable',
      'BALANCE_TOO_LOW',
      [loan({}), loan({ toPay: null })],
      [loan({ free: '50036.10' }), loan({ free: '0.00' })],
    ],
  ];

/** Before and after rules of a settled loan were mended. */
const lawDays = ['2026-11-30', '2026-12-01'];

describe('what is asked of a repayment', () => {
  it('has both sides of every rule here', () => {
    const ids = [...new Set(Object.values(items).flatMap(({ ruleIds }) => ruleIds))];
    expect(ids.sort()).toEqual(sides.map(([rule]) => rule).sort());
  });

  const onEachDay = lawDays.flatMap((lawDay) => sides.map((side) => [...side, lawDay] as const));
  it.each(onEachDay)('%s is met, and refuses as %s', (rule, code, met, unmet, lawDay) => {
    for (const [item, under] of Object.entries(items)) {
      if (!under.ruleIds.includes(rule)) continue;
      for (const situation of met)
        expect([item, under.judge(rule, { input: request, lawDay, ...situation }).truth]).toEqual([
          item,
          'true',
        ]);
      for (const situation of unmet) {
        const found = under.judge(rule, { input: request, lawDay, ...situation });
        expect([item, found.truth, found.reasonCode]).toEqual([item, 'false', code]);
      }
    }
  });

  it.each(lawDays)('waits while the loan is unknown: nothing is approved or refused (%s)', (lawDay) => {
    for (const under of Object.values(items))
      for (const silence of silences) {
        const { outcome } = under.decide({ unknown: { 'loan.repayment': silence }, input: request, lawDay });
        expect(outcome).toBe('waiting');
      }
  });

  it('says of a settled loan that it is settled, and nothing else, from 2026-12-01 on', () => {
    const settled = loan({
      ...{ running: false, instalmentsPaid: 0, principal: '0.00', toPay: null, free: '0.00' },
    });
    const [before, after] = lawDays.map((lawDay) => items.DK06.reasons({ ...settled, lawDay }));
    expect(before).toEqual(['PAYMENT_EXCEEDS_DEBT', 'PREPAY_MIN', 'PAYMENT_EXCEEDS_DEBT']);
    expect(after).toEqual(['PAYMENT_EXCEEDS_DEBT']);
  });
});
