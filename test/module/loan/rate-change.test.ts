import { parseDay } from '../../../src/kernel/calendar';
import { parseRate } from '../../../src/kernel/rate';
import { lastNoOf } from '../../../src/modules/loan/domain/plan/plan-segment';
import type { LoanState } from '../../../src/modules/loan/domain/servicing/loan-state';
import { raiseDue } from '../../../src/modules/loan/domain/servicing/raise-due';
import { pay } from '../../../src/modules/loan/domain/servicing/pay';
import { owedInAll } from '../../../src/modules/loan/domain/servicing/owed';
import { prepay } from '../../../src/modules/loan/domain/servicing/prepay';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import { loan as opened, terms } from '../../domain/loan/one-loan';
import { type LoanWanted, LoansUnderTest, type Member } from './loans-under-test';

/** Contracts at rates of their own: on 1 January they go on at 2.10 % up to five years, 2.60 % over. */
const WANTED: readonly LoanWanted[] = [
  { principal: '700000.00', periods: 360, rate: '0.031', on: '2026-07-09' },
  { principal: '123456.78', periods: 60, rate: '0.0275', on: '2026-07-31', method: '02' },
  { principal: '99999.99', periods: 48, rate: '0.0235', on: '2026-07-01' },
  {
    principal: '555555.55',
    periods: 240,
    rate: '0.0285',
    on: '2026-08-20',
    due: { mode: 'fixed-day', dayOfMonth: 1 },
  },
  { principal: '200000.00', periods: 12, rate: '0.0275', on: '2026-07-09' },
  {
    principal: '310000.00',
    periods: 120,
    rate: '0.0325',
    on: '2026-12-20',
    due: { mode: 'fixed-day', dayOfMonth: 20 },
  },
  { principal: '480000.00', periods: 360, rate: '0.0325', on: '2026-12-01', method: '02' },
];
const DAYS = ['2026-12-31', '2027-01-01', '2027-01-20', '2027-01-28', '2027-02-28', '2027-03-31'];

let world: LoansUnderTest;
beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());

/** The loan as the domain has it, told of the rate of 1 January from the beginning. */
function told(wanted: LoanWanted): LoanState {
  const state = opened(wanted);
  const { periods = 360 } = wanted;
  if (periods <= 12) return state;
  const annual = parseRate(periods <= 60 ? '0.0210' : '0.0260');
  return { ...state, rates: [...state.rates, { from: parseDay('2027-01-01'), annual }] };
}

function paidThroughDay(before: LoanState, day: string): LoanState {
  let state = before;
  while (state.next !== null && state.next.dueOn <= day) {
    state = raiseDue(state).state;
    state = pay(state, state.periodFrom, owedInAll(state, state.periodFrom, terms), terms).state;
  }
  return state;
}

function shown({ plan, principal, periodFrom, next, dues }: LoanState) {
  const { annualRate, instalment, method } = plan;
  return { annualRate, instalment, method, last: next && lastNoOf(plan), principal, periodFrom, next, dues };
}

async function loanOf(wanted: LoanWanted): Promise<[string, Member]> {
  const holder = await world.member('900000.00');
  const loanId = await world.loan({ ...wanted, borrower: holder });
  await world.hedge(loanId, 'accounts-first', [holder]);
  return [loanId, holder];
}

describe('the new rate of 1 January', () => {
  it('plans every loan as the domain does, through the period that straddles it', async () => {
    const loans: [string, LoanWanted][] = [];
    for (const wanted of WANTED) loans.push([(await loanOf(wanted))[0], wanted]);
    for (const day of DAYS) {
      await world.nights(day, day);
      for (const [loanId, wanted] of loans)
        expect(shown((await world.book(loanId)).state)).toEqual(shown(paidThroughDay(told(wanted), day)));
    }
    const changes = await world.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM loan_plan WHERE reason = 'rate-change' AND on_day = '2027-01-01' GROUP BY loan_id`,
    );
    expect(changes.map(({ n }) => n)).toEqual([1, 1, 1, 1, 1, 1]);
    const heard = await world.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM event WHERE kind = 'rate-changed'`,
    );
    expect(heard).toEqual([{ n: 6 }]);
    expect(await world.breaches()).toEqual([]);
  }, 90_000);

  it('stands when a part is prepaid in the period that straddles it', async () => {
    const wanted = { principal: '700000.00', periods: 360, rate: '0.031', on: '2026-07-09' };
    const [loanId, holder] = await loanOf(wanted);
    await world.nights('2026-12-09', '2027-01-01', '2027-01-05');
    const amountFen = parseYuan('50000.00');
    const mode = 'reduce-instalment';
    await world.run((tx) =>
      world.repayments.prepay(tx, {
        loanId,
        accountId: holder.accountId,
        sourceId: newId(),
        amountFen,
        mode,
      }),
    );
    const on = parseDay('2027-01-05');
    const state = prepay(paidThroughDay(told(wanted), '2027-01-05'), { on, amount: amountFen, mode }).state;
    expect(shown((await world.book(loanId)).state)).toEqual(shown(state));
    await world.nights('2027-01-09', '2027-02-09');
    expect(shown((await world.book(loanId)).state)).toEqual(shown(paidThroughDay(state, '2027-02-09')));
    expect(await world.breaches()).toEqual([]);
  });

  it('is told on its day, once, also where an event before it has planned for it already', async () => {
    const wanted = { principal: '700000.00', periods: 360, rate: '0.031', on: '2026-07-09' };
    const [loanId, holder] = await loanOf(wanted);
    await world.nights('2026-12-09');
    world.clock.set('2026-12-20');
    const amountFen = parseYuan('50000.00');
    const of = { loanId, accountId: holder.accountId, amountFen, mode: 'reduce-instalment' } as const;
    await world.run((tx) => world.repayments.prepay(tx, { ...of, sourceId: newId() }));
    const before = await world.book(loanId);
    expect((await world.told(loanId)).filter((kind) => kind === 'rate-changed')).toEqual([]);
    await world.nights('2027-01-01', '2027-01-02');
    expect((await world.told(loanId)).filter((kind) => kind === 'rate-changed')).toEqual(['rate-changed']);
    expect(shown((await world.book(loanId)).state)).toEqual(shown(before.state));
    const [event] = await world.rows<{ body: object }>(
      `SELECT e.body FROM event AS e WHERE e.case_id = $1 AND e.kind = 'rate-changed'`,
      [loanId],
    );
    const [plan] = await world.rows<{ fen: bigint }>(
      `SELECT instalment_fen AS fen FROM loan_plan WHERE loan_id = $1 ORDER BY seq DESC LIMIT 1`,
      [loanId],
    );
    const told = { from: '2027-01-01', annualRate: '0.02600000', instalmentFen: plan!.fen.toString() };
    expect(event?.body).toEqual(told);
  });

  it('is not missed where the night of it was: periods of January are planned before they fall due', async () => {
    const wanted = { principal: '400000.00', periods: 180, rate: '0.0325', on: '2026-07-15' };
    const [loanId] = await loanOf(wanted);
    await world.runDues('2026-12-15');
    await world.runDues('2027-02-15');
    expect(shown((await world.book(loanId)).state)).toEqual(
      shown(paidThroughDay(told(wanted), '2027-02-15')),
    );
  });
});
