import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

let road: Road;
let clerk: HttpClient;

const clerkIdentity = { name: '零跑柜员', idNo: '11010519491231002X' };

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
  clerk = await road.signedIn(clerkIdentity, 'clerk');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  for (const target of ['civ', 'rea', 'pol'])
    await road.control('PUT', `moods/${target}`, { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const member = (role: string) => road.signedIn(road.person(role), 'member');
const apply = async (role: string, input: object = {}) =>
  (await (await member(role)).post('/v1/cases', { item: 'TQ12', input })).body;
const view = async (role: string, id: string) => (await (await member(role)).get(`/v1/cases/${id}`)).body;
const cancel = async (role: string, id: string) =>
  (await member(role)).post(`/v1/cases/${id}/cancellation`, undefined);

async function silent(registry: string, role: string, input: object = { amount: '1.00' }) {
  await road.control('PUT', `moods/${registry}`, { mood: 'garbage' });
  const shown = await apply(role, input);
  expect(shown).toMatchObject({ state: 'waiting' });
  return shown as { id: string };
}

const certificate = (more: object = {}) => ({
  kind: 'marriage-certificate',
  number: 'J140105-2018-001234',
  issuer: '大同市平城区民政局',
  issuedOn: '2018-05-20',
  ...more,
});
const married = (role: string) => {
  const { name, idNo } = road.person(role);
  return { status: 'married', spouse: { name, idNo } };
};
/** The paper that proves the status entered. */
const paperOf = (value: object): object => {
  const { status = '' } = value as { status?: string };
  const kinds: Record<string, string> = { single: 'marriage-record', divorced: 'divorce-certificate' };
  return status in kinds ? { kind: kinds[status] } : {};
};
const answer = (id: string, value: object, more: object = {}, by: HttpClient = clerk, key?: string) =>
  by.post(
    `/v1/desk/cases/${id}/facts`,
    { fact: 'household.marriage', value, evidence: certificate(paperOf(value)), ...more },
    key === undefined ? {} : { key },
  );

async function askAgain(id: string): Promise<void> {
  await road.pastAllGuards(
    `UPDATE service_case SET due_at = now() - interval '1 second', lease_until = NULL WHERE id = '${id}' AND due_at IS NOT NULL`,
  );
  await road.app.get(CaseWorker, { strict: false }).workOnce();
}

it('a fact is answered with evidence, the same rules decide at once, and the trace says whose word it was', async () => {
  const shown = await apply('marriageOnPaper', { amount: '100.00' });
  expect(shown).toMatchObject({ state: 'counter', missing: expect.arrayContaining(['household.marriage']) });

  const key = 'desk-answer-0001';
  const answered = await answer(shown.id as string, married('widowed'), {}, clerk, key);
  expect(answered.status).toBe(201);
  const decided = answered.body;
  expect(decided).toMatchObject({ id: shown.id, state: 'done', missing: [] });
  expect(decided.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
    'accepted',
    'facts-asked',
    'counter',
    'fact-answered',
    'approved',
    'payment-sent',
    'credited',
  ]);
  const [told] = decided.timeline.filter(({ kind }: { kind: string }) => kind === 'fact-answered');
  const { evidenceNo } = told.body;
  expect(told.body).not.toHaveProperty('beforeQueue');
  expect(evidenceNo).toMatch(/^GT20261121[0-9A-F]{12}$/);
  expect(decided.suppliedAtDesk).toEqual([
    expect.objectContaining({
      fact: 'household.marriage',
      evidenceNo,
      paper: { zh: '结婚证', en: 'marriage certificate' },
    }),
  ]);
  expect(
    await road.count(
      'case_fact',
      `case_id = '${shown.id}' AND body ->> 'source' = 'DESK' AND body ->> 'receiptNo' = '${evidenceNo}'`,
    ),
  ).toBe(1);
  expect(decided.spared).toMatchObject({ visits: 1, papersAsked: 1, humanApprovals: 0 });

  const replay = await answer(shown.id as string, married('widowed'), {}, clerk, key);
  expect([replay.status, replay.text]).toEqual([201, answered.text]);
  expect(replay.headers.get('idempotency-replayed')).toBe('true');
  expect((await answer(shown.id as string, { status: 'single' }, {}, clerk, key)).status).toBe(422);
  expect((await answer(shown.id as string, { status: 'single' })).body).toMatchObject({
    status: 409,
    code: 'CASE_NOT_WAITING',
  });
});

it('what is known is not overwritten: the answer says what is known and by whom', async () => {
  const shown = await silent('rea', 'divorced');
  const { status, body } = await answer(shown.id, { status: 'single' });
  expect([status, body.code, body.known]).toEqual([
    409,
    'FACT_KNOWN',
    expect.objectContaining({ source: 'CIV', value: { status: 'divorced' } }),
  ]);
  expect(JSON.stringify(body)).not.toContain('sealed');
  expect((await cancel('divorced', shown.id)).body).toMatchObject({ state: 'cancelled' });
});

it('a registry that then says something else leaves the case to a person, until both say the same', async () => {
  const shown = await silent('civ', 'divorced');
  await road.control('PUT', 'moods/rea', { mood: 'garbage' });
  // Homes stay unknown, so that the case is still open when civil affairs speaks.
  const said = await answer(shown.id, { status: 'single' });
  expect(said.body).toMatchObject({ state: 'waiting' });
  expect(said.body.missing).not.toContain('household.marriage');

  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  await road.control('PUT', 'moods/rea', { mood: 'normal' });
  await road.until(async () => {
    await askAgain(shown.id);
    return (await view('divorced', shown.id)).state !== 'waiting';
  });
  const conflict = await view('divorced', shown.id);
  expect(conflict).toMatchObject({ state: 'counter', reasons: [] });
  expect(conflict.missing).toContain('household.marriage');
  const queue = (await clerk.get('/v1/desk/queue?missing=household.marriage')).body;
  const [entry] = queue.entries.filter(({ caseId }: { caseId: string }) => caseId === shown.id);
  expect(entry.missing).toContainEqual(
    expect.objectContaining({
      fact: 'household.marriage',
      reason: 'conflict',
      registry: expect.objectContaining({ code: 'CIV' }),
    }),
  );

  const evidence = certificate({ kind: 'divorce-certificate' });
  const without = await answer(shown.id, { status: 'divorced' }, { evidence });
  expect(without.body).toMatchObject({ status: 409, code: 'FACT_ANSWERED' });
  const corrected = await answer(
    shown.id,
    { status: 'divorced' },
    { evidence, reason: '误将离婚证看作未婚' },
  );
  expect(corrected.body).toMatchObject({ state: 'done', spared: { papersAsked: 1, visits: 1 } });
  const traced = corrected.body.decision.findings.flatMap((f: { sources: object[] }) => f.sources);
  expect(traced).toContainEqual(expect.objectContaining({ fact: 'household.marriage', source: 'CIV' }));
});

it('whom a paper names is confirmed by the police before anybody else is asked about them', async () => {
  const shown = await silent('civ', 'divorced');
  const asked = (registry: string) =>
    road.count('registry_exchange', `case_id = '${shown.id}' AND registry = '${registry}'`);
  const homesAsked = await asked('REA');
  const stranger = road.person('homeOwner');
  const spouse = (name: string, idNo: string) => ({ status: 'married', spouse: { name, idNo } });

  const slip = await answer(shown.id, spouse('乱写', stranger.idNo), {}, clerk, 'desk-named-1');
  expect([slip.status, slip.body.errors]).toEqual([
    400,
    [expect.objectContaining({ pointer: '/value/spouse', code: 'NAME_MISMATCH' })],
  ]);
  const dead = road.person('deceased');
  const late = await answer(shown.id, spouse(dead.name, dead.idNo));
  expect([late.status, late.body.errors]).toEqual([
    400,
    [expect.objectContaining({ pointer: '/value/spouse', code: 'PERSON_DECEASED' })],
  ]);
  await road.control('PUT', 'moods/pol', { mood: 'garbage' });
  const mute = await answer(shown.id, married('widowed'), {}, clerk, 'desk-named-2');
  expect([mute.status, mute.body.code]).toEqual([409, 'POLICE_SILENT']);
  expect(await road.count('desk_answer', `case_id = '${shown.id}'`)).toBe(0);
  expect(await view('divorced', shown.id)).toMatchObject({ state: 'waiting' });
  expect(await asked('REA')).toBe(homesAsked);

  // Nothing was taken under the keys: the same request is good as soon as the police speak.
  await road.control('PUT', 'moods/pol', { mood: 'normal' });
  const before = await asked('POL');
  const kept = await answer(shown.id, married('widowed'), {}, clerk, 'desk-named-2');
  expect(kept.body).toMatchObject({ state: 'done' });
  // Civil affairs had been silent for a moment only: the answer is taken, and it is told that no queue showed the case.
  expect(kept.body.timeline).toContainEqual(
    expect.objectContaining({
      kind: 'fact-answered',
      body: expect.objectContaining({ beforeQueue: true }) as object,
    }),
  );
  const scraped = (await clerk.get('/metrics')).text;
  expect(scraped).toMatch(/zero_run_desk_answers_early_total\{fact="household.marriage"\} [1-9]/);
  expect(await asked('POL')).toBe(before + 1);
  const replay = await answer(shown.id, married('widowed'), {}, clerk, 'desk-named-2');
  expect([replay.status, replay.text]).toEqual([201, kept.text]);
  expect(await asked('POL')).toBe(before + 1);
});

it('nobody answers in a case of their own or of their spouse', async () => {
  const shown = await silent('civ', 'divorced');
  const self = await road.signedIn(road.person('divorced'), 'clerk');
  expect((await answer(shown.id, { status: 'single' }, {}, self)).body).toMatchObject({
    status: 403,
    code: 'OWN_CASE',
  });
  const spouse = await road.signedIn(road.person('widowed'), 'clerk');
  expect((await answer(shown.id, married('widowed'), {}, spouse)).body.code).toBe('OWN_CASE');
  expect((await answer(shown.id, married('divorced'))).body).toMatchObject({ status: 400 });
  expect(await road.count('desk_answer', `case_id = '${shown.id}'`)).toBe(0);
  await cancel('divorced', shown.id);

  // The spouse is known from the one's own earlier case.
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  await road.control('PUT', 'moods/rea', { mood: 'garbage' });
  const hers = await apply('renter', { amount: '1.00' });
  expect(hers.state).toBe('waiting');
  const husband = await road.signedIn(road.person('renterSpouse'), 'clerk');
  const homes = {
    fact: 'household.homes',
    value: { member: 0, spouse: 0 },
    evidence: certificate({ kind: 'title-certificate' }),
  };
  expect((await answer(hers.id as string, {}, homes, husband)).body.code).toBe('OWN_CASE');
  const half = { ...homes, value: { member: 0 } };
  expect((await answer(hers.id as string, {}, half)).body).toMatchObject({
    status: 409,
    code: 'ANSWER_DOES_NOT_FIT',
  });
  const decided = (await answer(hers.id as string, {}, homes)).body;
  expect(decided).toMatchObject({ state: 'done' });
  const traced = decided.decision.findings.flatMap(({ sources }: { sources: object[] }) => sources);
  const [{ evidenceNo }] = decided.suppliedAtDesk;
  expect(traced).toContainEqual(
    expect.objectContaining({ fact: 'household.homes', source: 'DESK', receiptNo: evidenceNo }),
  );
});

it('an answer counts no more when a registry then tells that the clerk is the spouse; another clerk looks', async () => {
  // Nobody knows yet whom the applicant is married to.
  await road.control('PUT', 'moods/civ', { mood: 'garbage' });
  await road.control('PUT', 'moods/rea', { mood: 'garbage' });
  const mine = await apply('parentOfTwo', { amount: '1.00' });
  expect(mine.state).toBe('waiting');
  const spouseRole = road.person('parentOfTwoSpouse');
  const near = await road.signedIn(spouseRole, 'clerk');
  const homes = (member: number) => ({
    fact: 'household.homes',
    value: { member, spouse: 0 },
    evidence: certificate({ kind: 'title-certificate' }),
  });
  expect((await answer(mine.id as string, {}, homes(0), near)).status).toBe(201);
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  await road.until(async () => {
    await askAgain(mine.id as string);
    return (await view('parentOfTwo', mine.id as string)).state !== 'waiting';
  });
  expect(await view('parentOfTwo', mine.id as string)).toMatchObject({
    state: 'counter',
    missing: expect.arrayContaining(['household.homes']),
  });
  const other = await answer(mine.id as string, {}, { ...homes(0), reason: '原柜员须回避，重新核对' });
  expect(other.body).toMatchObject({ state: 'done' });
});

it('what cannot be is refused with the field and the way to mend it, and nothing is stored', async () => {
  const shown = await silent('civ', 'divorced');
  const wrong: [object, object, string, string][] = [
    [{ status: 'single' }, { fact: 'member.balance' }, '/fact', 'FACT_NOT_ANSWERABLE'],
    [{ status: 'perhaps' }, {}, '/value/status', ''],
    [{ status: 'married' }, {}, '/value/spouse', ''],
    [{ status: 'single', outcome: 'approved' }, {}, '/value/outcome', ''],
    [
      { status: 'single' },
      { evidence: certificate({ kind: 'promise' }) },
      '/evidence/kind',
      'EVIDENCE_KIND_UNKNOWN',
    ],
    [
      { status: 'single' },
      { evidence: certificate({ issuedOn: '2027-01-01' }) },
      '/evidence/issuedOn',
      'ISSUED_IN_FUTURE',
    ],
    // A paper that nobody could find again: blanks, what cannot be seen, a dash.
    ...['', '   ', ' \u200b', '\u3164', '—', 'J1401\u200b05'].map(
      (number): [object, object, string, string] => [
        { status: 'single' },
        { evidence: certificate({ number }) },
        '/evidence/number',
        number.trim() === '' ? 'LENGTH' : 'NOT_READABLE',
      ],
    ),
    [{ status: 'single' }, { evidence: certificate({ issuer: '　' }) }, '/evidence/issuer', 'LENGTH'],
    [{ status: 'single' }, { evidence: certificate({ issuer: '…' }) }, '/evidence/issuer', 'NOT_READABLE'],
    // A paper that shows something else: it cannot prove what was entered, whatever the clerk means.
    ...[
      ['single', 'marriage-certificate'],
      ['married', 'divorce-certificate'],
      ['divorced', 'death-certificate'],
    ].map(([status, kind]): [object, object, string, string] => [
      status === 'married' ? married('renter') : { status },
      { evidence: certificate({ kind }) },
      '/evidence/kind',
      'EVIDENCE_PROVES_OTHER',
    ]),
    [
      { member: 0 },
      { fact: 'household.homes', evidence: certificate({ kind: 'paper-title' }) },
      '/evidence/kind',
      'EVIDENCE_PROVES_OTHER',
    ],
    // A contract is filed on a day that has come.
    [
      {
        ...{ contractNo: 'YS(2026)0000001', unitKey: '140199001001GB00012F00010001', price: '1250000.00' },
        ...{ filedOn: '2026-11-22', buyer: 'applicant' },
      },
      { fact: 'purchase.contract', evidence: certificate({ kind: 'filed-contract' }) },
      '/value/filedOn',
      'DAY_TO_COME',
    ],
    [{ status: 'single' }, { reason: 'no reason' }, '/reason', 'NOTHING_TO_CORRECT'],
    [{ status: 'single' }, { state: 'done' }, '/state', ''],
    [{ status: 'single' }, { amount: '9.00' }, '/amount', ''],
    [{ status: 'single' }, { outcome: 'approved' }, '/outcome', ''],
  ];
  for (const [value, more, pointer, code] of wrong) {
    const { status, body } = await answer(shown.id, value, more);
    expect([pointer, status, body.errors?.[0]?.pointer]).toEqual([pointer, 400, pointer]);
    if (code !== '') expect(body.errors.map((error: { code: string }) => error.code)).toContain(code);
  }
  expect((await answer('019aa000-0000-7000-8000-000000000000', { status: 'single' })).status).toBe(404);
  const person = await member('divorced');
  expect((await answer(shown.id, { status: 'single' }, {}, person)).status).toBe(403);
  expect(await road.count('desk_answer', `case_id = '${shown.id}'`)).toBe(0);
  await cancel('divorced', shown.id);
});

it('the whole case is shown to a clerk with what may be answered, and every look is remembered', async () => {
  const shown = await silent('civ', 'divorced');
  const { status, body } = await clerk.get(`/v1/desk/cases/${shown.id}`);
  expect(status).toBe(200);
  const { name, idNo } = road.person('divorced');
  expect(body.applicant).toEqual({ name, idNo: `${idNo.slice(0, 6)}********${idNo.slice(-4)}` });
  const [marriage] = body.missing.filter(({ fact }: { fact: string }) => fact === 'household.marriage');
  expect(marriage.couldAnswer.desk.map(({ kind }: { kind: string }) => kind)).toContain(
    'marriage-certificate',
  );
  expect(marriage.words).toEqual({ zh: '婚姻状况', en: 'marriage' });
  const looks = (role: string) => road.count('case_reading', `case_id = '${shown.id}' AND role = '${role}'`);
  expect(await looks('clerk')).toBe(1);
  expect((await (await member('divorced')).get(`/v1/desk/cases/${shown.id}`)).status).toBe(403);

  // Whatever the road: the plain page of the case and its events too. The applicant's own look is nobody's business.
  expect((await clerk.get(`/v1/cases/${shown.id}`)).status).toBe(200);
  expect(await looks('clerk')).toBe(2);
  for (const role of ['manager', 'auditor'] as const) {
    const other = await road.signedIn({ name: '零跑主任', idNo: '11010519491231002X' }, role);
    expect((await other.get(`/v1/cases/${shown.id}`)).status).toBe(200);
    expect(await looks(role)).toBe(1);
  }
  expect((await (await member('divorced')).get(`/v1/cases/${shown.id}`)).status).toBe(200);
  expect(await road.count('case_reading', `case_id = '${shown.id}'`)).toBe(4);

  // The applicant who is also a clerk reads it as a member, never as a clerk.
  const asClerk = await road.signedIn(road.person('divorced'), 'clerk');
  for (const path of ['/v1/desk/cases/', '/v1/cases/'])
    expect((await asClerk.get(`${path}${shown.id}`)).body).toMatchObject({ status: 403, code: 'OWN_CASE' });
  expect(await road.count('case_reading', `case_id = '${shown.id}'`)).toBe(4);
  await cancel('divorced', shown.id);
});

it('an application that is not decided can be taken back by its applicant alone, and is asked about no more', async () => {
  const shown = await silent('civ', 'divorced');
  expect((await cancel('widowed', shown.id)).status).toBe(404);
  expect((await clerk.post(`/v1/cases/${shown.id}/cancellation`, undefined)).status).toBe(403);
  const { status, body } = await cancel('divorced', shown.id);
  expect([status, body.state]).toEqual([200, 'cancelled']);
  expect(body.finishedAt).not.toBeNull();
  expect((await cancel('divorced', shown.id)).body).toMatchObject({ status: 409, code: 'CASE_NOT_WAITING' });
  const rounds = await road.count('decision', `case_id = '${shown.id}'`);
  await askAgain(shown.id);
  expect(await road.count('decision', `case_id = '${shown.id}'`)).toBe(rounds);
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  // The same act may be applied for again; the breaker may want a moment first.
  const again = await apply('divorced', { amount: '1.00' });
  await road.until(async () => {
    await askAgain(again.id as string);
    return (await view('divorced', again.id as string)).state === 'done';
  });
});
