import type { QueryRunner } from 'typeorm';

/** What the app's role may do to a table besides SELECT. Nothing grants TRUNCATE, REFERENCES or TRIGGER. */
export type Access = 'append-only' | 'read-write' | 'read-write-delete';

const grants: Record<Access, string> = {
  'append-only': 'SELECT, INSERT',
  'read-write': 'SELECT, INSERT, UPDATE',
  'read-write-delete': 'SELECT, INSERT, UPDATE, DELETE',
};

/**
 * Closes a table of a centre: row-level security forced on `centre_id`, an error when no centre is set,
 * grants for the app's role, and a policy for the owner's own work (migrations, proof).
 */
export async function protect(queryRunner: QueryRunner, table: string, access: Access): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY centre_only ON ${table} TO zero_run_app
      USING (centre_id = current_setting('app.centre')::int)
      WITH CHECK (centre_id = current_setting('app.centre')::int);
    CREATE POLICY owner_work ON ${table} TO zero_run_owner USING (true) WITH CHECK (true);
    GRANT ${grants[access]} ON ${table} TO zero_run_app;
  `);
}
