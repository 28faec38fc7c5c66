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

describe('what is asked of a repayment', () => {
  it('has both sides of every rule here', () => {
    const ids = [...new Set(Object.values(items).flatMap(({ ruleIds }) => ruleIds))];
    expect(ids.sort()).toEqual(sides.map(([rule]) => rule).sort());
  });

  it.each(sides)('%s is met, and refuses as %s', (rule, code, met, unmet) => {
    for (const [item, under] of Object.entries(items)) {
      if (!under.ruleIds.includes(rule)) continue;
      for (const situation of met)
        expect([item, under.judge(rule, { input: request, ...situation }).truth]).toEqual([item, 'true']);
      for (const situation of unmet) {
        const found = under.judge(rule, { input: request, ...situation });
        expect([item, found.truth, found.reasonCode]).toEqual([item, 'false', code]);
      }
    }
  });

  it('waits while the loan is unknown: nothing is approved or refused', () => {
    for (const under of Object.values(items))
      for (const silence of silences) {
        const { outcome } = under.decide({ unknown: { 'loan.repayment': silence }, input: request });
        expect(outcome).toBe('waiting');
      }
  });
});
