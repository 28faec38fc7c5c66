import { LeaveHedging } from '../../../src/modules/loan/app/hedging/leave-hedging';
import { parseDay } from '../../../src/kernel/calendar';
import { LoansUnderTest, type Member } from './loans-under-test';

let world: LoansUnderTest;
let borrower: Member;
let spouse: Member;
let loanId: string;

beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  [borrower, spouse] = [await world.member('50000.00'), await world.member('20000.00')];
  loanId = await world.loan({ borrower, others: [spouse] });
});

const propose = (
  personIds: string[],
  agreed: string[],
  draw: 'accounts-first' | 'card-first' = 'accounts-first',
) => world.run((tx) => world.hedging.propose(tx, { loanId, draw, personIds, agreed }));
const agree = (id: string, personId: string) => world.run((tx) => world.hedging.agree(tx, id, personId));
const inForce = () => world.run((tx) => world.hedging.inForceOf(tx, loanId));
const told = () =>
  world.rows<{ kind: string }>('SELECT kind FROM event WHERE case_id = $1 ORDER BY seq', [loanId]);

describe('an agreement by which members’ accounts repay a loan', () => {
  it('is in force from the day on which the last holder has agreed, and told once', async () => {
    const proposed = await propose([borrower.personId, spouse.personId], [borrower.personId]);
    expect([proposed.state, await inForce()]).toEqual(['proposed', null]);
    const agreed = await agree(proposed.id, spouse.personId);
    expect(agreed).toMatchObject({ state: 'in-force', inForceOn: '2026-07-09', draw: 'accounts-first' });
    expect(agreed.parties.map(({ personId }) => personId)).toEqual([borrower.personId, spouse.personId]);
    await expect(agree(proposed.id, spouse.personId)).rejects.toMatchObject({ code: 'NOT_ASKED' });
    expect(await told()).toEqual([{ kind: 'hedging-agreed' }]);
  });

  it('takes the place of the one in force only when all have agreed to it', async () => {
    const first = await propose([borrower.personId], [borrower.personId]);
    const second = await propose([borrower.personId, spouse.personId], [borrower.personId], 'card-first');
    expect((await inForce())?.id).toBe(first.id);
    await agree(second.id, spouse.personId);
    expect((await inForce())?.id).toBe(second.id);
    const all = await world.run((tx) => world.hedging.ofLoan(tx, loanId));
    expect(all.map(({ state, endReason }) => [state, endReason])).toEqual([
      ['in-force', null],
      ['ended', 'replaced'],
    ]);
  });

  it('is refused for whoever does not borrow, has no account, stands twice in it or comes before the borrower', async () => {
    const stranger = await world.member('1.00');
    const refusedAs = (code: string, ...personIds: string[]) =>
      expect(propose(personIds, [])).rejects.toMatchObject({ code });
    await refusedAs('NOT_BORROWER', borrower.personId, stranger.personId);
    await refusedAs('ORDER_OF_HOLDERS', spouse.personId, borrower.personId);
    await refusedAs('ORDER_OF_HOLDERS', borrower.personId, borrower.personId);
    await refusedAs('ORDER_OF_HOLDERS');
    await world.run((tx) =>
      tx.execute(
        `UPDATE member_account SET state = '05', closed_on = '2026-07-09', closing_reason = '03', state_before_closing = '01'
          WHERE account_id = $1`,
        [spouse.accountId],
      ),
    );
    await refusedAs('ACCOUNT_NOT_FOUND', borrower.personId, spouse.personId);
  });

  it('goes on without an account that was closed, and ends with the last of them', async () => {
    await propose([borrower.personId, spouse.personId], [borrower.personId, spouse.personId]);
    const close = ({ accountId }: Member) =>
      world.run((tx) =>
        tx.execute(
          `UPDATE member_account SET state = '05', closed_on = '2026-07-09', closing_reason = '03', state_before_closing = '01'
            WHERE account_id = $1`,
          [accountId],
        ),
      );
    const night = new LeaveHedging(world.file);
    const leave = () => world.run((tx) => night.batch(tx, { day: parseDay('2026-07-10') }));
    await close(spouse);
    expect([await leave(), await leave()]).toEqual([1, 0]);
    expect((await inForce())?.parties.map(({ leftOn }) => leftOn)).toEqual([null, '2026-07-10']);
    await close(borrower);
    expect([await leave(), await leave()]).toEqual([1, 0]);
    expect(await inForce()).toBeNull();
    expect(await told()).toEqual([{ kind: 'hedging-agreed' }, { kind: 'hedging-ended' }]);
  });
});
