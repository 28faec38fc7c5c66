import type { Actor } from '../../../src/kernel/actor';
import { parseYuan, yuan } from '../../../src/kernel/money';
import { ReadOverdue } from '../../../src/modules/loan/app/servicing/read-overdue';
import { OverdueLoansController } from '../../../src/modules/loan/http/servicing/overdue-loans.controller';
import { CENTRE } from '../platform/database-under-test';
import { LoansUnderTest, type Member } from './loans-under-test';

let world: LoansUnderTest;
let lists: OverdueLoansController;
/** Loans by how many periods of them are past their day on 2027-02-10. */
let loans: Record<'one' | 'two' | 'four' | 'six' | 'paid', string>;
let clerkId: string;

const actor = (role: 'clerk' | 'manager'): Actor => ({ centreId: CENTRE, subject: `${role}-1`, role });
const list = (query: object = {}, role: 'clerk' | 'manager' = 'manager') => lists.list(query, actor(role));
const idsOf = (found: { loans: readonly { loanId: string }[] }): string[] =>
  found.loans.map(({ loanId }) => loanId);
const sumOf = (amounts: readonly string[]): string =>
  yuan(amounts.reduce((total, amount) => total + parseYuan(amount), 0n) as never);

beforeAll(async () => {
  world = await LoansUnderTest.start();
  const clerks = { named: () => clerkId } as never;
  lists = new OverdueLoansController(new ReadOverdue(world.db.work, clerks, world.clock));
  const members: Member[] = [];
  for (let n = 0; n < 5; n += 1) members.push(await world.member(n === 4 ? '900000.00' : '10.00'));
  const loanFrom = async (member: Member, day: string) => {
    world.clock.set(day);
    const loanId = await world.loan({ borrower: member, periods: 240, principal: '300000.00', on: day });
    await world.hedge(loanId, 'accounts-only', [member]);
    return loanId;
  };
  loans = {
    six: await loanFrom(members[0]!, '2026-07-09'),
    paid: await loanFrom(members[4]!, '2026-07-09'),
    four: await loanFrom(members[1]!, '2026-09-09'),
    two: await loanFrom(members[2]!, '2026-11-09'),
    one: await loanFrom(members[3]!, '2026-12-09'),
  };
  clerkId = members[2]!.personId;
  for (const month of ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01'])
    await world.nights(`${month}-09`, `${month}-10`);
  world.clock.set('2027-01-10');
}, 180_000);
afterAll(() => world.stop());

describe('the overdue register of those who collect', () => {
  it('shows whose oldest period has been due longest first, with stage, class and what is overdue', async () => {
    const found = await list();
    expect(idsOf(found)).toEqual([loans.six, loans.four, loans.two, loans.one]);
    expect(found.loans.map(({ periods, stage, riskClass }) => [periods, stage.code, riskClass.code])).toEqual(
      [
        [6, 'court', '03'],
        [4, 'letter', '03'],
        [2, 'call', '02'],
        [1, 'message', '02'],
      ],
    );
    expect(found.loans[0]).toMatchObject({
      oldestDueOn: '2026-08-09',
      daysOverdue: 154,
      principalLeft: '300000.00',
    });
    expect(found.next).toBeNull();
  });

  it('gives the loans of a stage or of a class alone, the totals of all', async () => {
    const all = await list();
    expect(idsOf(await list({ stage: 'letter' }))).toEqual([loans.four]);
    expect(idsOf(await list({ stage: 'court' }))).toEqual([loans.six]);
    expect(idsOf(await list({ riskClass: '02' }))).toEqual([loans.two, loans.one]);
    expect(idsOf(await list({ stage: 'message', riskClass: '03' }))).toEqual([]);
    expect((await list({ stage: 'letter' })).sum).toEqual(all.sum);
  });

  it('has totals that agree with its loans, with the periods that fell due, and with subject 122 of the books', async () => {
    const { loans: shown, totals, sum } = await list();
    expect(sum.loans).toBe(4);
    for (const part of [
      'overduePrincipal',
      'overdueInterest',
      'principalLeft',
      'onOverdueSubject',
    ] as const) {
      expect(sumOf(shown.map((loan) => loan[part]))).toBe(sum[part]);
      expect(sumOf(totals.map((total) => total[part]))).toBe(sum[part]);
    }
    expect(totals.map(({ stage, riskClass, loans: n }) => [stage, riskClass, n])).toEqual([
      ['message', '02', 1],
      ['call', '02', 1],
      ['letter', '03', 1],
      ['court', '03', 1],
    ]);
    const [due] = await world.rows<{ principal: bigint; interest: bigint }>(
      `SELECT sum(principal_fen - paid_principal_fen)::bigint AS principal, sum(interest_fen - paid_interest_fen)::bigint AS interest
         FROM loan_due WHERE cleared_on IS NULL`,
    );
    expect([parseYuan(sum.overduePrincipal), parseYuan(sum.overdueInterest)]).toEqual([
      due!.principal,
      due!.interest,
    ]);
    const [books] = await world.rows<{ fen: bigint }>(
      `SELECT sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END)::bigint AS fen FROM entry WHERE subject = '122'`,
    );
    expect(parseYuan(sum.onOverdueSubject)).toBe(books!.fen);
    expect(books!.fen).toBeGreaterThan(0n);
    expect(await world.breaches()).toEqual([]);
  });

  it('is read page by page, each loan once, by a cursor of that list with those filters', async () => {
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.next });
    expect([...idsOf(first), ...idsOf(second)]).toEqual([loans.six, loans.four, loans.two, loans.one]);
    expect(second.next).toBeNull();
    expect((await list({ limit: 4 })).next).toBeNull();
    await expect(list({ cursor: first.next, stage: 'call' })).rejects.toMatchObject({ status: 400 });
  });

  it('shows a clerk none in which they stand, and remembers who looked at which loan', async () => {
    const before = await readings();
    const found = await list({}, 'clerk');
    expect(idsOf(found)).toEqual([loans.six, loans.four, loans.one]);
    expect(found.sum.loans).toBe(4);
    const after = await readings();
    expect(after.length - before.length).toBe(3);
    expect(
      after
        .slice(before.length)
        .map(({ loanId }) => loanId)
        .sort(),
    ).toEqual([loans.six, loans.four, loans.one].sort());
    expect(after.at(-1)).toMatchObject({ reader: 'clerk-1', role: 'clerk' });
  });
});

function readings(): Promise<{ loanId: string; reader: string; role: string }[]> {
  return world.rows(`SELECT loan_id AS "loanId", reader, role FROM loan_reading ORDER BY at, id`);
}
