import type { DataSource } from 'typeorm';
import { CommitUnknown, UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { CENTRE, connect, countUp, DatabaseUnderTest, until } from './database-under-test';
import { type Mishap, PostgresProxy } from './postgres-proxy';

let db: DatabaseUnderTest;
let proxy: PostgresProxy;
let source: DataSource;
let work: UnitOfWork;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
  const made = await PostgresProxy.before(db.database.appUrl);
  proxy = made.proxy;
  source = await connect(made.url, 3);
  work = new UnitOfWork(source);
});
afterAll(async () => {
  await source.destroy();
  await proxy.close();
  await db.stop();
});
afterEach(() => {
  proxy.away = false;
  proxy.next = null;
});

/** Counts up once through the proxy; tells how often the work ran. */
async function countThrough(
  mishap: Mishap,
  meanwhile: (id: string) => Promise<void> = () => Promise.resolve(),
  atCommit: () => void = () => undefined,
) {
  const id = await db.counter();
  let tries = 0;
  const act = work.run(CENTRE, async (tx) => {
    tries += 1;
    await countUp(tx, id);
    if (tries === 1) {
      proxy.next = mishap;
      atCommit();
    }
    return `answer of try ${tries}`;
  });
  const [answer] = await Promise.all([act, meanwhile(id)]);
  return { answer, tries, counted: await db.counted(id) };
}

/** Whether the service, whose connection is gone, has come back to ask. */
const askedAgain = () =>
  until(async () => {
    const [row] = await db.asSuperuser<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'SELECT pg_xact_status%'`,
    );
    return row!.n > 0;
  });

describe('F10, F13: COMMIT whose answer is lost', () => {
  it('took place: the server is asked, the work is not run again', async () => {
    expect(await countThrough('lose-answer')).toEqual({ answer: 'answer of try 1', tries: 1, counted: 1n });
  });

  it('took place although the server is away for a while: it is asked until it answers', async () => {
    const before = proxy.turnedAway;
    const outcome = await countThrough(
      'lose-answer',
      async () => {
        await until(() => Promise.resolve(proxy.turnedAway > before));
        proxy.away = false;
      },
      () => (proxy.away = true),
    );
    expect(outcome).toEqual({ answer: 'answer of try 1', tries: 1, counted: 1n });
  });

  it('is not guessed: when the server stays away the fate is unknown, and the work is not run again', async () => {
    const id = await db.counter();
    let tries = 0;
    const act = work.run(CENTRE, async (tx) => {
      tries += 1;
      await countUp(tx, id);
      proxy.next = 'lose-answer';
      proxy.away = true;
    });
    await expect(act).rejects.toBeInstanceOf(CommitUnknown);
    expect([tries, await db.counted(id)]).toEqual([1, 1n]);
  }, 20_000);
});

describe('COMMIT that never reaches the server', () => {
  it('did not take place: the work runs again, its effect is there once', async () => {
    expect(await countThrough('lose-commit')).toEqual({ answer: 'answer of try 2', tries: 2, counted: 1n });
  });

  it('is not taken for lost while the server still keeps the transaction open', async () => {
    const outcome = await countThrough('hang-up', async (id) => {
      await askedAgain();
      expect(await db.counted(id)).toBe(0n);
      proxy.release();
    });
    expect(outcome).toEqual({ answer: 'answer of try 2', tries: 2, counted: 1n });
  });

  it('may arrive late: asked meanwhile the server says "in progress", and the work is not run twice', async () => {
    const outcome = await countThrough('late', async () => {
      await askedAgain();
      proxy.release();
    });
    expect(outcome).toEqual({ answer: 'answer of try 1', tries: 1, counted: 1n });
  });
});
