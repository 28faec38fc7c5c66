import { yuan } from '../../../src/kernel/money';
import { parametersOn } from '../../../src/modules/policy';
import { rentCap } from '../../../src/modules/withdrawal/domain/rent-room';
import { decideRent, type Situation } from './rent-facts';

const parameters = parametersOn('2026-11-21');

describe('the cap of a household and year', () => {
  it.each(['140105', '140106', '140107', '140108', '140109', '140110'])(
    'is 25000.00 in the district %s',
    (district) => {
      expect(yuan(rentCap(parameters, district, 0))).toBe('25000.00');
    },
  );

  it.each(['140121', '140122', '140123', '140181', ''])('is 10000.00 elsewhere: "%s"', (district) => {
    expect(yuan(rentCap(parameters, district, 0))).toBe('10000.00');
  });

  it.each([
    [0, '25000.00'],
    [1, '25000.00'],
    [2, '26000.00'],
    [5, '26000.00'],
  ])('with %i minor children is %s', (minorChildren, cap) => {
    expect(yuan(rentCap(parameters, '140105', minorChildren))).toBe(cap);
  });
});

describe('the amount of a rent withdrawal', () => {
  const situation = (posted: string, taken: string, amount?: string, held = '0.00'): Situation => ({
    known: { 'member.balance': { posted, held }, 'household.rentTaken': { taken, potId: null } },
    ...(amount === undefined ? {} : { input: { amount } }),
  });

  it.each<[string, Situation, string]>([
    ['the room, where the account has more', situation('50000.00', '0.00'), '25000.00'],
    ['the room that is left', situation('50000.00', '9000.00'), '16000.00'],
    ['the account but 10.00, where the room is greater', situation('6200.37', '0.00'), '6190.37'],
    ['what is not held', situation('6200.37', '0.00', undefined, '200.00'), '5990.37'],
    ['either, where both are the same', situation('16010.00', '9000.00'), '16000.00'],
    ['what was asked for, where it is less', situation('50000.00', '0.00', '0.01'), '0.01'],
    ['what was asked for, where it is the most', situation('50000.00', '0.00', '25000.00'), '25000.00'],
    ['a last fen', situation('10.01', '0.00'), '0.01'],
  ])('is %s', (_what, given, amount) => {
    expect(decideRent(given)).toMatchObject({ outcome: 'approved', amount });
  });

  it('more than the most is not cut down in silence: it is refused, and the most is told', () => {
    const decision = decideRent(situation('50000.00', '9000.00', '16000.01'));
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'AMOUNT_OVER_ROOM', amount: '16000.00' });
  });

  it('beside a refusal is never below zero', () => {
    expect(decideRent(situation('5.00', '0.00')).amount).toBe('0.00');
    expect(decideRent(situation('100.00', '0.00', undefined, '100.00')).amount).toBe('0.00');
    expect(decideRent(situation('50000.00', '30000.00')).amount).toBe('0.00');
  });

  it('is nothing for somebody without an account', () => {
    const decision = decideRent({
      known: {
        'member.account': { state: 'none' },
        'member.balance': { posted: '0.00', held: '0.00' },
        'contribution.monthsInARow': 0,
      },
    });
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'ACCOUNT_NOT_FOUND', amount: '0.00' });
  });

  it('comes with every operand', () => {
    const { amountTrace } = decideRent(situation('6200.37', '9000.00', '100.00', '200.00'));
    expect(amountTrace.map(({ label, value }) => [label.zh, value])).toEqual([
      ['家庭年度限额', '25000.00'],
      ['家庭本年已提取', '9000.00'],
      ['家庭剩余额度', '16000.00'],
      ['账户可用金额', '5990.37'],
      ['申请金额', '100.00'],
    ]);
    const unasked = decideRent(situation('6200.37', '9000.00')).amountTrace;
    expect(unasked.map(({ label }) => label.en)).not.toContain('asked for');
  });

  it.each(['person.identity', 'member.account', 'household.rentTaken', 'member.balance'])(
    'is not said while %s is unknown, not even as zero',
    (fact) => {
      expect(decideRent({ unknown: { [fact]: 'silent' } })).toMatchObject({
        outcome: 'waiting',
        amount: null,
        amountTrace: [],
      });
    },
  );
});
