import { randomUUID } from 'node:crypto';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { MatchLoanMoney } from '../../../src/modules/loan/app/servicing/match-loan-money';
import { WriteOffs } from '../../../src/modules/loan/app/write-off/write-offs';
import { LoansUnderTest, type Member } from './loans-under-test';

const LOSS_DAY = '2027-08-10';
const [CLERK, MANAGER] = [randomUUID(), randomUUID()];

let world: LoansUnderTest;
let writeOffs: WriteOffs;
let holder: Member;
let loanId: string;

beforeAll(async () => {
  world = await LoansUnderTest.start();
  writeOffs = new WriteOffs(world.books, world.ledger, world.file, world.clock);
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  world.clock.set('2026-07-09');
  holder = await world.member('10.00');
  loanId = await world.loan({ borrower: holder, periods: 120, principal: '100000.00' });
  await world.hedge(loanId, 'accounts-first', [holder]);
});
afterEach(async () => {
  expect(await world.breaches()).toEqual([]);
});

const propose = (by = CLERK) =>
  world.run((tx) =>
    writeOffs.propose(tx, { loanId, by, ground: 'enforcement-ended', evidenceNo: '(2027)晋0105执恢12号' }),
  );
const decide = (by: string, approve = true) =>
  world.run((tx) => writeOffs.decide(tx, { loanId, by, approve }));
const fall = () => world.nights('2026-08-09', '2026-08-10', LOSS_DAY);
const post = (amount: string, debit: bigint, credit: bigint) =>
  world.run((tx) =>
    world.ledger.post(
      tx,
      {
        kind: 'test-credit',
        sourceId: newId(),
        businessDate: world.clock.today(),
        valueDate: world.clock.today(),
      },
      [
        { accountId: debit, side: 'D', amountFen: parseYuan(amount) },
        { accountId: credit, side: 'C', amountFen: parseYuan(amount) },
      ],
    ),
  );
const reserveLeaf = () => world.run((tx) => world.ledger.leafOf(tx, '301'));
const reserve = async (): Promise<bigint> => {
  const [row] = await world.rows<{ fen: bigint }>(
    `SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS fen FROM entry WHERE account_id = $1`,
    [await reserveLeaf()],
  );
  return row?.fen ?? 0n;
};
const account = async () => (await world.book(loanId)).account;

describe('a loss of a loan', () => {
  it('is proposed of a loan in the class of losses alone, and once', async () => {
    await expect(propose()).rejects.toMatchObject({ code: 'LOAN_NOT_OVERDUE' });
    await world.nights('2026-08-09', '2026-08-10');
    await expect(propose()).rejects.toMatchObject({ code: 'LOAN_NOT_A_LOSS' });
    await world.night(LOSS_DAY);
    expect((await account()).riskClass).toBe('05');
    await propose();
    await expect(propose(MANAGER)).rejects.toMatchObject({ code: 'WRITE_OFF_PROPOSED' });
  });

  it('is charged to the reserve by a second person, out of what the reserve holds (V23)', async () => {
    await fall();
    await expect(decide(MANAGER)).rejects.toMatchObject({ code: 'WRITE_OFF_NOT_PROPOSED' });
    await propose();
    await expect(decide(CLERK)).rejects.toMatchObject({ code: 'SECOND_PERSON_WANTED' });
    await expect(decide(MANAGER)).rejects.toMatchObject({ code: 'RESERVE_TOO_LOW' });
    await post('150000.00', world.bankLeaf, await reserveLeaf());
    const before = await reserve();
    await decide(MANAGER);
    expect(before - (await reserve())).toBe(10_000_000n);
    expect(await account()).toMatchObject({
      state: 'bad',
      loanState: 'bad',
      principalFen: 10_000_000n,
      writtenOffFen: 10_000_000n,
      transferredFen: 0n,
      riskClass: '05',
    });
    await expect(decide(MANAGER)).rejects.toMatchObject({ code: 'WRITE_OFF_NOT_PROPOSED' });
    await expect(propose()).rejects.toMatchObject({ code: 'WRITE_OFF_PROPOSED' });
    expect((await world.told(loanId)).at(-1)).toBe('written-off');
    const [detail] = await world.rows(
      `SELECT kind, paid_by AS by, principal_fen AS fen FROM loan_transaction WHERE loan_id = $1 ORDER BY seq DESC LIMIT 1`,
      [loanId],
    );
    expect(detail).toEqual({ kind: '09', by: 'none', fen: 10_000_000n });
  });

  it('takes no more than the reserve holds, where two are decided on together', async () => {
    const other = await world.loan({ borrower: holder, periods: 120, principal: '100000.00' });
    await fall();
    await post('150000.00', world.bankLeaf, await reserveLeaf());
    const given = (await reserve()) - parseYuan('150000.00');
    if (given > 0n) await post(yuan(fen(given)), await reserveLeaf(), world.bankLeaf);
    for (const id of [loanId, other])
      await world.run((tx) =>
        writeOffs.propose(tx, { loanId: id, by: CLERK, ground: 'bankrupt', evidenceNo: '(2027)晋0105破1号' }),
      );
    let second: Promise<unknown> = Promise.resolve();
    await world.run(async (tx) => {
      await writeOffs.decide(tx, { loanId, by: MANAGER, approve: true });
      second = world
        .run((rival) => writeOffs.decide(rival, { loanId: other, by: MANAGER, approve: true }))
        .catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await second).toMatchObject({ code: 'RESERVE_TOO_LOW' });
    expect(await reserve()).toBe(parseYuan('50000.00'));
  });

  it('that is declined leaves the loan as it was, and may be proposed again', async () => {
    await fall();
    await propose();
    await decide(MANAGER, false);
    expect(await account()).toMatchObject({ state: 'overdue', writtenOffFen: 0n });
    await propose();
  });
});

describe('what is recovered of a loan that was written off', () => {
  beforeEach(async () => {
    await fall();
    await post('150000.00', world.bankLeaf, await reserveLeaf());
    await propose();
    await decide(MANAGER);
  });

  it('goes to penalty and interest as before, and of principal back to the reserve', async () => {
    const before = await reserve();
    const { loanNo, principalFen } = await account();
    const receipt = {
      id: newId(),
      bankAccountId: newId(),
      bankLeafId: world.bankLeaf,
      bankSerial: newId(),
      amountFen: parseYuan('5000.00'),
      valueDate: LOSS_DAY,
      payer: { name: '试', accountNo: '104999900000000777' },
      remark: loanNo,
      summary: '',
    };
    await world.run((tx) => new MatchLoanMoney(world.money).match(tx, receipt));
    const after = await account();
    const recovered = principalFen - after.principalFen;
    expect(recovered > 0n).toBe(true);
    expect([after.state, after.riskClass, (await reserve()) - before]).toEqual(['bad', '05', recovered]);
    const lines = await world.rows<{ line: string }>(
      `SELECT e.side || e.subject AS line FROM entry AS e JOIN journal AS j ON j.id = e.journal_id WHERE j.source_id = $1 ORDER BY e.seq`,
      [receipt.id],
    );
    expect(lines.map(({ line }) => line)).toEqual(['D101', 'C301', 'C401', 'C401', 'D219', 'C119']);
  });

  it('is taken from the account night by night, until all of it is repaid and the loan is settled', async () => {
    await post('200000.00', world.bankLeaf, holder.accountId);
    await world.night('2027-08-11');
    expect(await account()).toMatchObject({ state: 'bad', unpaidPeriods: 0 });
    const paid = await world.run((tx) =>
      world.repayments.settle(tx, { loanId, accountId: holder.accountId, sourceId: newId() }),
    );
    expect(paid.principalFen > fen(0n)).toBe(true);
    expect(await account()).toMatchObject({ state: 'settled', loanState: 'settled', writtenOffFen: 0n });
    expect(await reserve()).toBeGreaterThanOrEqual(parseYuan('150000.00'));
  });
});
