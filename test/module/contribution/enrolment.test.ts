import { parseDay } from '../../../src/kernel/calendar';
import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let crowd: Person[];

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 2, '2026-10');
  await employer.remitted('2026-10');
  crowd = room.outside.world.addSingles(12, 21);
}, 60_000);
afterAll(async () => {
  await room.stop();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const person = ({ name, idNo }: Person) => ({ name, idNo });
const account = async (of: Person) => (await (await room.signedIn(of, 'member')).get('/v1/me/account')).body;

/** Somebody of the crowd, whose working life social insurance tells as this. */
function hired(index: number, since: string, before: readonly string[] = []): Person {
  const who = crowd[index]!;
  const [job] = who.employments;
  const former = before.map((from) => ({
    creditCode: OTHER_COMPANY_CODE,
    from: parseDay(from),
    to: parseDay('2026-08-31'),
    baseFen: job!.baseFen,
  }));
  const [known] = room.outside.world.addPeople([
    { ...who, employments: [...former, { ...job!, from: parseDay(since), to: null }] },
  ]);
  return known!;
}

const open = async (...members: Person[]) => {
  const rows = members.map((member) => ({ ...person(member), base: '6000.00' }));
  const input = { employerId: employer.employerId, members: rows };
  return (await employer.agent.post('/v1/cases', { item: 'GJ20', input })).body;
};
const change = async (changes: readonly object[], more: object = {}) => {
  const input = { employerId: employer.employerId, changes, ...more };
  return (await employer.agent.post('/v1/cases', { item: 'GJ10', input })).body;
};
const unseal = async (of: Person, more: object = {}) => {
  const input = { employerId: employer.employerId, ...person(of), ...more };
  return (await employer.agent.post('/v1/cases', { item: 'GJ24', input })).body;
};
const told = (body: { reasons: { observed: { results: Record<string, unknown>[] } }[] }) =>
  body.reasons[0]!.observed.results.map(({ code, field, earliest }) => [code, field, earliest]);

describe('accounts opened for who starts to work here (GJ20, article 17)', () => {
  let beginner: Person;
  let mover: Person;
  let old: Person;

  it('a first job contributes from its second month, another from the month of the hire', async () => {
    beginner = hired(0, '2026-11-03');
    mover = hired(1, '2026-11-03', ['2024-02-01']);
    old = hired(2, '2024-03-01');
    const { state, receipt, decision } = await open(beginner, mover, old);
    expect(state).toBe('done');
    expect(receipt.rows).toMatchObject([
      { from: '2026-12', enrolment: 'first-job', baseSource: 'CURRENT_MONTH' },
      { from: '2026-11', enrolment: 'transfer-in', baseSource: 'CURRENT_MONTH' },
      { from: '2026-11', enrolment: 'previous-year', baseSource: 'PREVIOUS_YEAR' },
    ]);
    expect(receipt.rows[0].enrolmentText.zh).toContain('第十七条');
    const finding = decision.findings.find(({ rule }: { rule: string }) => rule.startsWith('some-row'));
    expect(finding).toMatchObject({
      rule: 'some-row-can-be-opened@3',
      truth: 'true',
      observed: { firstJobs: 1 },
    });
  });

  it('the base says what it rests on, to the member as well', async () => {
    expect((await account(beginner)).baseSource).toMatchObject({
      code: 'first-job',
      basis: 'CURRENT_MONTH',
      text: { zh: expect.stringContaining('第十七条') },
    });
    expect((await account(mover)).baseSource).toMatchObject({ code: 'transfer-in' });
    expect((await account(old)).baseSource).toMatchObject({ code: 'previous-year', basis: 'PREVIOUS_YEAR' });
  });

  it('the list of the first month of a first job does not hold the member', async () => {
    const all = [...employer.staff, beginner, mover, old];
    const refused = await employer.upload('2026-11', employer.csv(all));
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { code: 'MEMBER_NOT_YET', row: 4, message: expect.stringContaining('2026-12') },
    ]);
    const list = await employer.upload('2026-11', employer.csv([...employer.staff, mover, old]));
    expect(list.status).toBe(201);
    const next = await room.run((tx) =>
      tx.query(
        `SELECT count(*)::int AS n FROM roster_change WHERE centre_id = $1 AND kind = 'new' AND from_month = 202612`,
        [tx.centreId],
      ),
    );
    expect(next).toEqual([{ n: 1 }]);
  });

  it('nobody is enrolled while social insurance is silent: unknown is neither', async () => {
    const later = hired(3, '2026-11-03');
    await room.control('PUT', 'moods/soc', { mood: 'error500' });
    const waiting = await open(later);
    await room.control('PUT', 'moods/soc', { mood: 'normal' });
    expect(waiting.state).toBe('waiting');
    expect(waiting.decision.findings.map(({ truth }: { truth: string }) => truth)).toContain('unknown');
    expect(await room.count('enrolment')).toBe(5);
    await employer.agent.post(`/v1/cases/${waiting.id as string}/cancellation`, {});
  });
});

describe('changes of the roster (GJ10, article 17)', () => {
  it('a month that comes too early is refused with the article and the first lawful one', async () => {
    const beginner = hired(4, '2026-11-10');
    const refused = await change([{ kind: 'new', ...person(beginner), base: '5000.00' }], {
      month: '2026-11',
    });
    expect(refused.state).toBe('refused');
    expect(told(refused)).toEqual([['FIRST_JOB_MONTH', 'kind', '2026-12']]);
    const { text, fix } = refused.reasons[0].observed.results[0];
    expect(text.zh).toContain('《住房公积金管理条例》第十七条');
    expect(text.en).toContain('article 17');
    expect(fix.zh).toContain('earliest');
    expect(await room.count('enrolment', `employed_from = '2026-11-10'`)).toBe(0);
  });

  it('without a month each row holds from its own, in one case', async () => {
    const made = await change([
      { kind: 'new', ...person(crowd[4]!), base: '5000.00' },
      { kind: 'new', ...person(hired(5, '2026-10-20', ['2025-01-01'])), base: '5000.00' },
      { kind: 'base', ...person(employer.staff[0]!), base: '9000.00' },
    ]);
    expect(made).toMatchObject({ state: 'done', receipt: { month: '2026-11', done: 3 } });
    expect(made.receipt.rows).toMatchObject([
      { from: '2026-12', enrolment: 'first-job' },
      { from: '2026-11', enrolment: 'transfer-in' },
      { kind: 'base' },
    ]);
    const list = await employer.upload(
      '2026-11',
      employer.csv([...employer.staff, ...crowd.slice(1, 3), crowd[5]!], ''),
    );
    expect(list.status).toBe(201);
    expect(list.body.memberCount).toBe(5);
  });

  it('in part: who comes too early is left out, the others are made', async () => {
    const made = await change(
      [
        { kind: 'new', ...person(hired(6, '2026-11-15')), base: '5000.00' },
        { kind: 'new', ...person(hired(7, '2025-11-15', ['2024-01-01'])), base: '5000.00' },
      ],
      { month: '2026-11', partial: true },
    );
    expect(made.receipt.rows).toMatchObject([
      { result: 'refused', code: 'FIRST_JOB_MONTH', earliest: '2026-12' },
      { result: 'done', enrolment: 'previous-year', from: '2026-11' },
    ]);
  });
});

describe('who comes back (GJ24)', () => {
  const sealed = async (of: Person, reason: string) => {
    const input = {
      employerId: employer.employerId,
      ...person(of),
      reason,
      ...(reason === 'terminated' ? { endedOn: '2026-10-31' } : {}),
    };
    expect((await employer.agent.post('/v1/cases', { item: 'GJ23', input })).body.state).toBe('done');
  };

  it('from a leave goes on with the base there was', async () => {
    await sealed(crowd[2]!, 'study');
    const back = await unseal(crowd[2]!);
    expect(back).toMatchObject({
      state: 'done',
      receipt: { rows: [{ enrolment: 'same-employment', baseSource: 'UNCHANGED', from: '2026-11' }] },
    });
    expect((await account(crowd[2]!)).baseSource).toMatchObject({ code: 'previous-year' });
  });

  it('hired anew contributes on the wage of that month, which has to be given', async () => {
    const [job] = crowd[7]!.employments;
    const jobs = (to: string | null, again: string | null) => [
      { ...job!, from: parseDay('2025-11-15'), to: to === null ? null : parseDay(to) },
      ...(again === null ? [] : [{ ...job!, from: parseDay(again), to: null }]),
    ];
    room.outside.world.addPeople([{ ...crowd[7]!, employments: jobs('2026-10-31', null) }]);
    await sealed(crowd[7]!, 'terminated');
    room.outside.world.addPeople([{ ...crowd[7]!, employments: jobs('2026-10-31', '2026-11-16') }]);
    const refused = await unseal(crowd[7]!);
    expect([refused.state, refused.decision.headline]).toEqual(['refused', 'WAGE_MISSING']);
    expect(refused.reasons[0].clause).toMatchObject({ article: '17', mark: 'law' });
    const early = await unseal(crowd[7]!, { base: '7000.00', month: '2026-10' });
    expect(early.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toContain(
      'MONTH_BEFORE_DUTY',
    );
    const back = await unseal(crowd[7]!, { base: '7000.00' });
    expect(back).toMatchObject({
      state: 'done',
      receipt: { rows: [{ enrolment: 'transfer-in', baseSource: 'CURRENT_MONTH', base: '7000.00' }] },
    });
    expect((await account(crowd[7]!)).baseSource).toMatchObject({ code: 'transfer-in' });
  });

  it('in a list of changes the wage is asked for row by row', async () => {
    await sealed(crowd[1]!, 'army');
    const [job] = crowd[1]!.employments;
    room.outside.world.addPeople([
      {
        ...crowd[1]!,
        employments: [
          { ...job!, from: parseDay('2026-11-03'), to: parseDay('2026-11-10') },
          { ...job!, from: parseDay('2026-11-18'), to: null },
        ],
      },
    ]);
    const refused = await change([{ kind: 'unseal', ...person(crowd[1]!) }]);
    expect(told(refused)).toEqual([['WAGE_MISSING', 'base', undefined]]);
  });
});

describe('back payment (GJ12)', () => {
  it('does not take the first month of a first job', async () => {
    await employer.agent.post('/v1/remittance-lists/same-as', {
      employerId: employer.employerId,
      month: '2026-11',
      asMonth: '2026-10',
    });
    const beginner = hired(8, '2026-10-09');
    expect((await open(beginner)).receipt.rows).toMatchObject([{ from: '2026-11', enrolment: 'first-job' }]);
    const draft = await employer.agent.post('/v1/back-payments', {
      employerId: employer.employerId,
      reason: 'missed',
      lines: [{ ...person(beginner), month: '2026-10' }],
    });
    expect(draft.status).toBe(201);
    const refused = await employer.agent.post('/v1/cases', {
      item: 'GJ12',
      input: { backPaymentId: draft.body.id },
    });
    expect(refused.body).toMatchObject({ state: 'refused', decision: { headline: 'MONTH_BEFORE_DUTY' } });
    expect(refused.body.reasons[0].clause).toMatchObject({ article: '17', mark: 'law' });
    expect(refused.body.reasons[0].text.zh).toContain('首月');
  });
});
