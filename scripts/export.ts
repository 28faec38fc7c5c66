import { parseArgs } from 'node:util';
import { dayOf, isDay } from '../src/kernel/calendar';
import { runCommand, say, UsageError } from './command-line';
import { exportFolder } from './legacy/export-folder';
import { openOwnBooks } from './stage/own-books';

const USAGE = 'npm run export -- FOLDER [--as-of YYYY-MM-DD]';

/** `npm run export -- FOLDER`: writes the books of the centre in the names of JGJ/T 320. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'as-of': { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  const cutOver = values['as-of'] ?? dayOf(new Date());
  if (folder === undefined || more.length > 0 || !isDay(cutOver)) throw new UsageError(USAGE);
  const books = await openOwnBooks(null, say);
  try {
    await exportFolder({ ...books, databaseUrl: books.appUrl, folder, cutOver, print: say });
  } finally {
    await books.stop();
  }
}

runCommand(main);
