import { answerDeduction, fitWanted } from '../../../src/modules/loan/store/servicing/deduction-store';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE, DatabaseUnderTest } from '../platform/database-under-test';
import { LookingTx } from './looking-tx';

const DEDUCTIONS = 3_000;
const ON = '2026-12-15';

let db: DatabaseUnderTest;

/** Deductions of a due day, newer than the statistics. */
beforeAll(async () => {
  db = await DatabaseUnderTest.start();
  await db.asSuperuser(
    `ALTER TABLE loan_deduction SET (autovacuum_enabled = off);
     INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, wanted_on, state)
     SELECT ${CENTRE}, md5('deduction' || n)::uuid, md5('loan' || n)::uuid, gen_random_uuid(), '${ON}', 100, '${ON}',
            CASE n % 2 WHEN 0 THEN 'sent' ELSE 'wanted' END FROM generate_series(1, ${DEDUCTIONS}) AS n`,
  );
}, 60_000);
afterAll(() => db.stop());

/** The indexes by which a statement finds its rows where it is planned once for all values. */
function indexesOf(statement: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  return db.run(async (tx) => {
    await tx.execute('SET LOCAL plan_cache_mode = force_generic_plan');
    const looking = new LookingTx(tx);
    await statement(looking);
    return looking.planned(/Scan (?:using|on) (loan_deduction_\w+)/);
  });
}

describe('one deduction among all of a due day', () => {
  it('is answered by its key, and not found among all that are open', async () => {
    const [row] = await db.asSuperuser(
      `SELECT id FROM loan_deduction WHERE state = 'sent' ORDER BY id LIMIT 1`,
    );
    const answer = { id: String(row?.['id']), paidFen: 100n, reason: null, on: ON };
    expect(await indexesOf((tx) => answerDeduction(tx, answer))).toEqual(['loan_deduction_pkey']);
    const answered = await db.asSuperuser(`SELECT id FROM loan_deduction WHERE state = 'answered'`);
    expect(answered).toEqual([row]);
    expect(await db.run((tx) => answerDeduction(tx, answer))).toBe(false);
  });

  it('is fitted to what is owed by the key of its loan, and only while it is not sent', async () => {
    const rows = await db.asSuperuser(
      `SELECT DISTINCT ON (state) loan_id FROM loan_deduction WHERE state IN ('wanted', 'sent') ORDER BY state DESC, id`,
    );
    for (const { loan_id: loanId } of rows) {
      const of = { loanId: String(loanId), owedFen: 40n, on: ON };
      expect(await indexesOf((tx) => fitWanted(tx, of))).toEqual(['loan_deduction_open']);
    }
    expect(
      await db.asSuperuser(
        `SELECT state, count(*)::int AS n FROM loan_deduction WHERE amount_fen = 40 GROUP BY state`,
      ),
    ).toEqual([{ state: 'wanted', n: 1 }]);
  });
});
