import { migrate } from './migrate';
import { setUpCentre } from './set-up-centre';

/**
 * Brings a database to the newest schema and sets the centre up in it; nothing happens when both are done.
 * @returns names of the migrations run now.
 */
export async function prepareDatabase(ownerUrl: string): Promise<string[]> {
  const done = await migrate(ownerUrl);
  await setUpCentre(ownerUrl);
  return done;
}
