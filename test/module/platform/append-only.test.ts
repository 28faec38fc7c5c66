import { newId } from '../../../src/kernel/identifiers/uuid';
import { CENTRE, DatabaseUnderTest } from './database-under-test';

/** Tables nobody may change a row of; what else a table allows stands below. */
const appendOnly = [
  'bank_account',
  'bank_exchange',
  'bank_incident',
  'base_change_line',
  'base_year',
  'case_fact',
  'case_reading',
  'closed_period',
  'decision',
  'desk_answer',
  'document',
  'document_key',
  'document_lines',
  'document_revocation',
  'entry',
  'event',
  'fiscal_part',
  'fund_admission',
  'journal',
  'loan_hall_seller',
  'loan_incident',
  'loan_incident_closing',
  'loan_stop_notice',
  'month_balance',
  'month_result',
  'originals_move',
  'recovery_receipt',
  'registry_event',
  'registry_exchange',
  'remittance_line',
  'remittance_receipt',
  'replay_difference',
  'restriction',
  'roster_change',
  'signing_branch',
  'signing_paper',
  'signing_signature',
  'suspense_draw',
  'unit_suspense',
  'year_result',
];
/** Tables of which only the columns named may change. */
const fixedColumns: Readonly<Record<string, readonly string[]>> = {
  arrears_reminder: ['unit_id', 'stage', 'months', 'first_month', 'estimate_fen', 'sent_on'],
  base_change: ['unit_id', 'fund_year', 'from_month', 'member_count', 'made_at'],
  court_deduction: ['amount_fen', 'account_id', 'order_no', 'freeze_fen'],
  estate: ['account_id', 'person_id', 'died_on', 'ruling_no', 'proposed_person_id', 'proposed_at'],
  fiscal_payment: ['payment_no', 'parts', 'total_fen', 'sent_by'],
  gains_distribution: [
    'year',
    'reserve_rule',
    'fee_budget_fen',
    'document_no',
    'proposed_person_id',
    'proposed_at',
  ],
  instruction: ['amount_fen', 'payee_card_id', 'reference', 'source_id', 'bank_account_id', 'purpose'],
  loan_refund: ['loan_id', 'card_id', 'amount_fen', 'begun_at'],
  loan_write_off: ['loan_id', 'ground', 'evidence_no', 'proposed_person_id', 'proposed_at'],
  order_ruling: ['order_id', 'outcome', 'amount_fen', 'evidence_no', 'proposed_person_id', 'proposed_at'],
  own_transfer: ['amount_fen', 'from_account_id', 'to_account_id', 'reason', 'source_id'],
  receipt: ['amount_fen', 'bank_serial', 'value_date', 'payer'],
  recovery: ['recovery_no', 'case_id', 'person_id', 'contract_no', 'amount_fen'],
  remittance_list: ['total_fen', 'member_count', 'month', 'unit_id'],
  staff_gap: ['employer_id', 'kind', 'person_id', 'happened_on', 'receipt_no', 'found_on'],
};
const deletable = ['engagement'];

let db: DatabaseUnderTest;
let all: string[];

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
  const rows = await db.asSuperuser<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  );
  all = rows.map(({ name }) => name);
});
afterAll(() => db.stop());

const refused = (sql: string) =>
  expect(db.run((tx) => tx.execute(sql))).rejects.toMatchObject({ code: '42501' });

describe('what the service may not do to what is written', () => {
  it.each(appendOnly)('%s: no UPDATE, no DELETE, no TRUNCATE', async (table) => {
    await refused(`UPDATE ${table} SET centre_id = centre_id`);
    await refused(`DELETE FROM ${table}`);
    await refused(`TRUNCATE ${table}`);
  });

  it.each(Object.entries(fixedColumns))(
    '%s: what was ordered or received stays as it is',
    async (table, columns) => {
      for (const column of columns) await refused(`UPDATE ${table} SET ${column} = ${column}`);
      await refused(`DELETE FROM ${table}`);
      await refused(`TRUNCATE ${table}`);
    },
  );

  it('deletes from no table but the engagements, and truncates none', async () => {
    const rights = await db.asSuperuser<{ table: string; removes: boolean; empties: boolean }>(
      `SELECT t AS "table", has_table_privilege('zero_run_app', t, 'DELETE') AS removes,
              has_table_privilege('zero_run_app', t, 'TRUNCATE') AS empties FROM unnest($1::text[]) AS t`,
      [all],
    );
    expect(rights.filter(({ removes }) => removes).map(({ table }) => table)).toEqual(deletable);
    expect(rights.filter(({ empties }) => empties)).toEqual([]);
  });

  it('makes no table and changes none', async () => {
    await refused('CREATE TABLE mine (id int)');
    for (const sql of [
      'ALTER TABLE entry DISABLE TRIGGER ALL',
      'ALTER TABLE entry NO FORCE ROW LEVEL SECURITY',
      'DROP POLICY centre_only ON entry',
      'DROP TABLE event',
    ])
      await refused(sql);
    await refused(`SET LOCAL session_replication_role = replica`);
  });

  it('makes no temporary table, which could bear the name of one of ours', async () => {
    await refused('CREATE TEMPORARY TABLE closed_period (month int)');
    const rights = await db.asSuperuser(
      `SELECT has_database_privilege('public', current_database(), 'TEMPORARY') AS everybody`,
    );
    expect(rights).toEqual([{ everybody: false }]);
  });

  it('every function of ours looks into the catalogue first and among temporary tables last', async () => {
    const paths = await db.asSuperuser<{ name: string; path: string[] }>(
      `SELECT proname AS name, ARRAY (SELECT c FROM unnest(proconfig) AS c WHERE c LIKE 'search_path=%') AS path
         FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const { name, path } of paths)
      expect([name, path]).toEqual([name, ['search_path=pg_catalog, public, pg_temp']]);
  });

  it('a temporary table in the place of the closed months does not open one', async () => {
    const act = db.asSuperuser(`
      CREATE TEMPORARY TABLE closed_period (LIKE public.closed_period);
      INSERT INTO public.closed_period (centre_id, month) VALUES (${CENTRE}, 202602);
      INSERT INTO public.journal (centre_id, id, business_date, value_date, kind, source_id)
        VALUES (${CENTRE}, '01900000-0000-7000-8000-000000000001', '2026-02-03', '2026-02-03', 'test', '01900000-0000-7000-8000-000000000001');
      INSERT INTO public.entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
        SELECT ${CENTRE}, '01900000-0000-7000-8000-000000000001', n, '2026-02-03', n, '101', s, 1
          FROM (VALUES (1, 'D'), (2, 'C')) AS line (n, s)`);
    await expect(act).rejects.toMatchObject({
      code: 'ZR001',
      message: expect.stringMatching(/period is closed/),
    });
  });

  it('cannot name a partition of the lines: not to read, write or change one', async () => {
    const partitions = await db.asSuperuser<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'entry'::regclass`,
    );
    expect(partitions.length).toBeGreaterThanOrEqual(4);
    for (const { name } of partitions) {
      await refused(`SELECT * FROM ${name}`);
      await refused(`INSERT INTO ${name} (centre_id) VALUES (${CENTRE})`);
      await refused(`UPDATE ${name} SET amount_fen = 1`);
      await refused(`DELETE FROM ${name}`);
    }
  });

  it('a partition it has made is the owner’s, closed like the others', async () => {
    await db.run((tx) => tx.query('SELECT ensure_entry_partition(2031)'));
    const [made] = await db.asSuperuser(
      `SELECT tableowner AS owner FROM pg_tables WHERE tablename = 'entry_2031'`,
    );
    expect(made).toEqual({ owner: 'zero_run_owner' });
    await refused('SELECT * FROM entry_2031');
    for (const year of [1998, 3000])
      await expect(db.run((tx) => tx.query('SELECT ensure_entry_partition($1)', [year]))).rejects.toThrow(
        /no partition/,
      );
  });

  it('what it wrote a moment ago is fixed as well', async () => {
    const id = newId();
    const act = db.run(async (tx) => {
      await tx.execute(
        `INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id) VALUES ($1, $2, '2026-11-21', '2026-11-21', 'test', $2)`,
        [CENTRE, id],
      );
      await tx.execute('DELETE FROM journal WHERE id = $1', [id]);
    });
    await expect(act).rejects.toMatchObject({ code: '42501' });
  });
});
