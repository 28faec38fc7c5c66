import { Logger } from '@nestjs/common';
import { AppLogger } from '../../../src/platform/logging/app-logger';
import { CommitRefused, TransactionEnded } from '../../../src/platform/database/unit-of-work';
import type { Tx } from '../../../src/platform/database/tx';
import { databaseProblem } from '../../../src/platform/http/database-fault';
import { backendOf, CENTRE, CentreRow, countUp, DatabaseUnderTest, meetingOf } from './database-under-test';

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

const conflict = `DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '40001'; END $$`;
const kill = (pid: number) => db.asSuperuser('SELECT pg_terminate_backend($1)', [pid]);

describe('one unit of work', () => {
  it('keeps what it did, and gives back what the work gives', async () => {
    const id = await db.counter();
    const value = await db.run(async (tx) => {
      await countUp(tx, id);
      return 'done';
    });
    expect([value, await db.counted(id)]).toEqual(['done', 1n]);
  });

  it('keeps nothing of a work that throws, and throws the same error', async () => {
    const id = await db.counter();
    const planted = new Error('planted');
    const act = db.run(async (tx) => {
      await countUp(tx, id);
      throw planted;
    });
    await expect(act).rejects.toBe(planted);
    expect(await db.counted(id)).toBe(0n);
  });

  it('F11: an error swallowed inside does not pass for success: CommitRefused, and nothing is stored', async () => {
    const id = await db.counter();
    const act = db.run(async (tx) => {
      await countUp(tx, id);
      await tx.execute('SELECT 1 / 0').catch(() => undefined);
      return 'looks fine';
    });
    await expect(act).rejects.toBeInstanceOf(CommitRefused);
    expect(await db.counted(id)).toBe(0n);
  });

  it('a connection that carried a failed transaction serves the next one', async () => {
    const id = await db.counter();
    for (let round = 0; round < 10; round += 1) {
      await expect(db.run((tx) => tx.execute('SELECT 1 / 0'))).rejects.toThrow('division by zero');
      await db.run((tx) => countUp(tx, id));
    }
    expect(await db.counted(id)).toBe(10n);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the centre %p', async (centreId) => {
    await expect(db.work.run(centreId, () => Promise.resolve())).rejects.toThrow('positive integer');
  });
});

describe('what is to happen after COMMIT', () => {
  const lines: string[] = [];
  beforeAll(() =>
    Logger.overrideLogger(new AppLogger('info', { write: (line: string) => void lines.push(line) })),
  );
  afterAll(() => Logger.overrideLogger(true));

  it('happens once, after the last try, when what was done is there to be seen', async () => {
    const id = await db.counter();
    const seen: Promise<bigint>[] = [];
    let tries = 0;
    await db.run(async (tx) => {
      tries += 1;
      tx.afterCommit(() => seen.push(db.counted(id)));
      await countUp(tx, id);
      if (tries === 1) await tx.execute(conflict);
    });
    expect([tries, await Promise.all(seen)]).toEqual([2, [1n]]);
  });

  it('does not happen for a work that is undone', async () => {
    let happened = 0;
    const act = db.run((tx) => {
      tx.afterCommit(() => (happened += 1));
      return tx.execute('SELECT 1 / 0');
    });
    await expect(act).rejects.toMatchObject({ code: '22012' });
    expect(happened).toBe(0);
  });

  it('may fail: the log tells it, the work has its result, and the other effects happen', async () => {
    const id = await db.counter();
    let happened = 0;
    const answer = await db.run(async (tx) => {
      tx.afterCommit(() => {
        throw new RangeError('planted');
      });
      tx.afterCommit(() => (happened += 1));
      await countUp(tx, id);
      return 'done';
    });
    expect([answer, happened, await db.counted(id)]).toEqual(['done', 1, 1n]);
    const told = lines.map((line) => JSON.parse(line) as { event?: string; error?: object });
    expect(told.filter(({ event }) => event === 'after-commit-effect-failed')).toMatchObject([
      { level: 'error', error: { type: 'RangeError' } },
    ]);
  });
});

describe('statements sent together', () => {
  it('are carried out in the order sent, each with its own answer', async () => {
    const answers = await db.run((tx) =>
      Promise.all([
        tx.query<{ n: number }>('SELECT 1 AS n'),
        tx.execute(`SELECT set_config('zr.seen', 'first', true)`),
        tx.query<{ seen: string }>(`SELECT current_setting('zr.seen') AS seen`),
      ]),
    );
    expect(answers).toEqual([[{ n: 1 }], 1, [{ seen: 'first' }]]);
  });

  it('the one that fails is the cause that is told, and nothing of the others is stored', async () => {
    const id = await db.counter();
    const act = db.run((tx) => Promise.all([countUp(tx, id), tx.execute('SELECT 1 / 0'), countUp(tx, id)]));
    await expect(act).rejects.toMatchObject({ code: '22012' });
    expect(await db.counted(id)).toBe(0n);
  });

  it.each(['run', 'read'] as const)(
    'a branch of a %s that comes too late cannot send any more',
    async (kind) => {
      const id = await db.counter();
      let late: Promise<unknown> = Promise.resolve();
      let letGo = (): void => undefined;
      const ended = new Promise<void>((resolve) => (letGo = resolve));
      await db.work[kind](CENTRE, async (tx) => {
        late = ended.then(() => countUp(tx, id));
        await tx.query('SELECT 1');
      });
      letGo();
      await expect(late).rejects.toBeInstanceOf(TransactionEnded);
      expect(await db.counted(id)).toBe(0n);
    },
  );
});

describe('F14: a conflict with a rival', () => {
  it('is tried again from the start, and takes place once', async () => {
    const id = await db.counter();
    let tries = 0;
    await db.run(async (tx) => {
      tries += 1;
      await countUp(tx, id);
      if (tries < 3) await tx.execute(conflict);
    });
    expect([tries, await db.counted(id)]).toEqual([3, 1n]);
  });

  it('is told after five tries, and nothing is stored', async () => {
    const id = await db.counter();
    let tries = 0;
    const act = db.run(async (tx) => {
      tries += 1;
      await countUp(tx, id);
      await tx.execute(conflict);
    });
    await expect(act).rejects.toMatchObject({ code: '40001' });
    expect([tries, await db.counted(id)]).toEqual([5, 0n]);
  });

  it('two that lock each other out both end well', async () => {
    const [one, other] = [await db.counter(), await db.counter()];
    const met = meetingOf(2);
    let tries = 0;
    const inOrder = (first: string, second: string) =>
      db.run(async (tx) => {
        tries += 1;
        await countUp(tx, first);
        await met();
        await countUp(tx, second);
      });
    await Promise.all([inOrder(one, other), inOrder(other, one)]);
    expect([await db.counted(one), await db.counted(other)]).toEqual([2n, 2n]);
    expect(tries).toBe(3);
  });

  it('a lock that a rival keeps too long is waited for once more', async () => {
    const id = await db.counter();
    const [locked, released] = [meetingOf(2), meetingOf(2)];
    const rival = db.run(async (tx) => {
      await countUp(tx, id);
      await locked();
      await released();
    });
    let tries = 0;
    await locked();
    await db.run(async (tx) => {
      tries += 1;
      await tx.execute('SET LOCAL lock_timeout = 50');
      if (tries === 2) {
        await released();
        await rival;
      }
      await countUp(tx, id);
    });
    expect([tries, await db.counted(id)]).toEqual([2, 2n]);
  });

  it('a lock that is not given then either is told, and nothing is stored', async () => {
    const [free, busy] = [await db.counter(), await db.counter()];
    const [locked, released] = [meetingOf(2), meetingOf(2)];
    const rival = db.run(async (tx) => {
      await countUp(tx, busy);
      await locked();
      await released();
    });
    let tries = 0;
    await locked();
    const act = db.run(async (tx) => {
      tries += 1;
      await tx.execute('SET LOCAL lock_timeout = 50');
      await countUp(tx, free);
      await countUp(tx, busy);
    });
    await expect(act).rejects.toMatchObject({ code: '55P03' });
    await Promise.all([released(), rival]);
    expect([tries, await db.counted(free)]).toEqual([2, 0n]);
  });

  it('any other refusal of the database is not tried again', async () => {
    let tries = 0;
    const act = db.run((tx) => {
      tries += 1;
      return tx.execute('SELECT 1 / 0');
    });
    await expect(act).rejects.toMatchObject({ code: '22012' });
    expect(tries).toBe(1);
  });
});

describe('a connection that the server ends', () => {
  it('in the middle of the work: the work runs again on another one, and takes place once', async () => {
    const id = await db.counter();
    const pids: number[] = [];
    await db.run(async (tx) => {
      pids.push(await backendOf(tx));
      await countUp(tx, id);
      if (pids.length === 1) await kill(pids[0]!);
      await tx.query('SELECT 1');
    });
    expect(pids).toHaveLength(2);
    expect(pids[0]).not.toBe(pids[1]);
    expect(await db.counted(id)).toBe(1n);
  });

  it('between the last statement and COMMIT: the work runs again, and takes place once', async () => {
    const id = await db.counter();
    let tries = 0;
    await db.run(async (tx) => {
      tries += 1;
      const pid = await backendOf(tx);
      await countUp(tx, id);
      if (tries === 1) await kill(pid);
    });
    expect([tries, await db.counted(id)]).toEqual([2, 1n]);
  });

  it('every time: the fault is told after five tries, and nothing is stored', async () => {
    const id = await db.counter();
    let tries = 0;
    const act = db.run(async (tx) => {
      tries += 1;
      await countUp(tx, id);
      await kill(await backendOf(tx));
      await tx.query('SELECT 1');
    });
    await expect(act).rejects.toThrow();
    expect([tries, await db.counted(id)]).toEqual([5, 0n]);
  });
});

describe('F18: the limits of a connection', () => {
  const settingOf = (name: string) =>
    db.run(async (tx) =>
      (await tx.query<{ value: string }>(`SHOW ${name}`)).map((row) => Object.values(row)[0]),
    );

  it.each([
    ['statement_timeout', '5s'],
    ['lock_timeout', '2s'],
    ['idle_in_transaction_session_timeout', '30s'],
    ['TimeZone', 'UTC'],
    ['transaction_isolation', 'read committed'],
  ])('%s is %s', async (name, value) => {
    expect(await settingOf(name)).toEqual([value]);
  });

  it('F12, F13: a statement beyond its time is ended and nothing is stored; the next work has the usual time again', async () => {
    const id = await db.counter();
    const act = db.work.run(
      CENTRE,
      async (tx) => {
        await countUp(tx, id);
        await tx.query('SELECT pg_sleep(30)');
      },
      { statementTimeoutMs: 50 },
    );
    await expect(act).rejects.toMatchObject({ code: '57014' });
    expect(await db.counted(id)).toBe(0n);
    expect(await settingOf('statement_timeout')).toEqual(['5s']);
  });

  it('a work that idles in its transaction is ended, and what it had locked is free', async () => {
    const id = await db.counter();
    const idling = db.work.run(CENTRE, async (tx) => {
      await tx.query(`SET LOCAL idle_in_transaction_session_timeout = '50ms'`);
      await countUp(tx, id);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await countUp(tx, id);
    });
    await expect(idling).rejects.toThrow();
    expect(await db.run((tx) => countUp(tx, id))).toBe(1);
    expect(await db.counted(id)).toBe(1n);
  }, 20_000);

  it('plans for the values of many rows and commits without the disk where that is said, and there alone', async () => {
    const settings = (tx: Tx) =>
      tx.query(
        `SELECT current_setting('plan_cache_mode') AS plans, current_setting('random_page_cost') AS look,
                current_setting('synchronous_commit') AS commits`,
      );
    const own = [{ plans: 'force_custom_plan', look: '1.1', commits: 'off' }];
    expect(await db.work.run(CENTRE, settings, { forMany: true, isRedone: true })).toEqual(own);
    const always = [{ plans: 'force_generic_plan', look: '4', commits: 'on' }];
    expect(await db.work.run(CENTRE, settings)).toEqual(always);
  });
});

describe('reading', () => {
  it('cannot write', async () => {
    const id = await db.counter();
    await expect(db.work.read(CENTRE, (tx) => countUp(tx, id))).rejects.toMatchObject({ code: '25006' });
    await expect(db.work.snapshot(CENTRE, (tx) => countUp(tx, id))).rejects.toMatchObject({ code: '25006' });
  });

  it('a snapshot sees one moment, a reading what is committed at each statement', async () => {
    const id = await db.counter();
    const twice = (how: 'snapshot' | 'read') =>
      db.work[how](CENTRE, async (tx) => {
        const seen = async () =>
          (await tx.query<{ n: bigint }>('SELECT taken_fen AS n FROM pot WHERE id = $1', [id]))[0]!.n;
        const before = await seen();
        await db.run((rival) => countUp(rival, id));
        return [before, await seen()];
      });
    expect(await twice('snapshot')).toEqual([0n, 0n]);
    expect(await twice('read')).toEqual([1n, 2n]);
  });

  it('gives money as bigint, a day as its text, a moment as a Date', async () => {
    const [row] = await db.run((tx) =>
      tx.query(
        `SELECT 9007199254740993::bigint AS fen, DATE '2026-02-28' AS day, now() AS at, 1.10::numeric AS rate`,
      ),
    );
    expect(row).toEqual({
      fen: 9007199254740993n,
      day: '2026-02-28',
      at: expect.any(Date) as Date,
      rate: '1.10',
    });
  });
});

describe('entities on the same connection', () => {
  it('a condition on undefined throws, it never means "any row"', async () => {
    const find = (id: number | undefined) =>
      db.run((tx) => tx.manager.getRepository(CentreRow).findOne({ where: { id } as { id: number } }));
    await expect(find(undefined)).rejects.toThrow(/undefined/i);
    expect(await find(CENTRE)).toMatchObject({ id: CENTRE });
    expect(await find(987_654)).toBeNull();
  });

  it('join the transaction: what they read is what it wrote', async () => {
    const id = await db.counter();
    const seen = await db.run(async (tx) => {
      await countUp(tx, id);
      const rows: { n: string }[] = await tx.manager.query('SELECT taken_fen AS n FROM pot WHERE id = $1', [
        id,
      ]);
      return rows.map(({ n }) => n);
    });
    expect(seen).toEqual(['1']);
  });
});

describe('F15: a pool whose connections are all taken', () => {
  it('turns the next away within two seconds to come back later, and serves again once one is free', async () => {
    const small = await DatabaseUnderTest.over(db.database, 2);
    let release = (): void => undefined;
    const over = new Promise<void>((resolve) => (release = resolve));
    try {
      const id = await db.counter();
      const taken = meetingOf(3);
      const holders = [1, 2].map(() =>
        small.run(async (tx) => {
          await tx.query('SELECT 1');
          void taken();
          await over;
        }),
      );
      await taken();
      const began = performance.now();
      const turnedAway: unknown = await small.run((tx) => countUp(tx, id)).catch((error: unknown) => error);
      const waited = performance.now() - began;
      expect(databaseProblem(turnedAway)?.status).toBe(503);
      expect(waited).toBeLessThan(2_500);
      release();
      await Promise.all(holders);
      expect(await small.run((tx) => countUp(tx, id))).toBe(1);
      expect(await db.counted(id)).toBe(1n);
    } finally {
      release();
      await small.dataSource.destroy();
    }
  }, 20_000);
});

describe('F17: a disk that is full', () => {
  it('stores nothing of a work, lets others read, and needs no repair when there is room again', async () => {
    const id = await db.counter();
    const full = db.run(async (tx) => {
      await countUp(tx, id);
      // Others read on while it fails.
      expect(await db.counted(id)).toBe(0n);
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '53100'; END $$`);
    });
    const fault: unknown = await full.catch((error: unknown) => error);
    expect(databaseProblem(fault)?.status).toBe(503);
    expect(await db.counted(id)).toBe(0n);
    await db.run((tx) => countUp(tx, id));
    expect(await db.counted(id)).toBe(1n);
  });
});
