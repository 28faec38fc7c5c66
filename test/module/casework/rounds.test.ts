import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import { RunCase } from '../../../src/modules/casework/app/run-case';
import { Settlement, SettlementWorker } from '../../../src/modules/settlement';
import { Clock } from '../../../src/platform/clock';
import { describePerson } from '../../../src/simulators/control/people-wire';
import { type Claim, claimDue } from '../../../src/platform/lease/lease';
import { HttpClient } from '../../support';
import { CENTRE, Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';

let road: Road;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  for (const target of ['civ', 'rea', 'pol', 'bank'])
    await road.control('PUT', `moods/${target}`, { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const submit = async (role: string, input: object = {}, key?: string) => {
  const client = await road.signedIn(road.person(role), 'member');
  return client.post('/v1/cases', { item: 'TQ12', input }, key === undefined ? {} : { key });
};

const view = async (role: string, id: string) =>
  (await (await road.signedIn(road.person(role), 'member')).get(`/v1/cases/${id}`)).body;

/** Lets the wait of a case be over. */
const makeDue = (id: string) =>
  road.pastAllGuards(
    `UPDATE service_case SET due_at = now() - interval '1 second', lease_until = NULL WHERE id = '${id}' AND due_at IS NOT NULL`,
  );

const workers = () => road.app.get(CaseWorker, { strict: false });

/** Asks again as the worker does when the wait is over, until the case is not waiting any more. */
async function askAgain(role: string, id: string) {
  await road.until(async () => {
    await makeDue(id);
    await workers().workOnce();
    return (await view(role, id)).state !== 'waiting';
  });
  return view(role, id);
}

const traces = async (id: string) => ({
  holds: await road.count('hold', `case_id = '${id}'`),
  instructions: await road.count('instruction', `source_id = '${id}'`),
  engagements: await road.count('engagement', `case_id = '${id}'`),
});
const untouched = { holds: 0, instructions: 0, engagements: 0 };

describe('a registry that gives no usable answer', () => {
  it.each([
    ['rea', 'garbage', 'household.homes'],
    ['rea', 'error500', 'household.homes'],
    ['civ', 'drift', 'household.marriage'],
    ['pol', 'stale', 'person.identity'],
    ['civ', 'other-person', 'household.marriage'],
  ])(
    '%s in the mood %s: the case waits and holds nothing, then ends by itself',
    async (registry, mood, missing) => {
      await road.control('PUT', `moods/${registry}`, { mood });
      const waiting = (await submit('divorced', { amount: '1.00' })).body;
      expect(waiting).toMatchObject({ state: 'waiting', reasons: [] });
      expect(waiting.missing).toContain(missing);
      expect(await traces(waiting.id)).toEqual(untouched);
      // Nobody was spared a paper whose fact nobody has told.
      const spared = (of: { spared: { papersSpared: object[] } }) => of.spared.papersSpared.length;
      const atFirst = spared(waiting);

      await makeDue(waiting.id);
      await workers().workOnce();
      expect(await view('divorced', waiting.id)).toMatchObject({ state: 'waiting', reasons: [] });
      expect(await traces(waiting.id)).toEqual(untouched);

      await road.control('PUT', `moods/${registry}`, { mood: 'normal' });
      const done = await askAgain('divorced', waiting.id);
      expect(done).toMatchObject({
        state: 'done',
        missing: [],
        spared: { visits: 0, papersAsked: 0, humanApprovals: 0 },
      });
      expect(await traces(waiting.id)).toEqual({ holds: 1, instructions: 1, engagements: 0 });
      expect(atFirst).toBeLessThan(spared(done));
      const kinds = done.timeline.map(({ kind }: { kind: string }) => kind);
      expect(kinds).toEqual(['accepted', 'facts-asked', 'waiting', 'approved', 'payment-sent', 'credited']);
    },
  );

  it('does not keep a false rule from refusing at once', async () => {
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const refused = (await submit('homeOwner')).body;
    expect(refused.state).toBe('refused');
    expect(refused.missing.sort()).toEqual(['household.rentTaken', 'loan.standing']);
    expect(refused.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toContain(
      'HAS_HOME_IN_CITY',
    );
    expect(await traces(refused.id)).toEqual(untouched);
  });
});

describe('F37: what a registry said while the case still waits for another', () => {
  const policeAsked = (id: string) =>
    road.count('registry_exchange', `case_id = '${id}' AND registry = 'POL'`);
  const identityHoldsUntil = async (id: string, until: string): Promise<string> => {
    const [said] = await road.query<{ until: string }>(
      `SELECT body ->> 'validUntil' AS until FROM case_fact WHERE case_id = $1 AND name = 'person.identity' ORDER BY round LIMIT 1`,
      [id],
    );
    await road.pastAllGuards(
      `UPDATE case_fact SET body = jsonb_set(body, '{validUntil}', to_jsonb('${until}'::text))
        WHERE case_id = '${id}' AND name = 'person.identity' AND body ->> 'validUntil' = '${said!.until}'`,
    );
    return said!.until;
  };
  const become = (alive: boolean) =>
    road.control('POST', 'people', { people: [{ ...describePerson(road.person('divorced')), alive }] });

  it('is not asked again while it holds, and is not decided upon when its time is over', async () => {
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const { id } = (await submit('divorced', { amount: '1.00' })).body as { id: string };
    await makeDue(id);
    await workers().workOnce();
    expect(await policeAsked(id)).toBe(1);
    await become(false);
    const held = await identityHoldsUntil(id, '2026-11-20T00:00:00.000Z');
    try {
      await road.control('PUT', 'moods/civ', { mood: 'normal' });
      const refused = await askAgain('divorced', id);
      expect(refused).toMatchObject({ state: 'refused', reasons: [{ reasonCode: 'NAME_MISMATCH' }] });
      expect(await policeAsked(id)).toBe(2);
      expect(await traces(id)).toEqual(untouched);
    } finally {
      await become(true);
      await road.pastAllGuards(
        `UPDATE case_fact SET body = jsonb_set(body, '{validUntil}', to_jsonb('${held}'::text))
          WHERE case_id = '${id}' AND body ->> 'validUntil' = '2026-11-20T00:00:00.000Z'`,
      );
    }
  });
});

describe('F39: a clock of ours that is wrong', () => {
  /** The service tells the time by a clock that is so many minutes off; the database, the banks and the registries do not. */
  const clockOff = (minutes: number): Clock => {
    const clock: Clock = road.opened(Clock);
    const right = clock.now.bind(clock);
    return Object.assign(clock, { now: () => new Date(right().getTime() + minutes * 60_000) });
  };
  const clockRight = (clock: Clock): void => {
    delete (clock as { now?: Clock['now'] }).now;
  };
  const paymentNow = (id: string) =>
    road.pastAllGuards(
      `UPDATE instruction SET due_at = now(), lease_until = NULL, sent_at = sent_at - interval '1 hour'
        WHERE source_id = '${id}' AND finished_at IS NULL`,
    );

  it.each([10, -10])(
    'by %i minutes: registries are believed, the bank is not, the money stays held; it is paid once when it is right',
    async (minutes) => {
      const clock = clockOff(minutes);
      const { id, state, missing } = (await submit('divorced', { amount: '1.00' })).body;
      try {
        expect([state, missing]).toEqual(['paying', []]);
        await paymentNow(id);
        await road.opened(SettlementWorker).workOnce();
        expect((await view('divorced', id)).state).toBe('paying');
        expect(await road.count('hold', `case_id = '${id}' AND state = 'active'`)).toBe(1);
        expect(await road.count('instruction', `source_id = '${id}' AND state = 'unknown'`)).toBe(1);
      } finally {
        clockRight(clock);
      }
      await road.until(async () => {
        await paymentNow(id);
        await road.opened(SettlementWorker).workOnce();
        return (await view('divorced', id)).state === 'done';
      });
      expect(await road.count('instruction', `source_id = '${id}'`)).toBe(1);
    },
    30_000,
  );

  it('by more than registries are forgiven: what they say is from the future, and nothing is decided on it', async () => {
    const clock = clockOff(-11);
    const waiting = (await submit('divorced', { amount: '1.00' })).body;
    clockRight(clock);
    expect(waiting).toMatchObject({ state: 'waiting', reasons: [] });
    expect(waiting.missing).toContain('household.homes');
    expect(await traces(waiting.id)).toEqual(untouched);
    expect(await askAgain('divorced', waiting.id)).toMatchObject({ state: 'done' });
  });

  it('takes no lease from anybody and leaves none: leases live by the clock of the database', async () => {
    const leased = { table: 'service_case', work: `t.item = 'TQ12'` };
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const { id } = (await submit('divorced', { amount: '1.00' })).body;
    await road.control('PUT', 'moods/civ', { mood: 'normal' });
    await makeDue(id);
    const claim = (owner: string) =>
      road.work.run(CENTRE, (tx) => claimDue(tx, leased, { owner, ttlMs: 60_000, limit: 9 }));
    const held = await claim('right');
    const clock = clockOff(10);
    const taken = [await claim('ten minutes ahead'), await workers().workOnce()];
    clockRight(clock);
    expect([held.map((one) => one.id), taken]).toEqual([[id], [[], 0]]);
    expect(await askAgain('divorced', id)).toMatchObject({ state: 'done' });
  });
});

describe('several at work on one case', () => {
  async function waitingCase(): Promise<string> {
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const { id } = (await submit('divorced', { amount: '1.00' })).body as { id: string };
    await road.control('PUT', 'moods/civ', { mood: 'normal' });
    return id;
  }

  it('many workers at once pay it once', async () => {
    const id = await waitingCase();
    await road.until(async () => {
      await makeDue(id);
      await Promise.all(Array.from({ length: 6 }, () => workers().workOnce()));
      return (await view('divorced', id)).state === 'done';
    });
    expect(await traces(id)).toEqual({ holds: 1, instructions: 1, engagements: 0 });
  });

  it('one that slept past its lease changes nothing any more', async () => {
    const id = await waitingCase();
    const leased = { table: 'service_case', work: `t.id = '${id}'` };
    const claim = () =>
      road.work.run(CENTRE, (tx) => claimDue(tx, leased, { owner: 'sleeper', ttlMs: 60_000, limit: 1 }));
    const round = ({ token }: Claim) =>
      road.app.get(RunCase, { strict: false }).resume(CENTRE, id, token, 'test');
    await makeDue(id);
    const [sleeper] = await claim();
    // The first to ask civil affairs waits for its answer while another takes the case over.
    await road.control('PUT', 'moods/civ', { mood: 'delay', delayMs: 500, calls: 1 });
    const slept = Promise.allSettled([round(sleeper!)]);
    await makeDue(id);
    const [heir] = await claim();
    const carried = await round(heir!);
    expect(carried).toMatchObject({ state: 'paying' });
    const rounds = await road.count('decision', `case_id = '${id}'`);
    // Whether its lease or the hold of the case stops it: it has done nothing.
    const [outcome] = await slept;
    expect(outcome).not.toMatchObject({ value: { state: 'paying' } });
    expect(await road.count('decision', `case_id = '${id}'`)).toBe(rounds);
    await road.app.get(Settlement, { strict: false }).dispatch(CENTRE, carried!.instructionId!);
    expect(await view('divorced', id)).toMatchObject({ state: 'done' });
    expect(await traces(id)).toEqual({ holds: 1, instructions: 1, engagements: 0 });
  });
});

describe('an application that meets a problem when it is decided', () => {
  let head: HttpClient;
  let asked: object;

  beforeAll(async () => {
    const person = road.person('otherLegalRepresentative');
    head = await road.signedIn(person, 'employer-agent');
    const registration = {
      creditCode: person.employments[0]!.creditCode,
      district: '140105',
      payday: 15,
      ratioEmployer: '0.12',
      ratioEmployee: '0.12',
      firstMonth: '2026-11',
    };
    const { employerId } = (await apply(head, 'GJ01', registration, 'done')).receipt;
    const members = [{ name: person.name, idNo: person.idNo, base: '20000.00' }];
    asked = { item: 'GJ20', input: { employerId, members } };
  });

  /** Accounts are opened from the first month of the unit on: of this one there are no parameters. */
  const withoutParameters = (look: () => Promise<void>): Promise<void> =>
    road.whilePlanted(
      ['unit_account'],
      [`UPDATE unit_account SET first_month = 202601 WHERE first_month = 202611`],
      look,
    );

  it('ends with it: one key has one answer, and the same may be applied for anew once it is mended', async () => {
    await withoutParameters(async () => {
      const first = await head.post('/v1/cases', asked, { key: 'ends-by-problem' });
      expect([first.status, first.body.code]).toEqual([422, 'NO_PARAMETERS_FOR_DAY']);
      expect(first.headers.get('content-type')).toContain('application/problem+json');
      const location = first.headers.get('location')!;
      for (let time = 0; time < 2; time++) {
        const replay = await head.post('/v1/cases', asked, { key: 'ends-by-problem' });
        expect([replay.status, replay.text]).toEqual([422, first.text]);
        expect([replay.headers.get('location'), replay.headers.get('idempotency-replayed')]).toEqual([
          location,
          'true',
        ]);
      }
      const ended = (await head.get(location)).body;
      expect(ended).toMatchObject({ state: 'cancelled', decision: null });
      expect(ended.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(['accepted', 'not-possible']);
      expect(ended.timeline[1].body).toMatchObject({ code: 'NO_PARAMETERS_FOR_DAY' });
      expect(ended.finishedAt).not.toBeNull();
      // Nobody works on it any more.
      expect(await road.count('service_case', `id = '${ended.id}' AND due_at IS NULL`)).toBe(1);
      const english = await head.post('/v1/cases', asked, { headers: { 'Accept-Language': 'en' } });
      expect([english.status, english.body.title]).toEqual([422, 'No policy parameters apply on that day']);
    });
    const anew = await head.post('/v1/cases', asked);
    expect([anew.status, anew.body.state]).toEqual([201, 'done']);
  });

  it('of a fault of ours goes on; its applicant may take it back while nobody is at work on it', async () => {
    await road.pastAllGuards(
      `ALTER TABLE decision ADD CONSTRAINT broken CHECK (today < '2000-01-01') NOT VALID`,
    );
    const member = await road.signedIn(road.person('divorced'), 'member');
    const faulty = await member.post('/v1/cases', { item: 'TQ12', input: { amount: '1.00' } });
    await road.pastAllGuards('ALTER TABLE decision DROP CONSTRAINT broken');
    expect(faulty.status).toBe(500);
    const [open] = await road.query<{ id: string; faults: number }>(
      `SELECT id, faults FROM service_case WHERE state = 'accepted' AND finished_at IS NULL`,
    );
    expect(open!.faults).toBe(1);
    const cancel = () => member.post(`/v1/cases/${open!.id}/cancellation`, {});
    await road.pastAllGuards(
      `UPDATE service_case SET lease_until = now() + interval '1 minute' WHERE id = '${open!.id}'`,
    );
    expect((await cancel()).body.code).toBe('CASE_NOT_WAITING');
    await road.pastAllGuards(`UPDATE service_case SET lease_until = NULL WHERE id = '${open!.id}'`);
    expect((await cancel()).body).toMatchObject({ state: 'cancelled' });
    expect(await traces(open!.id)).toEqual(untouched);
  });
});

describe('the same act again', () => {
  it('F43: under many keys at once is taken once; the others are told which case it is', async () => {
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => submit('parentOfTwo', { amount: '1.00' })),
    );
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.caseId]).toEqual([409, taken[0]!.body.id]);
    await road.control('PUT', 'moods/civ', { mood: 'normal' });
    expect(await askAgain('parentOfTwo', taken[0]!.body.id as string)).toMatchObject({ state: 'done' });
  });

  it('under one key has one effect and one answer, byte by byte', async () => {
    const key = 'one-key-0001';
    const first = await submit('parentOfTwo', { amount: '2.00' }, key);
    const replays = await Promise.all(
      Array.from({ length: 4 }, () => submit('parentOfTwo', { amount: '2.00' }, key)),
    );
    for (const replay of replays) {
      expect([replay.status, replay.text]).toEqual([201, first.text]);
      expect(replay.headers.get('idempotency-replayed')).toBe('true');
    }
    expect((await submit('parentOfTwo', { amount: '3.00' }, key)).status).toBe(422);
    expect(await traces(first.body.id as string)).toMatchObject({ holds: 1, instructions: 1 });
  });

  it('of somebody without a token is not taken', async () => {
    const before = await road.count('service_case');
    const visitor = new HttpClient(await road.app.getUrl());
    expect((await visitor.post('/v1/cases', { item: 'TQ12', input: {} })).status).toBe(401);
    expect(await road.count('service_case')).toBe(before);
  });
});
