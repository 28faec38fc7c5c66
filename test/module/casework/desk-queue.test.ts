import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import { wakeWaiting } from '../../../src/modules/casework/store/waiting-store';
import type { HttpClient } from '../../support';
import { CENTRE, Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

let road: Road;
let clerk: HttpClient;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
  clerk = await road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
}, 60_000);
afterAll(() => road.stop());

interface Entry {
  readonly kind: string;
  readonly caseId: string;
  readonly state: string;
  readonly deadline: string | null;
  readonly daysLeft: number | null;
  readonly person: string;
  readonly trouble: { readonly zh: string; readonly en: string } | null;
  readonly missing: readonly { fact: string }[];
}

const member = (role: string) => road.signedIn(road.person(role), 'member');
const apply = async (role: string) =>
  (await (await member(role)).post('/v1/cases', { item: 'TQ12', input: { amount: '1.00' } })).body;
const view = async (role: string, id: string) => (await (await member(role)).get(`/v1/cases/${id}`)).body;
const cancel = async (role: string, id: string) =>
  (await member(role)).post(`/v1/cases/${id}/cancellation`, undefined);

/** Copies of a case as other people's: state, deadline and registry as told, due long ago. */
const clone = (
  id: string,
  count: number,
  more: { state: string; deadline: string; waitsFor: string; faults?: number; personBy?: string },
) =>
  road.pastAllGuards(
    `INSERT INTO service_case SELECT (c2).* FROM (
       SELECT jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'business_key', 'planted ' || gen_random_uuid(),
         'state', '${more.state}', 'deadline', ${more.deadline}, 'person_by', ${more.personBy ?? 'c.person_by'}, 'waits_for', '{${more.waitsFor}}', 'lane', '${more.waitsFor}', 'faults', ${more.faults ?? 0},
         'accepted_at', c.accepted_at + n * interval '1 millisecond', 'due_at', now() - interval '1 day', 'lease_until', NULL)) AS c2
         FROM service_case AS c CROSS JOIN generate_series(1, ${count}) AS n WHERE c.id = '${id}') AS copies`,
  );
const removeClones = () =>
  road.pastAllGuards(
    `DELETE FROM case_fact WHERE case_id IN (SELECT id FROM service_case WHERE business_key LIKE 'planted %')`,
    `DELETE FROM decision WHERE case_id IN (SELECT id FROM service_case WHERE business_key LIKE 'planted %')`,
    `DELETE FROM event WHERE case_id IN (SELECT id FROM service_case WHERE business_key LIKE 'planted %')`,
    `DELETE FROM registry_exchange WHERE case_id IN (SELECT id FROM service_case WHERE business_key LIKE 'planted %')`,
    `DELETE FROM service_case WHERE business_key LIKE 'planted %'`,
  );

async function allPages(path: string, between: (page: number) => Promise<void> = () => Promise.resolve()) {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  for (let page = 1; ; page += 1) {
    const { status, body } = await clerk.get(cursor ? `${path}&cursor=${cursor}` : path);
    expect(status).toBe(200);
    entries.push(...(body.entries as Entry[]));
    cursor = body.next as string | null;
    if (cursor === null) return { entries, pages: page };
    await between(page);
  }
}

describe('the queue of a desk', () => {
  let counter: string;
  beforeAll(async () => {
    counter = (await apply('marriageOnPaper')).id as string;
    await clone(counter, 25, {
      state: 'counter',
      deadline: `'2026-11-' || (10 + n % 20)::text`,
      waitsFor: '',
    });
    await clone(counter, 5, { state: 'overdue', deadline: `'2026-10-' || (10 + n)::text`, waitsFor: 'CIV' });
  });
  afterAll(removeClones);

  it('is ordered by deadline, then age, and read in pages that rows coming in between do not shift', async () => {
    const once = await allPages('/v1/desk/queue?limit=100');
    expect(once.entries).toHaveLength(31);
    const keys = once.entries.map(({ deadline }) => deadline ?? 'infinity');
    expect(keys).toEqual([...keys].sort());
    const inParts = await allPages('/v1/desk/queue?limit=7', async (page) => {
      // One more before everything shown, and one after everything.
      if (page === 2)
        await clone(counter, 1, { state: 'overdue', deadline: `'2020-01-01'`, waitsFor: 'POL' });
    });
    expect(inParts.pages).toBe(5);
    expect(inParts.entries.map(({ caseId }) => caseId)).toEqual(once.entries.map(({ caseId }) => caseId));
  });

  it('shows what is missing, the days left or over, and the person masked', async () => {
    const { entries } = await allPages('/v1/desk/queue?limit=100&overdue=false');
    const entry = entries.find(({ caseId }) => caseId === counter);
    expect(entry).toMatchObject({
      kind: 'case',
      state: 'counter',
      daysLeft: 3,
      deadline: '2026-11-24',
      missing: expect.arrayContaining([
        expect.objectContaining({
          fact: 'household.marriage',
          words: { zh: '婚姻状况', en: 'marriage' },
          registry: { code: 'CIV', words: { zh: '民政部门', en: 'civil affairs' } },
          reason: 'denied',
        }),
      ]),
    });
    const { name, idNo } = road.person('marriageOnPaper');
    expect(entry?.person).toMatch(/^.\*+.?$/u);
    expect(JSON.stringify(entries)).not.toContain(name);
    expect(JSON.stringify(entries)).not.toContain(idNo);
    const late = await allPages('/v1/desk/queue?limit=100&overdue=true');
    expect(late.entries.every(({ daysLeft }) => (daysLeft ?? 0) < 0)).toBe(true);
    // Some are at the counter, and late all the same.
    expect(new Set(late.entries.map(({ state }) => state))).toEqual(new Set(['counter', 'overdue']));
    expect(entries.every(({ daysLeft }) => (daysLeft ?? 0) >= 0)).toBe(true);
  });

  it('shows a case whose rounds fail by our own fault once its time has passed, and says so', async () => {
    await clone(counter, 2, { state: 'waiting', deadline: `'2026-11-0' || n`, waitsFor: 'SOC', faults: 3 });
    await clone(counter, 1, { state: 'accepted', deadline: `'2026-11-03'`, waitsFor: 'SOC', faults: 1 });
    const unclocked = { deadline: 'NULL', personBy: `'2026-11-04'`, waitsFor: 'SOC', faults: 2 };
    await clone(counter, 1, { state: 'waiting', ...unclocked });
    // A registry that is silent, or in time, with and without a clock of the law: nobody needs to look.
    await clone(counter, 1, { state: 'waiting', deadline: `'2026-11-01'`, waitsFor: 'SOC' });
    await clone(counter, 1, { state: 'waiting', deadline: `'2026-12-31'`, waitsFor: 'SOC', faults: 1 });
    await clone(counter, 1, { state: 'waiting', deadline: 'NULL', waitsFor: 'SOC', faults: 1 });
    const { entries } = await allPages('/v1/desk/queue?limit=3&overdue=true');
    const failing = entries.filter(({ state }) => state === 'waiting' || state === 'accepted');
    const days = ['2026-11-01', '2026-11-02', '2026-11-03', null];
    expect(failing.map(({ deadline }) => deadline)).toEqual(days);
    for (const entry of failing) expect(entry.trouble?.en).toContain('a fault of ours');
    expect(entries.find(({ state }) => state === 'overdue')?.trouble).toBeNull();
    const intime = await allPages('/v1/desk/queue?limit=100&overdue=false');
    expect(new Set(intime.entries.map(({ state }) => state))).toEqual(new Set(['counter']));
  });

  it('is filtered by item and missing fact; a cursor belongs to its filters', async () => {
    expect((await allPages('/v1/desk/queue?limit=100&item=GJ01')).entries).toEqual([]);
    const some = await allPages('/v1/desk/queue?limit=100&missing=household.marriage&item=TQ12');
    expect(some.entries.length).toBeGreaterThan(25);
    expect((await allPages('/v1/desk/queue?limit=100&missing=person.identity')).entries).toEqual([]);
    const { next } = (await clerk.get('/v1/desk/queue?limit=1')).body;
    for (const wrong of [`item=TQ12&cursor=${next}`, 'cursor=%27%3B--', 'cursor=WyJ4Il0'])
      expect((await clerk.get(`/v1/desk/queue?${wrong}`)).body.errors[0].code).toBe('CURSOR_INVALID');
    expect((await clerk.get('/v1/desk/queue?limit=1000')).status).toBe(400);
  });

  it('is for clerks and managers', async () => {
    const manager = await road.signedIn({ name: '零跑主任', idNo: '11010519491231002X' }, 'manager');
    expect((await manager.get('/v1/desk/queue')).status).toBe(200);
    for (const role of ['member', 'employer-agent', 'auditor'] as const) {
      const other = await road.signedIn({ name: '零跑旁人', idNo: '11010519491231002X' }, role);
      expect((await other.get('/v1/desk/queue')).status).toBe(403);
    }
  });

  it('names what the bank contradicts and is of no case: a transfer of own money, an order to collect, a batch', async () => {
    const account = `SELECT centre_id, id FROM bank_account WHERE bank_code = '104' ORDER BY id LIMIT 1`;
    const planted = `'20261121000001PLANTED'`;
    await road.pastAllGuards(
      `INSERT INTO instruction (centre_id, id, purpose, source_id, bank_account_id, payee_bank_account_id, amount_fen, reference, bus_type, summary, state, frozen, sends, sent_at)
       SELECT a.centre_id, gen_random_uuid(), 'own-transfer', gen_random_uuid(), a.id, gen_random_uuid(), 5000, ${planted} || '0A', '18', '资金划转', 'unknown', true, 1, now() FROM (${account}) AS a`,
      `INSERT INTO collection (centre_id, id, purpose, source_id, bank_account_id, payer, amount_fen, partial, reference, bus_type, summary, state, frozen, sends, sent_at)
       SELECT a.centre_id, gen_random_uuid(), 'remittance-debit', gen_random_uuid(), a.id, 'x', 6000, false, ${planted} || '0B', '01', '代扣', 'unknown', true, 1, now() FROM (${account}) AS a`,
      `INSERT INTO collection_batch (centre_id, id, purpose, bank_account_id, message, bus_type, reference, parts, amount_fen, state, frozen, sends, sent_at)
       SELECT a.centre_id, gen_random_uuid(), 'flexible-debit', a.id, 'BDC104', '01', ${planted} || '0C', 1, 7000, 'unknown', true, 1, now() FROM (${account}) AS a`,
    );
    try {
      const { entries } = await allPages('/v1/desk/queue?limit=10');
      const orders = entries.filter(({ kind }) => kind.startsWith('frozen-'));
      const none = { caseId: null, item: null, person: null, state: 'unknown', bankCode: '104' };
      expect(orders.sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
        expect.objectContaining({
          ...none,
          kind: 'frozen-collection',
          purpose: 'remittance-debit',
          amount: '60.00',
        }),
        expect.objectContaining({
          ...none,
          kind: 'frozen-collection-batch',
          purpose: 'flexible-debit',
          amount: '70.00',
        }),
        expect.objectContaining({
          ...none,
          kind: 'frozen-payment',
          purpose: 'own-transfer',
          amount: '50.00',
        }),
      ]);
      expect(
        (await allPages('/v1/desk/queue?limit=10&item=TQ12')).entries.every(({ kind }) => kind === 'case'),
      ).toBe(true);
    } finally {
      for (const table of ['instruction', 'collection', 'collection_batch'])
        await road.pastAllGuards(`DELETE FROM ${table} WHERE reference LIKE '%PLANTED%'`);
    }
  });

  it('names a payment that the bank contradicts as an entry of its own kind', async () => {
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    const open = await apply('timeoutRenter');
    await road.pastAllGuards(`UPDATE instruction SET frozen = true WHERE source_id = '${open.id}'`);
    try {
      const { entries } = await allPages('/v1/desk/queue?limit=10');
      expect(entries.filter(({ kind }) => kind === 'frozen-payment')).toEqual([
        expect.objectContaining({ caseId: open.id, amount: '1.00', person: expect.stringContaining('*') }),
      ]);
    } finally {
      await road.pastAllGuards(`UPDATE instruction SET frozen = false WHERE source_id = '${open.id}'`);
    }
  });
});

describe('cases that wait for one registry', () => {
  it('are woken when that registry answers again, and no others', async () => {
    await road.control('PUT', 'moods/rea', { mood: 'garbage' });
    const open = await apply('divorced');
    expect(open.state).toBe('waiting');
    await road.pastAllGuards(
      `UPDATE service_case SET due_at = now() + interval '1 hour' WHERE id = '${open.id}'`,
    );
    const wake = (registry: string) => road.work.run(CENTRE, (tx) => wakeWaiting(tx, registry));
    expect(await wake('CIV')).toBe(0);
    expect(await wake('POL')).toBe(0);
    expect(await wake('REA')).toBe(1);
    expect(await road.count('service_case', `id = '${open.id}' AND due_at <= clock_timestamp()`)).toBe(1);
    await cancel('divorced', open.id as string);
    await road.control('PUT', 'moods/rea', { mood: 'normal' });
  });

  it('do not stand in front of others: five hundred of a dead one, and the next of another is taken up at once', async () => {
    await road.control('PUT', 'moods/rea', { mood: 'garbage' });
    const open = await apply('divorced');
    expect(open.state).toBe('waiting');
    await clone(open.id as string, 500, { state: 'waiting', deadline: `'2026-12-31'`, waitsFor: 'CIV' });
    await road.control('PUT', 'moods/rea', { mood: 'normal' });
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    const tick = async () => {
      // The one of the other registry fell due last of all.
      await road.pastAllGuards(
        `UPDATE service_case SET due_at = now() - interval '1 millisecond', lease_until = NULL WHERE id = '${open.id}' AND due_at IS NOT NULL`,
      );
      await road.app.get(CaseWorker, { strict: false }).workOnce();
    };
    try {
      let ticks = 0;
      await road.until(async () => {
        ticks += 1;
        await tick();
        return (await view('divorced', open.id as string)).state === 'done';
      });
      // A breaker that had opened lets one question through at a time; the five hundred never come in between.
      expect(
        await road.count('service_case', `business_key LIKE 'planted %' AND attempts = 0`),
      ).toBeGreaterThan(500 - 9 * ticks);
      expect(
        await road.count('service_case', `business_key LIKE 'planted %' AND attempts = 0`),
      ).toBeGreaterThan(100);
    } finally {
      await removeClones();
      await road.control('PUT', 'moods/civ', { mood: 'normal' });
    }
  }, 60_000);
});
