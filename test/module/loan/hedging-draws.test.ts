import { LeaveHedging } from '../../../src/modules/loan/app/hedging/leave-hedging';
import { addMonths, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseMonth } from '../../../src/kernel/month';
import { selectRefundLine } from '../../../src/modules/contribution/store/refund-store';
import { LoansUnderTest, type Member } from './loans-under-test';

const CARD = '00000000-0000-7000-8000-00000000ca4d';

let world: LoansUnderTest;
beforeAll(async () => {
  world = await LoansUnderTest.start([2026, 2027, 2028]);
}, 60_000);
afterAll(() => world.stop());
beforeEach(() => world.clock.set('2026-07-09'));
afterEach(async () => {
  expect(await world.breaches()).toEqual([]);
});

const asked = (loanId: string) =>
  world.rows<{ fen: bigint; state: string }>(
    'SELECT amount_fen AS fen, state FROM loan_deduction WHERE loan_id = $1 ORDER BY due_on, wanted_on',
    [loanId],
  );

/** A due day, on which the card gives all it is asked for. */
async function paidByCard(of: string, day: string): Promise<void> {
  await world.night(day);
  const taken = await world.run((tx) => world.cards.take(tx, 100));
  for (const { id, amountFen } of taken.filter(({ loanId }) => loanId === of))
    await world.run((tx) =>
      world.cards.answer(tx, { id, paidFen: amountFen, reason: null, on: day, leafId: world.bankLeaf }),
    );
}

describe('a hedging account that its holder cannot dispose of', () => {
  const stateOf = ({ accountId }: Member, state: '01' | '06') =>
    world.run((tx) =>
      tx.execute(
        `UPDATE member_account SET state = $2::text, state_before_freeze = CASE WHEN $2::text = '06' THEN '01' END
          WHERE account_id = $1`,
        [accountId, state],
      ),
    );

  it('gives nothing while it is frozen: the card pays all, and the agreement goes on when it is free again', async () => {
    const holder = await world.member('50000.00');
    const loanId = await world.loan({ borrower: holder, cardId: CARD });
    await world.hedge(loanId, 'accounts-first', [holder]);
    await stateOf(holder, '06');
    await world.night('2026-08-09');
    const [wanted] = await asked(loanId);
    expect([wanted?.fen, await world.balance(holder.accountId)]).toEqual([280_238n, 5_000_000n]);
    await paidByCard(loanId, '2026-08-09');
    await stateOf(holder, '01');
    await world.night('2026-09-09');
    expect(await asked(loanId)).toHaveLength(1);
    expect(await world.balance(holder.accountId)).toBe(5_000_000n - 280_238n);
    expect(await world.run((tx) => world.hedging.inForceOf(tx, loanId))).toMatchObject({ state: 'in-force' });
  });

  it.each(['accounts-only', 'card-first'] as const)(
    'leaves all to the card under %s too, in the run and when tried again, while one of the accounts is frozen',
    async (draw) => {
      const [holder, spouse] = [await world.member('50000.00'), await world.member('50000.00')];
      const loanId = await world.loan({ borrower: holder, others: [spouse], cardId: CARD });
      await world.hedge(loanId, draw, [holder, spouse]);
      await stateOf(holder, '06');
      await paidByCard(loanId, '2026-08-09');
      expect((await asked(loanId)).map(({ fen }) => fen)).toEqual([280_238n]);
      // The second period goes the common way; nothing is taken, and it is tried again.
      await world.night('2026-09-09');
      for (const { id, loanId: of } of await world.run((tx) => world.cards.take(tx, 100)))
        if (of === loanId)
          await world.run((tx) =>
            world.cards.answer(tx, {
              ...{ id, paidFen: 0n, reason: 'PAYER_FUNDS_SHORT', on: '2026-09-09', leafId: world.bankLeaf },
            }),
          );
      await world.evening('2026-09-09');
      expect((await asked(loanId)).map(({ state }) => state)).toEqual(['answered', 'answered', 'wanted']);
      for (const { accountId } of [holder, spouse]) expect(await world.balance(accountId)).toBe(5_000_000n);
    },
  );

  it('leaves what it can to the others where there is no card', async () => {
    const [holder, spouse] = [await world.member('50000.00'), await world.member('50000.00')];
    const loanId = await world.loan({ borrower: holder, others: [spouse] });
    await world.hedge(loanId, 'accounts-only', [holder, spouse]);
    await stateOf(holder, '06');
    await world.nights('2026-08-09', '2026-09-09');
    expect(await world.balance(spouse.accountId)).toBe(5_000_000n - 2n * 280_238n);
  });

  it('of a borrower who has died is closed for the heirs: the others go on, and nothing of the debt is forgiven', async () => {
    const [borrower, spouse] = [await world.member('20000.00'), await world.member('9000.00')];
    const loanId = await world.loan({ borrower, others: [spouse], cardId: CARD });
    await world.hedge(loanId, 'accounts-first', [borrower, spouse]);
    await world.run((tx) =>
      tx.execute(
        `UPDATE member_account SET state = '05', closed_on = '2026-07-20', closing_reason = '08', state_before_closing = '01'
          WHERE account_id = $1`,
        [borrower.accountId],
      ),
    );
    await world.run((tx) => new LeaveHedging(world.file).batch(tx, { day: parseDay('2026-07-21') }));
    await world.night('2026-08-09');
    expect(await world.balance(spouse.accountId)).toBe(900_000n - 280_238n);
    expect((await world.book(loanId)).account).toMatchObject({ state: 'active', unpaidPeriods: 0 });
    const told = await world.told(loanId);
    expect(told).not.toContain('hedging-ended');
    await world.nights('2026-09-09', '2026-10-09', '2026-11-09');
    // Now the spouse's account is empty: the card is asked, and what it does not give is overdue.
    await world.night('2026-11-10');
    expect((await asked(loanId)).length).toBeGreaterThan(0);
    expect((await world.book(loanId)).account.state).toBe('overdue');
  });
});

describe('an agreement by which the card comes first', () => {
  it.each<[string, (loanId: string, accountId: bigint) => Promise<unknown>, bigint]>([
    [
      'something is repaid',
      (loanId, accountId) => world.run((tx) => world.repayments.ready(tx, { loanId, accountId })),
      280_238n,
    ],
    [
      'a sum comes by transfer',
      (loanId) =>
        world.run(async (tx) => {
          const ready = await world.money.ready(tx, loanId, '2026-08-09');
          const money = { by: 'transfer', leafId: world.bankLeaf, amountFen: 1n, sourceId: newId() } as const;
          await world.money.book(tx, ready!, money);
        }),
      280_237n,
    ],
  ])('has the card asked where on a due day before its run %s', async (_, act, wanted) => {
    const holder = await world.member('50000.00');
    const loanId = await world.loan({ borrower: holder, cardId: CARD });
    await world.hedge(loanId, 'card-first', [holder]);
    world.clock.set('2026-08-09');
    await act(loanId, holder.accountId);
    expect(await asked(loanId)).toEqual([{ fen: wanted, state: 'wanted' }]);
    expect(await world.balance(holder.accountId)).toBe(5_000_000n);
  });

  it('draws on the accounts only for what the card was asked for, not for a period that fell due meanwhile', async () => {
    const holder = await world.member('50000.00');
    const loanId = await world.loan({ borrower: holder, cardId: CARD });
    await world.hedge(loanId, 'card-first', [holder]);
    await world.night('2026-08-09');
    const taken = (await world.run((tx) => world.cards.take(tx, 100))).find((one) => one.loanId === loanId)!;
    world.clock.set('2026-09-09');
    await world.run((tx) =>
      world.cards.answer(tx, {
        ...{ id: taken.id, paidFen: taken.amountFen, reason: null, on: '2026-09-09', leafId: world.bankLeaf },
      }),
    );
    expect(await world.balance(holder.accountId)).toBe(5_000_000n);
    expect((await asked(loanId)).map(({ state }) => state)).toEqual(['answered', 'wanted']);
  });
});

describe('an agreement that draws once a year', () => {
  it('leaves each month to the card, and on its anniversary repays principal with all that the accounts can give', async () => {
    const [one, other] = [await world.member('30000.00'), await world.member('5000.00')];
    const loanId = await world.loan({ borrower: one, others: [other], cardId: CARD, periods: 240 });
    await world.hedge(loanId, 'yearly', [one, other]);
    for (let month = 1; month <= 11; month += 1)
      await paidByCard(loanId, addMonths(parseDay('2026-07-09'), month));
    const before = await world.book(loanId);
    expect([await world.balance(one.accountId), before.account.unpaidPeriods]).toEqual([3_000_000n, 0]);
    await world.night('2027-07-09');
    const after = await world.book(loanId);
    expect([await world.balance(one.accountId), await world.balance(other.accountId)]).toEqual([
      1_000n,
      1_000n,
    ]);
    const drawn = 3_500_000n - 2_000n;
    expect(before.account.principalFen - after.account.principalFen).toBeGreaterThan(drawn - 300_000n);
    expect([after.state.dues, after.account.periodsLeft]).toEqual([[], 228]);
    expect(after.account.instalmentFen < before.account.instalmentFen).toBe(true);
    expect((await asked(loanId)).at(-1)?.state).toBe('withdrawn');
    // Once a year, however often the night is made.
    await world.night('2027-07-10');
    expect((await world.book(loanId)).account.principalFen).toBe(after.account.principalFen);
    expect((await world.told(loanId)).filter((kind) => kind === 'prepaid')).toEqual(['prepaid']);
  });

  it('settles the loan when the accounts can give all of it', async () => {
    const holder = await world.member('90000.00');
    const wanted = { borrower: holder, cardId: CARD, principal: '60000.00', periods: 240 };
    const loanId = await world.loan(wanted);
    await world.hedge(loanId, 'yearly', [holder]);
    await world.night('2027-07-09');
    expect((await world.book(loanId)).account).toMatchObject({ state: 'settled', principalFen: 0n });
    expect(await world.run((tx) => world.hedging.inForceOf(tx, loanId))).toBeNull();
  });
});

describe('what a draw says to the employer that would have a contribution back (GJ13)', () => {
  /** A month of the member as the system before this one left it, credited before anything was drawn. */
  async function contributed({ accountId, personId }: Member) {
    const [unit] = await world.rows<{ id: bigint }>(
      'SELECT unit_id AS id FROM member_account WHERE account_id = $1',
      [accountId],
    );
    const list = `'00000000-0000-7000-8000-0000000${accountId.toString().padStart(5, '0')}'::uuid`;
    await world.run(async (tx) => {
      await tx.execute(
        `INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen, taken_over, posted_on)
         VALUES ($1, ${list}, $2, $3, 'POSTED', 1, 240000, true, '2026-07-01')`,
        [tx.centreId, unit!.id, 202000 + Number(accountId % 12n) + 1],
      );
      await tx.execute(
        `INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
         VALUES ($1, ${list}, $2, 1000000, 120000, 120000)`,
        [tx.centreId, accountId],
      );
    });
    const month = parseMonth(`2020-${String((Number(accountId) % 12) + 1).padStart(2, '0')}`);
    return async () => {
      const of = { unitId: unit!.id, personId, month, backPaymentId: null };
      return (await world.run((tx) => selectRefundLine(tx, of)))?.hedged;
    };
  }

  it('is that the money was spent on a loan since: an instalment, and what is repaid once a year', async () => {
    const [monthly, yearly] = [await world.member('50000.00'), await world.member('50000.00')];
    const hedged = [await contributed(monthly), await contributed(yearly)] as const;
    const loanId = await world.loan({ borrower: monthly, cardId: CARD });
    await world.hedge(loanId, 'accounts-first', [monthly]);
    const other = await world.loan({ borrower: yearly, cardId: CARD, principal: '30000.00', periods: 120 });
    await world.hedge(other, 'yearly', [yearly]);
    expect([await hedged[0](), await hedged[1]()]).toEqual([false, false]);
    await world.night('2026-08-09');
    expect([await hedged[0](), await hedged[1]()]).toEqual([true, false]);
    await world.night('2027-07-09');
    expect(await hedged[1]()).toBe(true);
  });
});
