import { randomUUID } from 'node:crypto';
import { startWorld, type World } from '../support';
import { workbook, type WorkbookCell } from '../support/workbook';
import {
  castOf,
  type Employer,
  expectProof,
  newPeople,
  openAccounts,
  pay,
  type Person,
  registerEmployer,
  untilState,
} from './support';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PEOPLE = 1_000;

/** What an employer does by hand, request by request. */
describe('the year of an employer of a thousand, in requests', () => {
  let world: World;
  let employer: Employer;
  let people: readonly Person[];
  let requests = 0;

  beforeAll(async () => {
    world = await startWorld({ businessDate: '2026-08-20' });
    employer = await registerEmployer(world, await castOf(world));
    people = await newPeople(world, PEOPLE);
    await openAccounts(employer, people, () => '8000.00');
  }, 120_000);
  beforeEach(() => {
    requests = 0;
  });
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const post = (path: string, body: object) => {
    requests += 1;
    return employer.agent.client.post(path, body);
  };
  const get = (path: string) => {
    requests += 1;
    return employer.agent.client.get(path);
  };
  async function send(
    path: string,
    sheet: readonly (readonly WorkbookCell[])[],
    accept = 'application/json',
  ) {
    requests += 1;
    const response = await fetch(`${world.api.url}${path}`, {
      method: 'POST',
      headers: {
        accept,
        authorization: `Bearer ${employer.agent.token}`,
        'content-type': XLSX,
        'idempotency-key': randomUUID(),
      },
      body: new Uint8Array(workbook([{ name: '清册', rows: sheet }])),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, text, body: json ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }
  /** What social insurance, and so the tax authority, has of a person's wage. */
  const wageOf = ({ employments }: Person): number => Number(employments[0]?.base);
  const yuanOf = (wage: number): string => `${wage}.00`;
  const sheetOf = (base: (person: Person) => number): WorkbookCell[][] => [
    ['姓名', '证件号码', '缴存基数'],
    ...people.map((person): WorkbookCell[] => [person.name, person.idNo, base(person)]),
  ];

  test('J12: a workbook with five bad rows comes back as a file, is mended and sent: three requests to the draft', async () => {
    const spoilt = sheetOf(() => 8000);
    spoilt[100] = ['误', spoilt[100]![1]!, 8000];
    spoilt[200] = [spoilt[200]![0]!, 1.1010519491231e17, 8000];
    spoilt[300] = [spoilt[300]![0]!, spoilt[300]![1]!, { xml: '<c r="C301"><f>4000*2</f><v>8000</v></c>' }];
    spoilt[400] = [spoilt[400]![0]!, spoilt[400]![1]!, 8000.001];
    spoilt[500] = [...spoilt[1]!];
    const path = `/v1/remittance-lists?employerId=${employer.id}&month=2026-08`;
    const answered = await send(path, spoilt, 'text/csv');
    expect(answered.status).toBe(422);
    const bad = answered.text.trim().split('\r\n').slice(1);
    expect(bad.map((line) => Number(line.split(',')[0]))).toEqual([101, 201, 301, 401, 501]);
    expect(answered.text).toContain('单元格是公式');
    const told = await send(path, spoilt);
    const errors = told.body['errors'] as { cell?: string; code: string }[];
    expect(errors.filter(({ code }) => code.startsWith('CELL')).map(({ cell }) => cell)).toEqual([
      'B201',
      'C301',
    ]);
    const made = await send(
      path,
      sheetOf(() => 8000),
    );
    expect(made.body).toMatchObject({ state: 'DRAFT', memberCount: PEOPLE, membersMissing: 0 });
    const caseView = await post('/v1/cases', { item: 'GJ11', input: { listId: made.body['id'] } });
    expect(caseView.status).toBe(201);
    expect(requests).toBeLessThanOrEqual(6);
    await pay(employer, caseView.body);
    await untilState(employer.agent.client, caseView.body.id as string, 'done');
  }, 60_000);

  test('J11: a month without changes is two requests: the same as last month, and confirmed', async () => {
    const list = await post('/v1/remittance-lists/same-as', {
      employerId: employer.id,
      month: '2026-09',
      asMonth: '2026-08',
    });
    const made = await post('/v1/cases', { item: 'GJ11', input: { listId: list.body.id } });
    expect(made.body).toMatchObject({ state: 'waiting-funds', receipt: { members: PEOPLE } });
    expect(requests).toBeLessThanOrEqual(3);
    await pay(employer, made.body);
    await untilState(employer.agent.client, made.body.id as string, 'done');
    expect((await employer.agent.client.get(`/v1/remittance-lists/${list.body.id}`)).body.state).toBe(
      'POSTED',
    );
  }, 60_000);

  test('J14: the bases of the year by a workbook, each new amount looked at, confirmed: three requests', async () => {
    const made = await send(
      `/v1/base-changes?employerId=${employer.id}`,
      sheetOf((person) => wageOf(person)),
    );
    expect(made.body).toMatchObject({ state: 'DRAFT', members: PEOPLE, from: '2026-10' });
    const page = await get(`/v1/base-changes/${String(made.body['id'])}/lines`);
    expect(page.body.lines[0]).toMatchObject({
      row: 2,
      formerBase: '8000.00',
      base: yuanOf(wageOf(people[0]!)),
    });
    const done = await post('/v1/cases', { item: 'GJ08', input: { changeId: made.body['id'] } });
    expect(done.body).toMatchObject({
      state: 'done',
      receipt: { members: PEOPLE, remittedBefore: '2026-07' },
    });
    expect(requests).toBeLessThanOrEqual(5);
  }, 60_000);

  test('J13: somebody is hired and somebody leaves: one request, and the next list knows both', async () => {
    const [hired] = await newPeople(world, 1, 2);
    const leaver = people[0]!;
    const { name, idNo } = leaver;
    const employments = leaver.employments.map((job) => ({ ...job, to: '2026-08-19' }));
    await world.control('POST', '/control/people', { people: [{ ...leaver, employments }] });
    const changes = [
      { kind: 'new', name: hired!.name, idNo: hired!.idNo, base: '8000.00' },
      { kind: 'seal', name, idNo, reason: 'terminated' },
    ];
    const made = await post('/v1/cases', { item: 'GJ10', input: { employerId: employer.id, changes } });
    expect(made.body).toMatchObject({ state: 'done', receipt: { month: '2026-10' } });
    // Typed are name, number and wage of who comes, and why the other leaves; who leaves is chosen from the roster.
    const typed = [...Object.keys(changes[0]!).slice(1), 'reason'];
    expect(typed).toEqual(['name', 'idNo', 'base', 'reason']);
    expect(requests).toBeLessThanOrEqual(4);
    await world.control('POST', '/control/people', { people: [leaver] });
  }, 60_000);
});
