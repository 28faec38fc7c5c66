import { runCommand, say, UsageError } from './command-line';
import { readCentrePlan } from './read-centre-plan';
import { setUpCentre } from './set-up-centre';
import { openOwnBooks } from './stage/own-books';

/** `npm run centre -- FILE`: sets a further centre up, beside those that are there; twice changes nothing. */
async function main(): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new UsageError('npm run centre -- FILE.json');
  const plan = readCentrePlan(file);
  const books = await openOwnBooks(null, say);
  try {
    await setUpCentre(books.ownerUrl, plan);
    say(`${plan.name}：CENTRE_ID=${plan.id}，${plan.bankAccounts.length} 个银行专户 / bank accounts`);
  } finally {
    await books.stop();
  }
}

runCommand(main);
