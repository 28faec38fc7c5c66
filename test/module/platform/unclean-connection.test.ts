import type { DataSource } from 'typeorm';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { WireProxy } from '../../support/wire-proxy';
import { CENTRE, connect, countUp, DatabaseUnderTest } from './database-under-test';

let db: DatabaseUnderTest;
let proxy: WireProxy;
let source: DataSource;
let work: UnitOfWork;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
  proxy = await WireProxy.before(db.database.appUrl);
  // One connection: what is left unclean would be met by the next work.
  source = await connect(proxy.url, 1);
  work = new UnitOfWork(source);
});
afterAll(async () => {
  await source.destroy();
  await proxy.close();
  await db.stop();
});

describe('a ROLLBACK that fails', () => {
  it.each(['error', 'cut-before', 'cut-after'] as const)(
    '(%s): the fault that made it necessary is told, and the next work meets no open transaction',
    async (fault) => {
      const id = await db.counter();
      const act = work.run(CENTRE, async (tx) => {
        await countUp(tx, id);
        proxy.failCall(1, fault);
        throw new Error('planted');
      });
      await expect(act).rejects.toThrow('planted');
      expect(proxy.seen()).toMatchObject({ wasHit: true });
      await work.run(CENTRE, (tx) => countUp(tx, id));
      expect(await db.counted(id)).toBe(1n);
    },
  );

  it('after a read is told no other way', async () => {
    const act = work.read(CENTRE, () => {
      proxy.failCall(1, 'error');
      return Promise.reject(new Error('planted'));
    });
    await expect(act).rejects.toThrow('planted');
    const [row] = await work.read(CENTRE, (tx) => tx.query<{ one: number }>('SELECT 1 AS one'));
    expect(row).toEqual({ one: 1 });
  });
});
