import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { DatedRateError } from '../../../src/modules/loan/domain/rates/dated-rates';
import { changePlan } from '../../../src/modules/loan/domain/servicing/change-plan';
import { changeRate } from '../../../src/modules/loan/domain/servicing/change-rate';
import { isSettled } from '../../../src/modules/loan/domain/servicing/loan-state';
import { outstandingPrincipal } from '../../../src/modules/loan/domain/servicing/owed';
import { pay } from '../../../src/modules/loan/domain/servicing/pay';
import { prepay } from '../../../src/modules/loan/domain/servicing/prepay';
import { raiseDue } from '../../../src/modules/loan/domain/servicing/raise-due';
import { settle, settlementOn } from '../../../src/modules/loan/domain/servicing/settle';
import { code, day, loan, paidThrough, raised, terms } from './one-loan';

describe('a prepayment', () => {
  test('on a due date bears no interest, between two the interest of its own days', () => {
    const state = paidThrough(loan(), 24);
    const amount = parseYuan('100000.00');
    const onIt = prepay(state, { on: state.periodFrom, amount, mode: 'reduce-instalment' });
    expect([yuan(onIt.moved.interest), yuan(onIt.state.plan.instalment), onIt.state.plan.periods]).toEqual([
      '0.00',
      '2383.09',
      336,
    ]);
    const later = prepay(state, { on: day('2028-03-22'), amount, mode: 'reduce-term' });
    // 100 000 × 2.6 % × 13 / 360
    expect([yuan(later.moved.interest), yuan(later.state.plan.instalment), later.state.plan.periods]).toEqual(
      ['93.89', '2802.38', 268],
    );
    // What remains pays its whole month.
    expect(yuan(raiseDue(later.state).raised.interest)).toBe('1231.45');
  });

  test('in a period in which the rate changes counts each day at its own', () => {
    const state = paidThrough(loan({ on: '2026-11-20' }), 1);
    const changed = changeRate(state, { from: day('2027-01-01'), annual: parseRate('0.0360') }).state;
    const step = prepay(changed, {
      on: day('2027-01-10'),
      amount: parseYuan('100000.00'),
      mode: 'reduce-instalment',
    });
    // 100 000 × (2.6 % × 12 + 3.6 % × 9) / 360
    expect(yuan(step.moved.interest)).toBe('176.67');
    expect(step.state.plan.annualRate).toBe(parseRate('0.0260'));
    const { raised: straddling, state: after } = raiseDue(step.state);
    // 598 714.29 × (2.6 % × 12 + 3.6 % × 19) / (12 × 31)
    expect(yuan(straddling.interest)).toBe('1603.01');
    expect([after.plan.annualRate, after.plan.fromNo, after.plan.periods]).toEqual([
      parseRate('0.0360'),
      3,
      358,
    ]);
  });

  test('needs all that is due to be paid, and leaves a part', () => {
    const on = day('2026-04-09');
    const mode = 'reduce-term' as const;
    const unpaid = raised(loan());
    const state = paidThrough(loan(), 1);
    expect(code(() => prepay(unpaid, { on, amount: parseYuan('10000.00'), mode }))).toBe('DUES_UNPAID');
    expect(code(() => prepay(state, { on, amount: fen(0n), mode }))).toBe('AMOUNT_NOT_POSITIVE');
    expect(code(() => prepay(state, { on, amount: state.principal, mode }))).toBe('NOT_PARTIAL');
    expect(code(() => prepay(paidThrough(loan({ periods: 1 }), 1), { on, amount: fen(1n), mode }))).toBe(
      'NO_MORE_DUES',
    );
  });
});

describe('a settlement', () => {
  test('takes the principal, its interest since the last due date, and what is owed', () => {
    const state = paidThrough(loan(), 24);
    const { principal, interest, total, toPay } = settlementOn(state, day('2028-03-22'), terms);
    expect([yuan(principal), yuan(interest), yuan(total), toPay]).toEqual([
      '668361.67',
      '627.52',
      '668989.19',
      total,
    ]);
    const overdue = settlementOn(raised(loan()), day('2026-04-19'), terms);
    // 2802.38 owed with 3.04 of penalty; 698 714.29 × 2.6 % × 10 / 360 = 504.63
    expect([yuan(overdue.interest), yuan(overdue.total)]).toEqual(['504.63', '702024.34']);
  });

  test('uses money that was kept, and leaves the rest of it to the borrower', () => {
    const kept = pay(
      raised(loan({ principal: '20000.00', periods: 12 })),
      day('2026-04-09'),
      parseYuan('25000.00'),
      terms,
    ).state;
    const step = settle(kept, day('2026-04-09'), terms);
    expect([isSettled(step.state), yuan(step.moved.fromPrepaid), yuan(step.state.prepaid)]).toEqual([
      true,
      '18353.10',
      '4956.67',
    ]);
    expect(outstandingPrincipal(step.state)).toBe(0n);
  });
});

describe('a change of rate', () => {
  const after = (method: '01' | '02') => {
    const state = paidThrough(
      loan({ method, principal: '600000.00', rate: '0.0285', periods: 300, on: '2024-06-20' }),
      18,
    );
    return changeRate(state, { from: day('2026-01-01'), annual: parseRate('0.0260') });
  };

  test('changes nothing until the instalment that straddles it, which pays interest by days at both rates', () => {
    const { state, moved } = after('01');
    expect(yuan(state.plan.instalment)).toBe('2798.68');
    expect(Object.values(moved)).toEqual([0n, 0n, 0n, 0n, 0n]);
    const straddling = raiseDue(state);
    expect([
      straddling.raised.no,
      yuan(straddling.raised.principal),
      yuan(straddling.raised.interest),
    ]).toEqual([19, '1433.61', '1291.68']);
    expect(yuan(straddling.state.plan.instalment)).toBe('2726.23');
    expect(raiseDue(straddling.state).state.plan).toBe(straddling.state.plan);
  });

  test('of equal principal keeps the principal of each month', () => {
    const { raised: due, state } = raiseDue(after('02').state);
    // 564 000 × (2.85 % × 12 + 2.6 % × 19) / (12 × 31)
    expect([yuan(due.principal), yuan(due.interest)]).toEqual(['2000.00', '1267.48']);
    expect([yuan(state.plan.instalment), yuan(raiseDue(state).raised.interest)]).toEqual([
      '2000.00',
      '1217.67',
    ]);
  });

  test('on a due date leaves that instalment wholly at the old rate, told before it or after', () => {
    const state = paidThrough(loan({ on: '2026-11-01', periods: 24 }), 1);
    const rate = { from: day('2027-01-01'), annual: parseRate('0.0210') };
    const before = raised(changeRate(state, rate).state);
    const later = changeRate(raised(state), rate).state;
    expect(before).toEqual(later);
    expect(before.dues[0]?.interest).toBe(raiseDue(state).raised.interest);
    expect([before.plan.fromNo, before.plan.periods, before.plan.annualRate]).toEqual([3, 22, rate.annual]);
  });

  test('to the same rate is no new plan', () => {
    const state = paidThrough(loan({ on: '2026-11-01' }), 1);
    const same = changeRate(state, { from: day('2027-01-01'), annual: parseRate('0.0260') }).state;
    expect(raised(same).plan).toEqual(state.plan);
  });

  test('cannot come for days that are accounted for, or twice', () => {
    const state = paidThrough(loan(), 2);
    const annual = parseRate('0.0210');
    expect(code(() => changeRate(state, { from: day('2026-05-08'), annual }))).toBe('TOO_EARLY');
    const touched = pay(raised(loan()), day('2026-04-20'), parseYuan('100.00'), terms).state;
    expect(code(() => changeRate(touched, { from: day('2026-04-19'), annual }))).toBe('TOO_EARLY');
    const changed = changeRate(state, { from: day('2027-01-01'), annual }).state;
    expect(() => changeRate(changed, { from: day('2027-01-01'), annual })).toThrow(DatedRateError);
  });
});

describe('a change of method or term', () => {
  test('plans what has not fallen due anew, at the same rate', () => {
    const { state, moved } = changePlan(paidThrough(loan(), 24), {
      on: day('2028-03-10'),
      method: '02',
      periods: 120,
    });
    expect(state.plan).toMatchObject({
      method: '02',
      fromNo: 25,
      periods: 120,
      annualRate: parseRate('0.0260'),
    });
    expect(yuan(raiseDue(state).raised.principal)).toBe('5569.68');
    expect(moved.principal).toBe(0n);
  });

  test('needs all that is due to be paid', () => {
    const change = { on: day('2026-04-09'), method: '02', periods: 12 } as const;
    expect(code(() => changePlan(raised(loan()), change))).toBe('DUES_UNPAID');
    expect(code(() => changePlan(paidThrough(loan({ periods: 1 }), 1), change))).toBe('NO_MORE_DUES');
  });
});
