import type { Client } from 'pg';
import type { ClusterRecord } from './cluster-record';
import { connectAsSuperuser } from './connect';
import { APP_ROLE, OWNER_ROLE } from './server';

/** Any number that only this work uses: two launchers at once take turns. */
const LOCK = 7_300_141;

async function ensureRole(client: Client, role: string, powers: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS ${powers} ` +
      `PASSWORD ${client.escapeLiteral(password)}`,
  );
}

/**
 * Makes the two roles with the recorded passwords, or sets those that exist right again.
 * @returns false when the server went away meanwhile.
 */
export async function ensureRoles(port: number, passwords: ClusterRecord['passwords']): Promise<boolean> {
  const answer = await connectAsSuperuser(port, passwords.superuser, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await ensureRole(client, OWNER_ROLE, 'CREATEDB', passwords.owner);
    await ensureRole(client, APP_ROLE, 'NOCREATEDB', passwords.app);
  });
  if (answer.state === 'refused') throw new Error(`the roles could not be made: ${answer.reason}`);
  return answer.state === 'connected';
}
