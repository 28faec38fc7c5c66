import { encode } from 'iconv-lite';
import { parseDay } from '../../../src/kernel/calendar';
import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { Person } from '../../../src/simulators/world/person';
import type { HttpClient } from '../../support';
import { workbook } from '../../support/workbook';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let otherHead: HttpClient;
let otherId: string;
let crowd: Person[];

const HEADINGS = ['变更类型', '姓名', '证件号码', '缴存基数', '封存原因', '劳动关系终止日'];

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 6, '2026-10');
  await employer.remitted('2026-10');
  crowd = room.outside.world.addSingles(6, 31);
  await otherEmployer(room.outside.world.addSingles(3, 32, OTHER_COMPANY_CODE));
}, 90_000);
afterAll(async () => {
  await room.stop();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

let movers: readonly Person[];

/** Another employer whose members have a month of contributions, and leave it for the first one. */
async function otherEmployer(people: readonly Person[]): Promise<void> {
  const head = room.outside.world.inRole('otherLegalRepresentative');
  otherHead = await room.signedIn(head);
  const registration = {
    creditCode: OTHER_COMPANY_CODE,
    district: '140106',
    payday: 10,
    ratioEmployer: '0.08',
    ratioEmployee: '0.08',
    firstMonth: '2026-10',
  };
  const made = await otherHead.post('/v1/cases', { item: 'GJ01', input: registration });
  otherId = made.body.receipt.employerId as string;
  const members = people.map(({ name, idNo }) => ({ name, idNo, base: '5000.00' }));
  await otherHead.post('/v1/cases', { item: 'GJ20', input: { employerId: otherId, members } });
  const list = await otherHead.post('/v1/remittance-lists', {
    employerId: otherId,
    month: '2026-10',
    members: people.map(({ name, idNo }) => ({ name, idNo })),
  });
  const confirmed = await otherHead.post('/v1/cases', { item: 'GJ11', input: { listId: list.body.id } });
  await room.transfer(confirmed.body.receipt.amount as string, confirmed.body.receipt.paymentNo as string);
  const here = room.outside.world.companyInRole('employer').creditCode;
  movers = room.outside.world.addPeople(
    people.map((person) => ({
      ...person,
      employments: [
        ...person.employments.map((job) => ({ ...job, to: parseDay('2026-10-31') })),
        { ...person.employments[0]!, creditCode: here, from: parseDay('2026-11-01'), to: null },
      ],
    })),
  );
}

const sealThere = async (person: Person) => {
  const input = { employerId: otherId, name: person.name, idNo: person.idNo, reason: 'terminated' };
  const made = await otherHead.post('/v1/cases', {
    item: 'GJ23',
    input: { ...input, endedOn: '2026-10-31' },
  });
  expect(made.body.state).toBe('done');
};

const row = (kind: string, { name, idNo }: Person, ...rest: readonly string[]): string[] => {
  const cells = [kind, name, idNo, ...rest];
  return HEADINGS.map((_, index) => cells[index] ?? '');
};
const csv = (...rows: readonly string[][]): string =>
  [HEADINGS, ...rows].map((cells) => cells.join(',')).join('\r\n');
const send = (file: string | Buffer, query = '', headers: Readonly<Record<string, string>> = {}) =>
  room.sendFile(employer.head, `/v1/roster-changes?employerId=${employer.employerId}${query}`, file, headers);
const leaves = (person: Person, to: string) =>
  room.outside.world.addPeople([
    { ...person, employments: person.employments.map((job) => ({ ...job, to: parseDay(to) })) },
  ]);
const changes = () => room.count('roster_change');

describe('a file of changes that has faults of its own', () => {
  const spoilt = (): string =>
    csv(
      row('新增', crowd[0]!, '8,000'),
      row('调岗', crowd[1]!),
      row('封存', employer.staff[0]!, '', '累了'),
      row('封存', employer.staff[1]!, '9000.00', '参军'),
      row('封存', employer.staff[2]!, '', '终止劳动关系', '2026-13-40'),
      row('启封', { ...crowd[2]!, idNo: '11010519491231002Y' }),
      row('基数调整', employer.staff[3]!, '9000'),
      row('基数调整', employer.staff[3]!, '9100'),
    ).replace('8,000', '"8,000"');

  it('is told row by row with column, value and fix, and makes no case', async () => {
    const before = [await room.count('service_case'), await changes()];
    const answer = await send(spoilt());
    expect([answer.status, answer.body.code, answer.body.badRowCount]).toEqual([422, 'LIST_HAS_ERRORS', 7]);
    const told = answer.body.errors.map(({ row: at, column, value, code }: Record<string, unknown>) => [
      at,
      column,
      value,
      code,
    ]);
    expect(told.sort(([a]: [number], [b]: [number]) => a - b)).toEqual([
      [2, '缴存基数', '8,000', 'MONEY_FORMAT'],
      [3, '变更类型', '调岗', 'KIND_UNKNOWN'],
      [4, '封存原因', '累了', 'REASON_UNKNOWN'],
      [5, '缴存基数', '9000.00', 'FIELD_NOT_USED'],
      [6, '劳动关系终止日', '2026-13-40', 'DAY_INVALID'],
      [7, '证件号码', '11010519491231002Y', 'ID_CHECKSUM'],
      [9, '证件号码', employer.staff[3]!.idNo, 'DUPLICATE_PERSON'],
    ]);
    for (const { fix, message } of answer.body.errors)
      expect([fix, message]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    expect([await room.count('service_case'), await changes()]).toEqual(before);
  });

  it('comes back as a file of its bad rows in its own encoding, which can be mended and sent', async () => {
    const answer = await send(encode(spoilt(), 'gb18030'), '', { accept: 'text/csv' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'text/csv; charset=gb18030']);
    const lines = new TextDecoder('gb18030').decode(answer.bytes).trimEnd().split('\r\n');
    expect(lines[0]).toBe(`原行号,错误原因,修改办法,${HEADINGS.join(',')}`);
    expect(lines).toHaveLength(8);
    expect(lines[2]).toMatch(/^3,变更类型：没有此变更类型,.*新增、封存、启封、基数调整、同城转入.*,调岗,/);
  });

  it('XLSX: the same faults with the address of the cell, and days as spreadsheets keep them', async () => {
    const file = workbook([
      {
        name: '变更',
        rows: [
          HEADINGS,
          row('封存', employer.staff[0]!, '', '终止劳动关系', '2026年1月5日'),
          row('升职', employer.staff[1]!),
        ],
      },
    ]);
    const answer = await send(file);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ row: 3, cell: 'A3', code: 'KIND_UNKNOWN', value: '升职' }]);
  });

  it('another’s employer is not found, and JSON belongs to the case', async () => {
    const foreign = await room.sendFile(
      room.outside.world.inRole('otherLegalRepresentative'),
      `/v1/roster-changes?employerId=${employer.employerId}`,
      csv(row('基数调整', employer.staff[0]!, '9000')),
    );
    expect(foreign.status).toBe(404);
    const json = await employer.agent.post(`/v1/roster-changes?employerId=${employer.employerId}`, {});
    expect([json.status, json.body.code]).toEqual([400, 'INVALID_REQUEST']);
  });
});

describe('a dry run', () => {
  it('says what the registries and the books would, and makes no case', async () => {
    const before = [await room.count('service_case'), await changes(), await room.count('member_account')];
    const answer = await send(
      csv(
        row('新增', crowd[0]!, '8000'),
        row('启封', employer.staff[0]!),
        row('新增', room.outside.world.inRole('leftEmployer'), '5000'),
      ),
      '&dryRun=true',
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      dryRun: true,
      outcome: 'refused',
      rows: 3,
      rowsAccepted: 0,
      rowsRefused: 2,
      errors: [
        { row: 3, column: '变更类型', code: 'ACCOUNT_STATE', value: '启封' },
        { row: 4, column: '证件号码', code: 'NOT_EMPLOYED_HERE' },
      ],
    });
    const good = await send(csv(row('新增', crowd[0]!, '8000')), '&dryRun=true');
    expect(good.body).toMatchObject({ outcome: 'accepted', rowsAccepted: 1, errorCount: 0 });
    const now = [await room.count('service_case'), await changes(), await room.count('member_account')];
    expect(now).toEqual(before);
  });

  it('what social insurance does not answer is undecided, not refused', async () => {
    await room.control('PUT', 'moods/soc', { mood: 'error500' });
    const answer = await send(csv(row('新增', crowd[0]!, '8000')), '&dryRun=true');
    await room.control('PUT', 'moods/soc', { mood: 'normal' });
    expect(answer.body).toMatchObject({ outcome: 'undecided', rowsAccepted: 0, errorCount: 0 });
  });
});

describe('all kinds of changes in one file', () => {
  it('are made in one case, the transferred account with its money', async () => {
    const [mover] = movers;
    await sealThere(mover!);
    leaves(employer.staff[0]!, '2026-10-31');
    const before = (await (await room.signedIn(mover!, 'member')).get('/v1/me/account')).body;
    const answer = await send(
      csv(
        row('new', crowd[0]!, '8000'),
        row('封存', employer.staff[0]!, '', '终止劳动关系', '2026/10/31'),
        row('基数调整', employer.staff[1]!, '9000.5'),
        row('同城转入', mover!, '6000'),
      ),
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      case: { state: 'done', receipt: { month: '2026-11', done: 4, left: 0 } },
      report: { outcome: 'accepted', rows: 4, rowsAccepted: 4, errorCount: 0 },
    });
    expect(answer.body.case.receipt.rows[3]).toMatchObject({ kind: 'transfer', enrolment: 'transfer-in' });
    const after = (await (await room.signedIn(mover!, 'member')).get('/v1/me/account')).body;
    expect(after).toMatchObject({
      accountNo: before.accountNo,
      balance: before.balance,
      state: '01',
      sealedOn: null,
      monthly: { base: '6000.00' },
      baseSource: { code: 'transfer-in' },
    });
    expect(before.balance).toBe('800.00');
    expect(after.employer.unitAccountNo).not.toBe(before.employer.unitAccountNo);
    expect(await room.count('journal', `kind = 'internal-transfer'`)).toBe(1);
    const list = await employer.agent.post('/v1/remittance-lists/same-as', {
      employerId: employer.employerId,
      month: '2026-11',
      asMonth: '2026-10',
    });
    // Six members less the sealed one, one new, one transferred: 4 x 8000, 9000.50, 8000, 6000.
    expect(list.body).toMatchObject({ memberCount: 7 });
  });

  it('unseals again, and a replay gives the same case', async () => {
    room.outside.world.addPeople([employer.staff[0]!]);
    const file = csv(row('启封', employer.staff[0]!, '8000'));
    const first = await send(file, '', { 'idempotency-key': 'the-file-of-monday' });
    expect(first.body).toMatchObject({ case: { state: 'done' }, report: { outcome: 'accepted' } });
    const again = await send(file, '', { 'idempotency-key': 'the-file-of-monday' });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await send(csv(row('启封', employer.staff[1]!, '8000')), '', {
      'idempotency-key': 'the-file-of-monday',
    });
    expect(other.status).toBe(422);
  });

  it('one that cannot be made stops all: the case is refused, the rows are told', async () => {
    const before = await changes();
    const answer = await send(
      csv(row('基数调整', employer.staff[2]!, '9000'), row('同城转入', movers[1]!, '6000')),
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      case: { state: 'refused' },
      report: {
        outcome: 'refused',
        rowsAccepted: 0,
        errors: [{ row: 3, column: '变更类型', code: 'NOT_SEALED_THERE', value: '同城转入' }],
      },
    });
    expect(await changes()).toBe(before);
    const file = await send(
      csv(row('基数调整', employer.staff[2]!, '9000'), row('同城转入', movers[1]!, '6000')),
      '',
      { accept: 'text/csv' },
    );
    expect([file.status, file.text.trimEnd().split('\r\n').length]).toEqual([422, 2]);
  });

  it('in part: what is good is made, the others are told by their rows in the file', async () => {
    const answer = await send(
      csv(
        row('调岗', crowd[1]!),
        row('基数调整', employer.staff[2]!, '9000'),
        row('同城转入', { ...movers[1]!, name: '另一人' }, '6000'),
        row('同城转入', crowd[3]!, '6000'),
      ),
      '&partial=true',
    );
    expect(answer.body).toMatchObject({
      case: { state: 'done', receipt: { done: 1, left: 2 } },
      report: { outcome: 'accepted-in-part', rows: 4, rowsAccepted: 1, rowsRefused: 3 },
    });
    const told = answer.body.report.errors.map(({ row: at, code }: Record<string, unknown>) => [at, code]);
    expect(told).toEqual([
      [2, 'KIND_UNKNOWN'],
      [4, 'NAME_MISMATCH'],
      [5, 'ACCOUNT_NOT_FOUND'],
    ]);
  });

  it('a month before the hire is told with the first lawful one', async () => {
    const [known] = room.outside.world.addPeople([
      {
        ...crowd[4]!,
        employments: crowd[4]!.employments.map((job) => ({ ...job, from: parseDay('2026-11-09') })),
      },
    ]);
    const answer = await send(csv(row('新增', known!, '5000')), '&month=2026-11&dryRun=true', {
      'accept-language': 'en',
    });
    expect(answer.body.errors).toMatchObject([
      {
        row: 2,
        code: 'FIRST_JOB_MONTH',
        message: expect.stringContaining('article 17'),
        fix: expect.stringContaining('2026-12'),
      },
    ]);
  });
});

it('the template has the columns that are read', async () => {
  const answer = await room.getFile(employer.head, '/v1/roster-changes/template?lang=zh');
  expect(answer.text.replace('\ufeff', '').trimEnd()).toBe(HEADINGS.join(','));
});
