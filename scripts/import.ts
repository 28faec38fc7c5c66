import { parseArgs } from 'node:util';
import { isDay } from '../src/kernel/calendar';
import { runCommand, say, UsageError } from './command-line';
import { importFolder } from './legacy/import-folder';
import { openOwnBooks } from './stage/own-books';

const USAGE = 'npm run import -- FOLDER [--cut-over YYYY-MM-DD] [--rejects FILE] [--piece ROWS]';

/** `npm run import -- FOLDER`: takes the books of a former system over, in the names of JGJ/T 320. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'cut-over': { type: 'string' }, rejects: { type: 'string' }, piece: { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  const cutOver = values['cut-over'] ?? null;
  if (folder === undefined || more.length > 0 || (cutOver !== null && !isDay(cutOver)))
    throw new UsageError(USAGE);
  const books = await openOwnBooks(null, say);
  try {
    const { now } = await importFolder({
      ...books,
      folder,
      cutOver,
      rejectsFile: values.rejects ?? `${folder.replace(/\/+$/, '')}-rejects.csv`,
      ...(values.piece === undefined ? {} : { piece: Math.max(1, Number(values.piece) || 1) }),
      print: say,
    });
    say(
      `本次接管 / taken over now：单位 / units ${now.units}，账户 / accounts ${now.accounts}，已缴月份 / months ${now.months}，贷款 / loans ${now.loans}`,
    );
  } finally {
    await books.stop();
  }
}

runCommand(main);
