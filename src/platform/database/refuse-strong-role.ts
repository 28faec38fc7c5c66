import type { Tx } from './tx';

/** Tables whose rows are never changed: the books, the evidence and the decisions. */
const appendOnly = [
  'journal',
  'entry',
  'closed_period',
  'registry_exchange',
  'bank_exchange',
  'bank_account',
  'bank_incident',
  'restriction',
  'case_fact',
  'decision',
  'event',
  'remittance_line',
  'remittance_receipt',
];

/** The service was given a role that could rewrite the books. */
export class RoleTooStrong extends Error {
  override name = 'RoleTooStrong';
}

/**
 * Refuses a role that is superuser, bypasses row-level security, owns a table, or may DELETE, TRUNCATE or UPDATE (be it
 * one column) an append-only one or a partition of it. Row-level security that fails does so because somebody connected as the owner.
 */
export async function refuseStrongRole(tx: Tx): Promise<void> {
  const [role] = await tx.query<{ name: string; strong: boolean; owns: string[]; rewrites: string[] }>(
    `SELECT current_user AS name,
            (SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS strong,
            ARRAY(SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'
                   AND pg_has_role(current_user, tableowner, 'MEMBER')) AS owns,
            ARRAY(SELECT t FROM (SELECT unnest($1::text[]) UNION ALL
                     SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass('entry')) AS named (t)
                   WHERE to_regclass(t) IS NULL OR has_any_column_privilege(t, 'UPDATE')
                      OR has_table_privilege(t, 'DELETE') OR has_table_privilege(t, 'TRUNCATE')) AS rewrites`,
    [appendOnly],
  );
  if (!role) throw new RoleTooStrong('the server does not say who we are');
  const faults = [
    ...(role.strong ? ['it is superuser, may make roles or bypasses row-level security'] : []),
    ...(role.owns.length > 0 ? [`it owns ${role.owns.slice(0, 3).join(', ')} …`] : []),
    ...(role.rewrites.length > 0 ? [`it may rewrite ${role.rewrites.join(', ')}`] : []),
  ];
  if (faults.length === 0) return;
  throw new RoleTooStrong(
    `the service does not start as ${role.name}: ${faults.join('; ')}. DATABASE_URL must name the app's role (zero_run_app), migrations run with DATABASE_OWNER_URL.`,
  );
}
