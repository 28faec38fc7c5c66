import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { type Fen, fen, parseYuan, yuan } from '../../../src/kernel/money';
import type { HedgingDraw } from '../../../src/modules/loan/domain/hedging/hedging-draw';
import { lastNoOf } from '../../../src/modules/loan/domain/plan/plan-segment';
import type { LoanState } from '../../../src/modules/loan/domain/servicing/loan-state';
import { owedInAll } from '../../../src/modules/loan/domain/servicing/owed';
import { pay } from '../../../src/modules/loan/domain/servicing/pay';
import { raiseDue } from '../../../src/modules/loan/domain/servicing/raise-due';
import { loan as opened, paidThrough, terms } from '../../domain/loan/one-loan';
import { type LoanWanted, LoansUnderTest, type Member } from './loans-under-test';

/** Of 700 000.00 over 360 months at 2.60 %: the first two instalments. */
const INSTALMENT = 280_238n;
const FIRST_DUE = '2026-08-09';
const SECOND_DUE = '2026-09-09';
const CARD = '00000000-0000-7000-8000-00000000ca4d';

let world: LoansUnderTest;
beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());

/** A loan with an agreement over these accounts. */
async function hedged(
  draw: HedgingDraw,
  holders: readonly Member[],
  wanted: LoanWanted = {},
): Promise<string> {
  const [borrower, ...others] = holders;
  if (!borrower) throw new Error('somebody borrows');
  const loanId = await world.loan({ borrower, others, ...wanted });
  const personIds = holders.map(({ personId }) => personId);
  await world.run((tx) => world.hedging.propose(tx, { loanId, draw, personIds, agreed: personIds }));
  return loanId;
}

/** What is compared of two states of one loan: a plan may be told from another of its rows. */
function shown(state: LoanState) {
  const { plan, principal, periodFrom, next, dues, prepaid } = state;
  const { method, annualRate, instalment } = plan;
  return {
    method,
    annualRate,
    instalment,
    lastNo: next && lastNoOf(plan),
    principal,
    periodFrom,
    next,
    dues,
    prepaid,
  };
}

const stored = async (loanId: string) => {
  const book = await world.run((tx) => world.books.find(tx, loanId));
  if (!book) throw new Error('the loan is there');
  return book;
};
const linesOf = (loanId: string, day: string) =>
  world.rows<{ kind: string; side: string; subject: string; code: string | null; fen: bigint }>(
    `SELECT j.kind, e.side, e.subject, a.code, e.amount_fen AS fen FROM loan_transaction AS t
       JOIN journal AS j ON j.centre_id = t.centre_id AND j.id = t.journal_id
       JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
       JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
      WHERE t.loan_id = $1 AND t.business_date = $2 AND t.kind <> '01' ORDER BY e.side DESC, e.amount_fen DESC`,
    [loanId, day],
  );
const asked = (loanId: string) =>
  world.rows<{ fen: bigint; state: string }>(
    'SELECT amount_fen AS fen, state FROM loan_deduction WHERE loan_id = $1 ORDER BY id',
    [loanId],
  );

describe('the due run', () => {
  it('pays each period from the accounts in their order, leaving 10.00 on each (V10)', async () => {
    const [first, second] = [await world.member('5000.00'), await world.member('3000.00')];
    const loanId = await hedged('accounts-first', [first, second]);
    await world.runDues(FIRST_DUE);
    await world.runDues(SECOND_DUE);
    expect([await world.balance(first.accountId), await world.balance(second.accountId)]).toEqual([
      1_000n,
      800_000n - 2n * INSTALMENT - 1_000n,
    ]);
    expect(shown((await stored(loanId)).state)).toEqual(shown(paidThrough(opened({ on: '2026-07-09' }), 2)));
    const lines = await linesOf(loanId, SECOND_DUE);
    expect(lines.map(({ side, subject }) => side + subject)).toEqual(['D201', 'D201', 'C401', 'C121']);
    expect(lines[0]?.kind).toBe('loan-instalment');
    expect(await asked(loanId)).toEqual([]);
    expect(await world.breaches()).toEqual([]);
  });

  it('takes what was kept in advance before anything else (V9b)', async () => {
    const holder = await world.member('9000.00');
    const loanId = await hedged('accounts-first', [holder]);
    await world.runDues(FIRST_DUE);
    const before = await world.balance(holder.accountId);
    const kept = parseYuan('1000.00');
    const bank = await world.run((tx) => world.ledger.leafOf(tx, '10101'));
    await world.run(async (tx) => {
      const book = await world.books.lock(tx, loanId);
      const day = parseDay('2026-08-20');
      const funding = { by: 'transfer', leafId: bank, amountFen: kept } as const;
      await world.books.book(tx, book!, pay(book!.state, day, kept, terms), {
        on: day,
        funding,
        kind: 'loan-payment',
      });
    });
    await world.runDues(SECOND_DUE);
    expect(before - (await world.balance(holder.accountId))).toBe(INSTALMENT - kept);
    expect(shown((await stored(loanId)).state)).toEqual(shown(paidThrough(opened({ on: '2026-07-09' }), 2)));
    const payers = await world.rows(
      `SELECT paid_by AS by, kind, principal_fen + interest_fen AS fen FROM loan_transaction WHERE loan_id = $1 AND period_no = 2 ORDER BY seq`,
      [loanId],
    );
    expect(payers).toEqual([
      { by: 'prepaid', kind: '02', fen: kept },
      { by: 'hpf', kind: '05', fen: INSTALMENT - kept },
    ]);
    const strange = await world.rows(
      `SELECT e.journal_id, e.seq FROM entry AS e JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
         LEFT JOIN member_balance AS b ON b.centre_id = e.centre_id AND b.account_id = e.account_id
        WHERE e.subject <> a.subject OR e.unit_id IS DISTINCT FROM b.unit_id`,
    );
    expect(strange).toEqual([]);
    expect(await world.breaches()).toEqual([]);
  });

  it.each<[HedgingDraw | null, string, bigint, bigint[]]>([
    ['accounts-first', CARD, 100_000n, [INSTALMENT - 99_000n]],
    ['accounts-only', CARD, 100_000n, []],
    ['card-first', CARD, 0n, [INSTALMENT]],
    ['yearly', CARD, 0n, [INSTALMENT]],
    [null, CARD, 0n, [INSTALMENT]],
  ])('under %s asks the card for what accounts do not give', async (draw, cardId, drawn, wanted) => {
    const holder = await world.member('1000.00');
    const due = { mode: 'same-day' } as const;
    const loanId = draw
      ? await hedged(draw, [holder], { cardId, due })
      : await world.loan({ borrower: holder, cardId });
    // The first period goes alone, and its rest is paid by the card; the second goes with all others.
    await world.runDues(FIRST_DUE);
    expect((await asked(loanId)).map(({ fen }) => fen)).toEqual(wanted);
    expect(100_000n - (await world.balance(holder.accountId))).toBe(drawn === 0n ? 0n : 99_000n);
    const { state, account } = await stored(loanId);
    expect(account.unpaidPeriods).toBe(1);
    expect(state.dues.map(({ no, dueOn }) => [no, dueOn])).toEqual([[1, FIRST_DUE]]);
  });

  it('does for many at once what the domain does for one, whatever they have', async () => {
    const due = (day: number) => ({ mode: 'fixed-day', dayOfMonth: day }) as const;
    const wanted: [LoanWanted, string][] = [
      [{ method: '02', principal: '123456.78', periods: 77, rate: '0.031' }, '99999.00'],
      [{ method: '01', principal: '99999.99', periods: 13, rate: '0.0210' }, '4000.00'],
      [{ method: '01', principal: '333333.33', periods: 240, due: due(20) }, '100.00'],
      [{ method: '02', principal: '50000.01', periods: 12, rate: '0.02525' }, '20.00'],
      [{ method: '01', principal: '812345.67', periods: 359, rate: '0.03575', due: due(1) }, '7000.00'],
    ];
    for (const [terms_, balance] of wanted) {
      const holder = await world.member(balance);
      const loanId = await hedged('accounts-first', [holder], terms_);
      const one = { on: '2026-07-09', ...terms_, rate: terms_.rate ?? '0.026' };
      let state = opened(one);
      let left = parseYuan(balance);
      for (const day of ['2026-08-09', '2026-09-09', '2026-10-09', '2026-11-09', '2026-12-09']) {
        await world.runDues(day);
        while (state.next !== null && state.next.dueOn <= day) ({ state, left } = inDomain(state, left));
        expect(shown((await stored(loanId)).state)).toEqual(shown(state));
      }
      expect(yuan(fen(await world.balance(holder.accountId)))).toBe(yuan(left));
    }
    expect(await world.breaches()).toEqual([]);
  }, 60_000);

  it('leaves alone what a court has frozen, and what comes for it', async () => {
    const holder = await world.member('9000.00');
    const loanId = await hedged('accounts-first', [holder], { cardId: CARD });
    await world.runDues(FIRST_DUE);
    await world.run(async (tx) => {
      await world.ledger.balanceOf(tx, holder.accountId, { lock: true });
      const freeze = { accountId: holder.accountId, personId: holder.personId, caseId: newId() };
      await world.ledger.freezeForCourt(tx, { ...freeze, wantedFen: 600_000n });
    });
    const before = await world.balance(holder.accountId);
    await world.runDues(SECOND_DUE);
    const drawn = before - 600_000n - 1_000n;
    expect(before - (await world.balance(holder.accountId))).toBe(drawn);
    expect(await asked(loanId)).toEqual([{ fen: INSTALMENT - drawn, state: 'wanted' }]);
  });

  it('lets each period fall due once, whoever runs it and however often', async () => {
    const holders = await Promise.all([...Array(6).keys()].map(() => world.member('90000.00')));
    const loans = [];
    for (const holder of holders) loans.push(await hedged('accounts-first', [holder]));
    await world.runDues(FIRST_DUE);
    await expect(
      world.run(async (tx) => {
        await world.dues.batch(tx, { day: parseDay(SECOND_DUE) });
        throw new Error('killed before its commit');
      }),
    ).rejects.toThrow('killed');
    await Promise.all([world.runDues(SECOND_DUE), world.runDues(SECOND_DUE), world.runDues(SECOND_DUE)]);
    for (const [index, loanId] of loans.entries()) {
      expect(shown((await stored(loanId)).state)).toEqual(
        shown(paidThrough(opened({ on: '2026-07-09' }), 2)),
      );
      expect(await world.balance(holders[index]!.accountId)).toBe(9_000_000n - 2n * INSTALMENT);
    }
    expect(await world.breaches()).toEqual([]);
  });

  it('settles a loan with its last instalment: people, agreement and contract with it', async () => {
    const holder = await world.member('90000.00');
    const loanId = await hedged('accounts-first', [holder], { principal: '20000.00', periods: 2 });
    const settled: string[] = [];
    world.standings.onSettled((_tx, { id }) => Promise.resolve(void settled.push(id)));
    await world.runDues(SECOND_DUE);
    const { account } = await stored(loanId);
    expect(account).toMatchObject({
      state: 'settled',
      loanState: 'settled',
      principalFen: 0n,
      settledOn: SECOND_DUE,
    });
    expect(settled).toEqual([loanId]);
    expect(await world.rows('SELECT settled_on AS on FROM loan_party WHERE loan_id = $1', [loanId])).toEqual([
      { on: SECOND_DUE },
    ]);
    expect(await world.run((tx) => world.hedging.inForceOf(tx, loanId))).toBeNull();
  });

  it('draws once on an account that stands in for two loans', async () => {
    const parent = await world.member('4000.00');
    const [one, two] = [await world.member('10.00'), await world.member('10.00')];
    const loans = [
      await hedged('accounts-first', [one, parent]),
      await hedged('accounts-first', [two, parent]),
    ];
    await world.runDues(FIRST_DUE);
    expect(await world.balance(parent.accountId)).toBe(1_000n);
    const left = await Promise.all(loans.map(async (id) => (await stored(id)).state.dues.length));
    expect(left).toEqual([0, 1]);
  });
});

/** One due day of one loan with one account, by the domain alone. */
function inDomain(before: LoanState, left: Fen): { state: LoanState; left: Fen } {
  const on = before.next!.dueOn;
  const { state } = raiseDue(before);
  const owed = owedInAll(state, on, terms);
  const free = left > 1_000n ? left - 1_000n : 0n;
  const amount = fen(free < owed ? free : owed);
  if (amount === 0n) return { state, left };
  return { state: pay(state, on, amount, terms).state, left: fen(left - amount) };
}
