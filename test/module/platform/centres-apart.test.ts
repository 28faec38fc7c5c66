import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { Road } from '../oversight/road';
import { atTheDesk } from '../oversight/at-the-desk';
import { travel } from '../oversight/travel';
import { connect } from './database-under-test';

const OTHER_CENTRE = 2;

let road: Road;
let tables: string[];

/** What the way of a case leaves no row of. */
const planted = [
  `INSERT INTO fiscal_payment (centre_id, id, payment_no, state, parts, total_fen, sent_by, sent_at)
   VALUES (1, '00000000-0000-7000-8000-0000000000f1', 'planted', 'AWAITED', 1, 1, 'planted', now())`,
  `INSERT INTO fiscal_part (centre_id, payment_id, row_no, unit_id, payee, amount_fen)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000f1', 2, ledger_account_id, 'planted', 1 FROM unit_account LIMIT 1`,
  `INSERT INTO base_run (centre_id, id, fund_year, planned_at) VALUES (1, gen_random_uuid(), 2020, now())`,
  `INSERT INTO base_year (centre_id, unit_id, fund_year, manner, source_id, settled_on)
   SELECT centre_id, ledger_account_id, 2020, 'carried', gen_random_uuid(), '2020-09-01' FROM unit_account LIMIT 1`,
  `INSERT INTO base_change (centre_id, id, unit_id, fund_year, from_month, state, member_count, made_at)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000b1', ledger_account_id, 2020, 202007, 'DRAFT', 1, now() FROM unit_account LIMIT 1`,
  `INSERT INTO base_change_line (centre_id, change_id, account_id, former_base_fen, former_employer_fen, former_employee_fen,
     wage_fen, base_fen, employer_fen, employee_fen)
   VALUES (1, '00000000-0000-7000-8000-0000000000b1', 1, 1, 1, 1, 1, 1, 1, 1)`,
  `INSERT INTO bank_incident (centre_id, id, bank_code, code, noticed_at)
   VALUES (1, gen_random_uuid(), '104', 'planted', now())`,
  `INSERT INTO closed_period (centre_id, month) VALUES (1, 202606)`,
  `INSERT INTO loan_party (centre_id, loan_id, person_id, role) VALUES (1, gen_random_uuid(), gen_random_uuid(), 'guarantor')`,
  `INSERT INTO case_reading (centre_id, id, case_id, reader, role, at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'planted', 'clerk', now())`,
  `INSERT INTO replay_run (centre_id, id, kind, from_day, to_day, size, seed, asked_by, planned_at)
   VALUES (1, gen_random_uuid(), 'asked', '2026-01-01', '2026-01-02', 1, 'planted', 'planted', now())`,
  `INSERT INTO replay_difference (centre_id, run_id, case_id, round, path, stored_hash, found_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 1, '/', 'planted', now())`,
  `INSERT INTO restriction (centre_id, id, person_id, kind, from_day, until_day, basis, created_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'FRAUD_LOAN', '2020-01-01', '2024-12-31', 'planted', now())`,
  `INSERT INTO suspense_draw (centre_id, receipt_id, purpose, target_id, amount_fen)
   SELECT centre_id, receipt_id, 'refund', gen_random_uuid(), 1 FROM unit_suspense LIMIT 1`,
];

/** Rows of every table, nearly all made as in life. */
beforeAll(async () => {
  road = await Road.start();
  await travel(road);
  await atTheDesk(road);
  await road.pastAllGuards(...planted);
  const rows = await road.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'centre_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
}, 60_000);
afterAll(() => road.stop());

describe('another centre', () => {
  it('sees no row of any table, while its own centre sees them', async () => {
    const seen: Record<string, [number, number]> = {};
    for (const table of tables)
      seen[table] = [await road.count(table), await road.count(table, 'true', OTHER_CENTRE)];
    // A table without a row of its own centre would prove nothing: plant one above.
    expect(tables.filter((table) => seen[table]![0] === 0)).toEqual([]);
    expect(tables.filter((table) => seen[table]![1] !== 0)).toEqual([]);
  });

  it('changes and removes none', async () => {
    for (const table of [
      'member_balance',
      'pot',
      'hold',
      'service_case',
      'command',
      'person',
      'payout_card',
    ]) {
      const touch = road.work.run(OTHER_CENTRE, (tx) =>
        tx.execute(`UPDATE ${table} SET centre_id = centre_id`),
      );
      expect([table, await touch]).toEqual([table, 0]);
    }
    const remove = road.work.run(OTHER_CENTRE, (tx) => tx.execute('DELETE FROM engagement'));
    expect(await remove).toBe(0);
    expect(await road.count('engagement')).toBeGreaterThan(0);
  });

  it('cannot write a row in the other’s name, nor give one of its own away', async () => {
    const forged = [
      `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES (1, 1, 'withdrawal', gen_random_uuid())`,
      `INSERT INTO closed_period (centre_id, month) VALUES (1, 202611)`,
    ];
    for (const sql of forged) {
      const act = road.work.run(OTHER_CENTRE, (tx) => tx.execute(sql));
      await expect(act).rejects.toThrow(/row-level security/);
    }
    const given = road.work.run(OTHER_CENTRE, async (tx) => {
      await tx.execute(
        `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES (2, 1, 'x', gen_random_uuid())`,
      );
      await tx.execute('UPDATE engagement SET centre_id = 1');
    });
    await expect(given).rejects.toThrow(/row-level security/);
  });

  it('is not reached by a connection that served the first centre a moment ago', async () => {
    const source = await connect(road.database.appUrl, 1);
    try {
      const work = new UnitOfWork(source);
      const people = (centreId: number) =>
        work.read(centreId, async (tx) => (await tx.query('SELECT id FROM person')).length);
      expect(await people(1)).toBeGreaterThan(0);
      expect(await people(OTHER_CENTRE)).toBe(0);
    } finally {
      await source.destroy();
    }
  });
});
