import { type Day } from '../../../src/kernel/calendar';
import { fen, parseYuan, plus, yuan } from '../../../src/kernel/money';
import { parseRate } from '../../../src/kernel/rate';
import { DatedRateError, rateDays, withRate } from '../../../src/modules/loan/domain/rates/dated-rates';
import { applyEvent } from '../../../src/modules/loan/domain/servicing/apply-event';
import { changeRate } from '../../../src/modules/loan/domain/servicing/change-rate';
import { isSettled } from '../../../src/modules/loan/domain/servicing/loan-state';
import {
  instalmentsPaid,
  outstandingPrincipal,
  overdueDays,
  overduePeriods,
} from '../../../src/modules/loan/domain/servicing/owed';
import { pay } from '../../../src/modules/loan/domain/servicing/pay';
import { foreseenDues, raiseDue } from '../../../src/modules/loan/domain/servicing/raise-due';
import { code, day, loan, owed, paidThrough, raised, terms } from './one-loan';

describe('an instalment that falls due', () => {
  test('leaves the plan for the dues, and the next one is a month later', () => {
    const { state, raised: due, moved } = raiseDue(loan());
    expect([due.no, due.dueOn, yuan(due.principal), yuan(due.interest)]).toEqual([
      1,
      '2026-04-09',
      '1285.71',
      '1516.67',
    ]);
    expect([yuan(state.principal), yuan(outstandingPrincipal(state))]).toEqual(['698714.29', '700000.00']);
    expect(state.next).toEqual({ no: 2, dueOn: '2026-05-09', byDays: false });
    expect(Object.values(moved)).toEqual([0n, 0n, 0n, 0n, 0n]);
  });

  test('of a loan with a fixed due day pays its first interest by actual days', () => {
    const { raised: due, state } = raiseDue(
      loan({ principal: '600000.00', periods: 300, due: { mode: 'fixed-day', dayOfMonth: 20 } }),
    );
    expect([due.dueOn, yuan(due.principal), yuan(due.interest)]).toEqual([
      '2026-04-20',
      '1422.02',
      '1820.00',
    ]);
    expect(raiseDue(state).raised.interest).toBe(fen(129_692n));
  });

  test('is paid on its day by money that was kept for it', () => {
    const kept = pay(raised(loan()), day('2026-04-09'), parseYuan('5000.00'), terms);
    expect([yuan(kept.moved.toPrepaid), yuan(kept.state.prepaid)]).toEqual(['2197.62', '2197.62']);
    const next = raiseDue(kept.state);
    expect(next.lines).toEqual([
      { no: 2, penalty: 0n, interest: parseYuan('1513.88'), principal: parseYuan('683.74'), cleared: false },
    ]);
    expect([yuan(next.moved.fromPrepaid), yuan(next.state.prepaid)]).toEqual(['2197.62', '0.00']);
    // The principal that is left bears its penalty from the due date on.
    expect(owed(next.state, '2026-05-19')).toEqual([[2, '0.66', '0.00', '604.76']]);
  });

  test('is foreseen for the whole life of the loan', () => {
    const rows = [...foreseenDues(loan({ periods: 12 }))];
    expect([rows.length, rows.at(-1)?.dueOn]).toEqual([12, '2027-03-09']);
    expect(rows.reduce((sum, { principal }) => plus(sum, principal), fen(0n))).toBe(parseYuan('700000.00'));
  });

  test('comes only while there is something to repay', () => {
    const over = paidThrough(loan({ periods: 2 }), 2);
    expect([isSettled(over), over.next]).toEqual([true, null]);
    expect(code(() => raiseDue(over))).toBe('NO_MORE_DUES');
  });
});

describe('an overdue instalment', () => {
  test('bears a penalty on principal and interest from the day after its due date', () => {
    const state = raised(loan());
    expect(owed(state, '2026-04-09')).toEqual([[1, '0.00', '1516.67', '1285.71']]);
    expect(owed(state, '2026-04-10')).toEqual([[1, '0.30', '1516.67', '1285.71']]);
    expect(owed(state, '2026-05-04')).toEqual([[1, '7.59', '1516.67', '1285.71']]);
  });

  test('bears it on what is unpaid of each day, rounded once in all', () => {
    const first = pay(raised(loan()), day('2026-04-19'), parseYuan('1000.00'), terms);
    // 10 days on 2802.38: 3.04. The rest of the money went to interest.
    expect(first.lines).toEqual([{ no: 1, penalty: 304n, interest: 99_696n, principal: 0n, cleared: false }]);
    // (2802.38 × 10 days + 1805.42 × 19 days) × 3.9 % / 360 are 6.7521, of which 3.04 are paid; the 19 days alone
    // would be 3.72.
    expect(owed(first.state, '2026-05-08')).toEqual([[1, '3.71', '519.71', '1285.71']]);
    expect(owed(first.state, '2026-05-09')).toEqual([[1, '3.91', '519.71', '1285.71']]);
    expect(code(() => owed(first.state, '2026-04-18'))).toBe('TOO_EARLY');
  });

  test('keeps its interest: a later instalment is as planned, and the oldest is paid first', () => {
    const two = raised(raised(loan()));
    expect(owed(two, '2026-05-19')).toEqual([
      [1, '12.14', '1516.67', '1285.71'],
      [2, '3.04', '1513.88', '1288.50'],
    ]);
    const { lines, moved } = pay(two, day('2026-05-19'), parseYuan('3000.00'), terms);
    expect(lines.map(({ no, cleared }) => [no, cleared])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect([yuan(moved.penalty), yuan(moved.interest), yuan(moved.principal)]).toEqual([
      '15.18',
      '1699.11',
      '1285.71',
    ]);
  });

  test('goes on at the contract rate of each day after a change of rate', () => {
    const due = raised(loan({ on: '2026-11-20' }));
    expect(due.periodFrom).toBe('2026-12-20');
    const changed = changeRate(due, { from: day('2027-01-01'), annual: parseRate('0.0360') }).state;
    // 2802.38 × 1.5 × (2.6 % × 12 + 3.6 % × 8) / 360
    expect(owed(changed, '2027-01-09')).toEqual([[1, '7.01', '1516.67', '1285.71']]);
  });

  test('bears nothing within the days of grace, and all days after them', () => {
    const state = raised(loan());
    const graced = { ...terms, graceDays: 3 };
    expect(owed(state, '2026-04-12', graced)[0]?.[1]).toBe('0.00');
    expect(owed(state, '2026-04-13', graced)[0]?.[1]).toBe('1.21');
    expect([
      overduePeriods(state, day('2026-04-12'), graced),
      overduePeriods(state, day('2026-04-13'), graced),
    ]).toEqual([0, 1]);
  });

  test('is counted by days since the oldest and by how many there are', () => {
    const two = raised(raised(loan()));
    expect([overdueDays(two, day('2026-05-19')), overduePeriods(two, day('2026-05-19'), terms)]).toEqual([
      40, 2,
    ]);
    expect([
      overdueDays(loan(), day('2026-03-10')),
      instalmentsPaid(two),
      instalmentsPaid(paidThrough(loan(), 3)),
    ]).toEqual([0, 0, 3]);
  });
});

describe('events', () => {
  const on: Day = day('2026-04-20');

  test('come in the order of their days, after the instalments of those days', () => {
    const payment = { kind: 'payment', on, amount: parseYuan('100.00') } as const;
    expect(code(() => applyEvent(loan(), payment, terms))).toBe('DUE_NOT_RAISED');
    expect(code(() => applyEvent(raised(loan()), { ...payment, on: day('2026-04-08') }, terms))).toBe(
      'TOO_EARLY',
    );
    expect(code(() => applyEvent(raised(loan()), { ...payment, amount: fen(0n) }, terms))).toBe(
      'AMOUNT_NOT_POSITIVE',
    );
    expect(code(() => applyEvent(loan(), { kind: 'settlement', on }, terms))).toBe('DUE_NOT_RAISED');
  });

  test('leave the loan they came to as it was', () => {
    const state = raised(loan());
    const copy = structuredClone(state);
    applyEvent(state, { kind: 'payment', on, amount: parseYuan('9000.00') }, terms);
    applyEvent(state, { kind: 'settlement', on }, terms);
    applyEvent(state, { kind: 'due' }, terms);
    expect(state).toEqual(copy);
  });

  test('need a loan of more than nothing', () => {
    expect(() => loan({ principal: '0.00' })).toThrow(RangeError);
    expect(() => loan({ due: { mode: 'fixed-day', dayOfMonth: 29 } })).toThrow(RangeError);
  });
});

describe('the rates of a loan by day', () => {
  const rates = withRate([{ from: day('2026-03-09'), annual: parseRate('0.01') }], {
    from: day('2026-04-01'),
    annual: parseRate('0.02'),
  });

  test('count each day at the rate in force on it', () => {
    expect(rateDays(rates, day('2026-03-31'), day('2026-04-02'))).toBe(3_000_000n);
    expect(rateDays(rates, day('2026-03-09'), day('2026-04-01'))).toBe(23_000_000n);
    expect(rateDays(rates, day('2026-04-01'), day('2026-04-01'))).toBe(0n);
  });

  test('know no day before the first, and no span that ends before it starts', () => {
    expect(() => rateDays(rates, day('2026-03-08'), day('2026-03-10'))).toThrow(DatedRateError);
    expect(() => rateDays(rates, day('2026-03-10'), day('2026-03-09'))).toThrow(DatedRateError);
    expect(() => withRate(rates, { from: day('2026-04-01'), annual: parseRate('0.03') })).toThrow(
      DatedRateError,
    );
  });
});
