import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { importFolder } from '../../scripts/legacy/import-folder';
import type { SeedProfile } from '../../scripts/seed/profile';
import { seedPerson } from '../../scripts/seed/seed-people';
import { writeSeedFolder } from '../../scripts/seed/write-seed-folder';
import { taiyuan } from '../../scripts/set-up-centre';
import { fen } from '../../src/kernel/money';
import { Sealer } from '../../src/platform/crypto';
import { startWorld, type World } from '../support';
import { makeScratchFolder } from '../support/test-server';
import { rows } from './support';

const MEMBERS = 4_000;
const SEED = 7;
const CITY: SeedProfile = {
  name: 'small',
  units: 40,
  payingUnits: 40,
  members: MEMBERS,
  payingMembers: MEMBERS,
  balance: fen(BigInt(MEMBERS) * 2_839_600n),
  loans: fen(0n),
  months: 1,
};
/** What a member may start from without an id of anything. */
const PRECHECKS = ['TQ01', 'TQ07', 'TQ12', 'TQ14', 'TQ15', 'GJ28', 'GJ32', 'DK01'];

describe('one of many members', () => {
  let world: World;
  let folder: string;

  beforeAll(async () => {
    folder = join(makeScratchFolder(), 'city');
    world = await startWorld();
    await writeSeedFolder(folder, CITY, SEED, taiyuan);
    const key = (name: string): Buffer => Buffer.from(world.serviceEnv[name] ?? '', 'base64');
    await importFolder({
      ownerUrl: world.database.ownerUrl,
      centreId: world.centre.id,
      folder,
      cutOver: null,
      sealer: new Sealer({ sealingKey: key('SEALING_KEY'), indexKey: key('INDEX_KEY') }),
      rejectsFile: `${folder}-rejects.csv`,
      print: () => undefined,
    });
    // Whatever a day asks of everybody is done when the service has gone once through it.
    await world.restartApi(0, { WORKER_INTERVAL_MS: '0' });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** Rows that were read of each table so far; a process tells the last of them as it ends. */
  const rowsRead = async (): Promise<Map<string, number>> => {
    const read = await rows<{ name: string; n: string }>(
      world,
      `SELECT t.relname AS name, t.seq_tup_read
              + coalesce((SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes AS i WHERE i.relid = t.relid), 0) AS n
         FROM pg_stat_user_tables AS t`,
    );
    return new Map(read.map(({ name, n }) => [name, Number(n)]));
  };

  it('is answered from the own rows, however many others there are', async () => {
    const paths = await world.visitor().get('/openapi.json');
    const withoutId = Object.entries(paths.body.paths as Record<string, object>)
      .filter(([path, methods]) => 'get' in methods && !path.includes('{'))
      .map(([path]) => path);
    expect(withoutId).toContain('/v1/me/account');
    await world.restartApi(0, { WORKER_INTERVAL_MS: '0' });
    const before = await rowsRead();

    const member = await world.signedIn({ role: 'member', ...seedPerson(SEED, 17) });
    const account = await member.get('/v1/me/account');
    expect([account.status, account.body.state]).toEqual([200, '01']);
    for (const path of withoutId) expect((await member.get(path)).status).toBeLessThan(500);
    for (const item of PRECHECKS) {
      const answer = await member.post('/v1/prechecks', { item, input: {} });
      expect([item, answer.status < 500]).toEqual([item, true]);
    }

    await world.restartApi(0, { WORKER_INTERVAL_MS: '0' });
    const after = await rowsRead();
    const many = [...after]
      .map(([name, n]) => ({ name, rows: n - (before.get(name) ?? 0) }))
      .filter((table) => table.rows >= MEMBERS);
    expect(many).toEqual([]);
  }, 60_000);
});
