import { Client } from 'pg';
import { OWNER_ROLE, type PostgresServer } from './server';

async function asAdministrator<T>(server: PostgresServer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server.superUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Role that owns our databases; on a given server its name is in the owner's URL. */
const ownerOf = (server: PostgresServer): string =>
  decodeURIComponent(new URL(server.ownerUrl('postgres')).username) || OWNER_ROLE;

/**
 * Nobody but the owner makes temporary tables: one that bears the name of a table of ours would be found before it.
 * Privileges of a template are not copied, so every database needs this.
 */
async function withholdTemporaryTables(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT 1 WHERE has_database_privilege('public', $1, 'TEMPORARY')`,
    [name],
  );
  if (rowCount === 0) return;
  await client.query(`REVOKE TEMPORARY ON DATABASE ${client.escapeIdentifier(name)} FROM PUBLIC`);
}

/**
 * Makes a database of the owner's role.
 * @param options.template database to copy; nobody may be connected to it meanwhile.
 * @throws DatabaseError 42P04 when it exists.
 */
export async function createDatabase(
  server: PostgresServer,
  name: string,
  options: { template?: string } = {},
): Promise<void> {
  await asAdministrator(server, async (client) => {
    const quoted = client.escapeIdentifier(name);
    const template = client.escapeIdentifier(options.template ?? 'template0');
    const owner = client.escapeIdentifier(ownerOf(server));
    await client.query(`CREATE DATABASE ${quoted} OWNER ${owner} TEMPLATE ${template} ENCODING 'UTF8'`);
    await withholdTemporaryTables(client, name);
  });
}

/** Makes the database when it is missing; the rights on it are set either way. @returns whether it was made now. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<boolean> {
  const exists = await asAdministrator(server, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) await withholdTemporaryTables(client, name);
    return rowCount === 1;
  });
  if (exists) return false;
  try {
    await createDatabase(server, name);
    return true;
  } catch (error) {
    // Somebody made it in between.
    if ((error as { code?: string }).code === '42P04') return false;
    throw error;
  }
}

/** Drops a database and cuts its connections; no error when it is missing. */
export async function dropDatabase(server: PostgresServer, name: string): Promise<void> {
  await asAdministrator(server, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  );
}
