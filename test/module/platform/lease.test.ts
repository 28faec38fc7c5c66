import { newId } from '../../../src/kernel/identifiers/uuid';
import { storeDecidedStep } from '../../../src/modules/casework/store/case-store';
import type { Tx } from '../../../src/platform/database/tx';
import { type Claim, claimDue } from '../../../src/platform/lease/lease';
import { CENTRE, DatabaseUnderTest } from './database-under-test';

const leased = { table: 'service_case', work: `t.state IN ('accepted', 'waiting')` };

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start(10);
});
afterAll(() => db.stop());
beforeEach(() => db.asSuperuser('TRUNCATE service_case, event, case_fact, decision'));

/** Cases that fall due so many milliseconds from now (negative: in the past). */
async function cases(
  count: number,
  dueInMs = -1000,
  state = 'accepted',
  centreId = CENTRE,
): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await db.work.run(centreId, (tx) =>
    tx.execute(
      `INSERT INTO service_case (centre_id, id, item, person_id, business_key, state, law_day, deadline, person_by, channel,
         legal_basis, input_sealed, submitter, last_event, accepted_at, due_at)
       SELECT $1, id, 'TQ12', id, id::text, $3, '2026-11-21', '2026-11-24', '2026-11-24', 'online', 'consent', '', 'test', 0, now(),
              clock_timestamp() + $4 * interval '1 millisecond' FROM unnest($2::uuid[]) AS id`,
      [centreId, ids, state, dueInMs],
    ),
  );
  return ids;
}

const claim = (owner: string, limit = 5, ttlMs = 60_000, centreId = CENTRE): Promise<Claim[]> =>
  db.work.run(centreId, (tx) => claimDue(tx, leased, { owner, ttlMs, limit }));

const endLeases = () =>
  db.run((tx) => tx.execute(`UPDATE service_case SET lease_until = clock_timestamp() - interval '1 second'`));

const stateOf = async (id: string) => {
  const [row] = await db.run((tx) =>
    tx.query(
      `SELECT state, round, lease_owner AS owner, lease_token AS token, attempts FROM service_case WHERE id = $1`,
      [id],
    ),
  );
  return row;
};

/** Stores a decision as a worker that claimed the case would. */
const decideAs = (tx: Tx, { id, token }: Claim) =>
  storeDecidedStep(tx, {
    id,
    token,
    round: 1,
    from: 'accepted',
    to: 'refused',
    finished: true,
    at: new Date('2026-11-21T02:00:00Z'),
    receipt: null,
    missing: [],
    waitsFor: [],
    lane: '',
    dueInMs: null,
    facts: [],
    decision: {
      item: 'TQ12',
      outcome: 'refused',
      headline: 'ACCOUNT_NOT_FOUND',
      amount: null,
      amountTrace: [],
      lawDay: '2026-11-21',
      today: '2026-11-21',
      parameters: 'TY-2026-09',
      findings: [],
    },
    events: [{ kind: 'refused', body: {} }],
  });

describe('a lease on work', () => {
  it('is given to one worker only, however many ask at once; all of the work is given out', async () => {
    const ids = await cases(60);
    const claims = (await Promise.all(Array.from({ length: 24 }, (_, n) => claim(`worker-${n}`)))).flat();
    const later = await claim('late', 60);
    const given = [...claims, ...later].map(({ id }) => id);
    expect(new Set(given).size).toBe(given.length);
    expect(given.sort()).toEqual(ids.sort());
  });

  it('keeps others away while it lasts; work that is not due or not work is left alone', async () => {
    const [due] = await cases(1);
    await cases(1, 60_000);
    await cases(1, -1000, 'paying');
    expect(await claim('one')).toEqual([{ id: due, token: 1n, attempts: 1 }]);
    expect(await claim('two')).toEqual([]);
    expect(await stateOf(due!)).toMatchObject({ owner: 'one', token: 1n });
  });

  it('takes what has waited longest first', async () => {
    const [young] = await cases(1, -1000);
    const [old] = await cases(1, -9000);
    expect((await claim('one', 1)).map(({ id }) => id)).toEqual([old]);
    expect((await claim('one', 1)).map(({ id }) => id)).toEqual([young]);
  });

  it('is taken over once it has run out, under a new token', async () => {
    const [id] = await cases(1);
    await claim('dead');
    await endLeases();
    expect(await claim('heir')).toEqual([{ id, token: 2n, attempts: 2 }]);
    expect(await stateOf(id!)).toMatchObject({ owner: 'heir' });
  });

  it('F49: a worker that slept past its lease writes nothing; the heir does', async () => {
    const [id] = await cases(1);
    const [sleeper] = await claim('sleeper');
    await endLeases();
    const [heir] = await claim('heir');
    expect(await db.run((tx) => decideAs(tx, sleeper!))).toBe(false);
    expect(await stateOf(id!)).toMatchObject({ state: 'accepted', round: 0, owner: 'heir' });
    expect(await db.run((tx) => decideAs(tx, heir!))).toBe(true);
    expect(await stateOf(id!)).toMatchObject({ state: 'refused', round: 1, owner: null });
    const [kept] = await db.run((tx) =>
      tx.query(
        `SELECT (SELECT count(*) FROM decision)::int AS decisions, (SELECT count(*) FROM event)::int AS events`,
      ),
    );
    expect(kept).toEqual({ decisions: 1, events: 1 });
  });

  it('a claim that is rolled back is no claim', async () => {
    const [id] = await cases(1);
    const act = db.run(async (tx) => {
      await claimDue(tx, leased, { owner: 'one', ttlMs: 60_000, limit: 5 });
      throw new Error('planted');
    });
    await expect(act).rejects.toThrow('planted');
    expect(await claim('two')).toEqual([{ id, token: 1n, attempts: 1 }]);
  });

  it('is not given for the work of another centre', async () => {
    const [theirs] = await cases(1, -1000, 'accepted', 2);
    expect(await claim('one')).toEqual([]);
    expect((await claim('two', 5, 60_000, 2)).map(({ id }) => id)).toEqual([theirs]);
  });
});
