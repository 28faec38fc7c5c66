import type { Tx } from './tx';

/** Tables whose rows are never changed: the books, the evidence and the decisions. */
const appendOnly = [
  'journal',
  'entry',
  'closed_period',
  'month_balance',
  'month_result',
  'year_result',
  'registry_exchange',
  'bank_exchange',
  'bank_account',
  'bank_incident',
  'base_change_line',
  'base_year',
  'card_bin',
  'restriction',
  'case_fact',
  'decision',
  'event',
  'fiscal_part',
  'remittance_line',
  'remittance_receipt',
  'recovery_receipt',
  'roster_change',
  'suspense_draw',
  'employer_former',
  'enrolment',
  'employer_consent',
  'unit_state_change',
  'unit_ratio',
  'unit_move',
  'unit_suspense',
];

/** Columns that change while the row lives, of tables whose other columns are fixed; as the migrations grant them. */
const changing: Readonly<Record<string, readonly string[]>> = {
  base_change: ['state', 'case_id', 'confirmed_at'],
  fiscal_payment: ['state', 'receipt_id'],
  collection_batch: [
    'state',
    'frozen',
    'sends',
    'questions',
    'sent_at',
    'due_at',
    'lease_owner',
    'lease_until',
    'lease_token',
    'attempts',
    'finished_at',
  ],
  collection: [
    'state',
    'frozen',
    'bank_serial',
    'value_date',
    'collected_fen',
    'receipt_id',
    'reject_code',
    'sends',
    'questions',
    'sent_at',
    'due_at',
    'lease_owner',
    'lease_until',
    'lease_token',
    'attempts',
    'finished_at',
  ],
  instruction: [
    'state',
    'frozen',
    'bank_serial',
    'value_date',
    'reject_code',
    'paid_journal_id',
    'return_serial',
    'returned_journal_id',
    'sends',
    'questions',
    'sent_at',
    'due_at',
    'lease_owner',
    'lease_until',
    'lease_token',
    'attempts',
    'finished_at',
    'held_at',
    'short_since',
  ],
  arrears_reminder: ['ended_on'],
  recovery: ['state', 'opened_on', 'due_on', 'ended_on', 'overdue_told'],
  gains_distribution: ['state', 'decided_person_id', 'decided_at'],
  staff_gap: ['void_on'],
  unit_relief: ['ended_from', 'ended_on', 'ended_case_id'],
  deferred_month: ['state', 'due_on', 'made_up_on', 'made_up_by'],
  unit_mandate: ['until_day', 'ended_case_id'],
  receipt: ['state', 'matcher', 'matched_ref', 'journal_id'],
  remittance_list: [
    'state',
    'payment_no',
    'case_id',
    'confirmed_at',
    'posted_on',
    'use_suspense',
    'cancelled',
  ],
};

/** The service was given a role that could rewrite the books. */
export class RoleTooStrong extends Error {
  override name = 'RoleTooStrong';
}

/**
 * Refuses a role that is superuser, bypasses row-level security, owns a table, may DELETE, TRUNCATE or UPDATE (be it
 * one column) an append-only one or a partition of it, or a fixed column of an instruction or a receipt. Row-level security that fails does so because somebody connected as the owner.
 */
export async function refuseStrongRole(tx: Tx): Promise<void> {
  const [role] = await tx.query<{
    name: string;
    strong: boolean;
    temporary: boolean;
    owns: string[];
    rewrites: string[];
  }>(
    `SELECT current_user AS name,
            (SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS strong,
            has_database_privilege(current_user, current_database(), 'TEMPORARY') AS temporary,
            ARRAY(SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'
                   AND pg_has_role(current_user, tableowner, 'MEMBER')) AS owns,
            ARRAY(SELECT t FROM (SELECT unnest($1::text[]) UNION ALL
                     SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass('entry')) AS named (t)
                   WHERE to_regclass(t) IS NULL OR has_any_column_privilege(t, 'UPDATE')
                      OR has_table_privilege(t, 'DELETE') OR has_table_privilege(t, 'TRUNCATE')
                   UNION ALL
                  SELECT t FROM jsonb_object_keys($2::jsonb) AS t
                   WHERE to_regclass(t) IS NULL OR has_table_privilege(t, 'DELETE') OR has_table_privilege(t, 'TRUNCATE')
                   UNION ALL
                  SELECT t || '.' || attname FROM jsonb_each($2::jsonb) AS fixed (t, but)
                    JOIN pg_attribute ON attrelid = to_regclass(t) AND attnum > 0 AND NOT attisdropped
                   WHERE NOT but ? attname::text AND has_column_privilege(attrelid, attnum, 'UPDATE')) AS rewrites`,
    [appendOnly, JSON.stringify(changing)],
  );
  if (!role) throw new RoleTooStrong('the server does not say who we are');
  const faults = [
    ...(role.strong ? ['it is superuser, may make roles or bypasses row-level security'] : []),
    ...(role.owns.length > 0 ? [`it owns ${role.owns.slice(0, 3).join(', ')} …`] : []),
    ...(role.rewrites.length > 0 ? [`it may rewrite ${role.rewrites.join(', ')}`] : []),
    ...(role.temporary ? ['it may make temporary tables, which can stand in for real ones'] : []),
  ];
  if (faults.length === 0) return;
  throw new RoleTooStrong(
    `the service does not start as ${role.name}: ${faults.join('; ')}. DATABASE_URL must name the app's role (zero_run_app), migrations run with DATABASE_OWNER_URL.`,
  );
}
