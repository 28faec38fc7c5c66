import { selectInterestCashDue } from '../../../src/modules/loan/store/servicing/interest-due-store';
import { LoansUnderTest } from './loans-under-test';

let world: LoansUnderTest;
beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());

const due = (day: string) => world.run((tx) => selectInterestCashDue(tx, day));
const income = async (): Promise<bigint> => {
  const [row] = await world.rows<{ fen: bigint }>(
    'SELECT coalesce(sum(interest_fen), 0)::bigint AS fen FROM loan_transaction',
  );
  return row?.fen ?? -1n;
};
const kept = () =>
  world.rows<{ day: string; fen: bigint }>('SELECT day, due_fen AS fen FROM loan_interest_due ORDER BY day');

describe('what loans have left due to the gains account', () => {
  it('is summed from the last day that it is kept of, which nobody books into any more', async () => {
    const holder = await world.member('900000.00');
    const loanId = await world.loan({ borrower: holder });
    await world.hedge(loanId, 'accounts-first', [holder]);
    await world.night('2026-08-09');
    const first = await income();
    expect([first > 0n, await due('2026-08-09')]).toEqual([true, first]);
    expect(await kept()).toEqual([{ day: '2026-08-07', fen: 0n }]);
    expect([await due('2026-08-10'), await due('2026-08-11')]).toEqual([first, first]);
    await world.night('2026-09-09');
    const both = await income();
    expect([both > first, await due('2026-09-09'), await due('2026-09-09')]).toEqual([true, both, both]);
    expect(await kept()).toEqual([
      { day: '2026-08-07', fen: 0n },
      { day: '2026-08-08', fen: 0n },
      { day: '2026-08-09', fen: first },
      { day: '2026-09-07', fen: first },
    ]);
    expect(await world.breaches()).toEqual([]);
    // Behind a kept day nothing is added up again.
    await world.db.asSuperuser(`UPDATE loan_interest_due SET due_fen = due_fen + 7 WHERE day = '2026-09-07'`);
    expect(await due('2026-09-09')).toBe(both + 7n);
    expect(await world.breaches()).toHaveLength(1);
  });
});
