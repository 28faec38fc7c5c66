import { prepareDatabase } from './prepare-database';

/**
 * The step before a new version serves: brings the database of DATABASE_OWNER_URL to its schema and sets the centre up.
 * Nothing happens when both are done; several at once take turns.
 */
async function main(): Promise<void> {
  const ownerUrl = process.env['DATABASE_OWNER_URL'] ?? '';
  if (ownerUrl === '') throw new Error('DATABASE_OWNER_URL is missing: the owner’s role makes the tables');
  const done = await prepareDatabase(ownerUrl);
  process.stdout.write(`The database is up to date; migrations run now: ${done.length}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
