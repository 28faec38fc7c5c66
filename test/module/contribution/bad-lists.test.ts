import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { Person } from '../../../src/simulators/world/person';
import { workbook } from '../../support/workbook';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest, registration } from './employer-under-test';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FORMS = ['json', 'csv', 'xlsx'] as const;
type Form = (typeof FORMS)[number];

interface Row {
  readonly name: string;
  readonly idNo: string;
  readonly base: string;
}

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
/** Who has an account with another employer of the city, and works here as well. */
let elsewhere: Person;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 4);
  await employer.remitted('2026-09');
  elsewhere = await memberOfAnother(room.outside.world.addSingles(1, 41)[0]!);
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

async function memberOfAnother(person: Person): Promise<Person> {
  const { world } = room.outside;
  const [job] = person.employments;
  const moved = { ...person, employments: [job!, { ...job!, creditCode: OTHER_COMPANY_CODE }] };
  world.addPeople([moved]);
  const head = await room.signedIn(world.inRole('otherLegalRepresentative'));
  const input = { ...registration(room), creditCode: OTHER_COMPANY_CODE, district: '140106' };
  const { employerId } = (await head.post('/v1/cases', { item: 'GJ01', input })).body.receipt;
  const members = [rowOf(person)];
  const made = await head.post('/v1/cases', { item: 'GJ20', input: { employerId, members } });
  expect(made.body.receipt).toMatchObject({ opened: 1 });
  return moved;
}

const rowOf = ({ name, idNo }: Pick<Person, 'name' | 'idNo'>, base = '8000.00'): Row => ({
  name,
  idNo,
  base,
});
const whole = (): Row[] => employer.staff.map((person) => rowOf(person));
const wrongDigit = (row: Row): Row => ({
  ...row,
  idNo: `${row.idNo.slice(0, 17)}${row.idNo.endsWith('1') ? '2' : '1'}`,
});
const misspelt = (row: Row): Row => ({ ...row, name: `${row.name}误` });

/** Sends rows in one of the three forms. */
async function send(form: Form, path: string, json: object, rows: readonly Row[], query: string) {
  if (form === 'json') return employer.agent.post(path, { ...json, members: rows });
  const table = [['姓名', '证件号码', '缴存基数'], ...rows.map(({ name, idNo, base }) => [name, idNo, base])];
  const file =
    form === 'csv'
      ? table.map((cells) => cells.join(',')).join('\r\n')
      : workbook([{ name: '清册', rows: table }]);
  const type = form === 'csv' ? 'text/csv' : XLSX;
  return room.sendFile(employer.head, `${path}?${query}`, file, { 'content-type': type });
}
const remit = (form: Form, month: string, rows: readonly Row[], more = '') => {
  const { employerId } = employer;
  const path = form === 'json' ? `/v1/remittance-lists${more && `?${more}`}` : '/v1/remittance-lists';
  return send(form, path, { employerId, month }, rows, `employerId=${employerId}&month=${month}&${more}`);
};

describe.each(FORMS)('a remittance list as %s', (form) => {
  const column = (field: 'name' | 'idNo') =>
    form === 'json' ? field : { name: '姓名', idNo: '证件号码' }[field];
  const cell = (at: string) => (form === 'xlsx' ? { cell: at } : {});

  it('names row, column, value and fix of a person who is there twice, a wrong check digit, a wrong name and a stranger', async () => {
    const [first, second, third, last] = whole() as [Row, Row, Row, Row];
    const rows = [first, wrongDigit(second), misspelt(third), rowOf(elsewhere), last, first];
    const { status, body } = await remit(form, '2026-10', rows);
    expect([status, body.code]).toEqual([422, 'LIST_HAS_ERRORS']);
    const told = [...body.errors].sort((a, b) => a.row - b.row);
    expect(told).toEqual([
      expect.objectContaining({
        row: 3,
        column: column('idNo'),
        code: 'ID_CHECKSUM',
        value: rows[1]!.idNo,
        ...cell('B3'),
      }),
      expect.objectContaining({
        row: 4,
        column: column('name'),
        code: 'NAME_MISMATCH',
        value: rows[2]!.name,
        ...cell('A4'),
      }),
      expect.objectContaining({
        row: 5,
        column: column('idNo'),
        code: 'ACCOUNT_NOT_FOUND',
        value: elsewhere.idNo,
        ...cell('B5'),
      }),
      expect.objectContaining({
        row: 7,
        column: column('idNo'),
        code: 'DUPLICATE_PERSON',
        value: first.idNo,
        ...cell('B7'),
      }),
    ]);
    for (const { message, fix } of told) expect([message, fix].join('')).toMatch(/\p{Script=Han}.*。$/u);
    expect(told[3].message).toContain('第 2 行');
  });

  it.each([
    ['one that leaves a month out', '2026-11', 'MONTH_GAP', /2026-10/],
    ['one that is remitted already', '2026-09', 'MONTH_ALREADY_REMITTED', /GJ12/],
    ['one that is far away', '2028-01', 'MONTH_INVALID', /2026-12/],
  ])('names the month and the fix of %s', async (_, month, code, fix) => {
    const { status, body } = await remit(form, month, whole());
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(
      expect.objectContaining({
        pointer: form === 'json' ? '/month' : '/query/month',
        row: null,
        value: month,
        code,
        fix: expect.stringMatching(fix),
      }),
    );
  });

  it('is refused where its month is none, with where it stands and how it is written', async () => {
    const { status, body } = await remit(form, '2026-13', whole());
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        pointer: form === 'json' ? '/month' : '/query/month',
        code: 'MONTH_FORMAT',
        message: expect.stringContaining('YYYY-MM'),
      },
    ]);
  });
});

describe.each(FORMS)('people to open accounts for as %s', (form) => {
  const open = (rows: readonly Row[]) => {
    const { employerId } = employer;
    if (form === 'json')
      return employer.agent.post('/v1/cases', { item: 'GJ20', input: { employerId, members: rows } });
    return send(form, '/v1/account-openings', {}, rows, `employerId=${employerId}`);
  };
  const bad = (): Row[] => [
    wrongDigit(rowOf(elsewhere)),
    misspelt(rowOf(room.outside.world.inRole('renter'))),
    rowOf(elsewhere),
    rowOf(employer.staff[0]!),
    rowOf(employer.staff[0]!),
    rowOf(room.outside.world.inRole('leftEmployer')),
    rowOf(room.outside.world.inRole('rareName'), '0.00'),
  ];
  const expected = [
    ['idNo', 'ID_CHECKSUM', null],
    ['name', 'NAME_MISMATCH', null],
    ['idNo', 'ACCOUNT_ELSEWHERE', null],
    ['idNo', 'ACCOUNT_STATE', null],
    ['idNo', 'DUPLICATE_PERSON', null],
    ['idNo', 'NOT_EMPLOYED_HERE', null],
    ['base', 'MONEY_FORMAT', '0.00'],
  ];
  const told = (rows: readonly { field: string; code: string; value: string | null }[]) =>
    rows.map(({ field, code, value }) => [field, code, value]);

  it('opens the good row, and names row, field, value, reason and fix of each other', async () => {
    const [fresh] = room.outside.world.addSingles(1, 50 + FORMS.indexOf(form));
    const { body } = await open([...bad(), rowOf(fresh!)]);
    expect(body).toMatchObject({ state: 'done', receipt: { opened: 1, refused: 7 } });
    const { rows } = body.receipt;
    const refused = rows.slice(0, 7);
    expect(refused.map(({ row }: { row: number }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(told(refused)).toEqual(expected);
    for (const { text, fix } of refused)
      for (const words of [text, fix])
        expect(words).toEqual({
          zh: expect.stringMatching(/\p{Script=Han}/u),
          en: expect.stringMatching(/^[A-Z]/),
        });
    expect(rows[7]).toMatchObject({ row: 8, result: 'opened' });
  });

  it('says the same of each row where none can be opened', async () => {
    const { body } = await open(bad());
    expect(body.state).toBe('refused');
    const [{ observed }] = body.reasons;
    expect(observed).toMatchObject({ rows: 7, openable: 0 });
    expect(told(observed.results)).toEqual(expected);
    expect(observed.results[2].fix.zh).toContain('GJ25');
  });
});

describe('what is wrong with the employer', () => {
  it('ratios outside 5 to 12 % are refused with what was asked, what is allowed and the fix', async () => {
    const input = {
      employerId: employer.employerId,
      ratioEmployer: '0.13',
      ratioEmployee: '0.12',
      fromMonth: '2026-11',
    };
    const { body } = await employer.agent.post('/v1/cases', { item: 'GJ07', input });
    expect(body.state).toBe('refused');
    const found = body.reasons.find(
      ({ reasonCode }: { reasonCode: string }) => reasonCode === 'RATIO_OUT_OF_RANGE',
    );
    expect(found).toMatchObject({
      observed: { employer: '0.13', employee: '0.12' },
      required: { least: '0.05', most: '0.12' },
    });
    expect(found.fix.zh).toMatch(/\p{Script=Han}/u);
  });

  it.each(FORMS)('a list as %s names ratios that the limits of its month do not allow', async (form) => {
    const set = (ratio: string) =>
      room.asSuperuser(
        `UPDATE unit_account SET ratio_employer = ${ratio} WHERE employer_id = '${employer.employerId}'`,
      );
    await set('0.13');
    const { status, body } = await remit(form, '2026-10', whole());
    await set('0.08');
    expect([status, body.errors]).toEqual([
      422,
      [
        expect.objectContaining({
          code: 'RATIO_OUT_OF_RANGE',
          value: '2026-10',
          message: expect.stringMatching(/单位 0\.13，个人 0\.12.*0\.05 至 0\.12/),
          fix: expect.stringContaining('GJ07'),
        }),
      ],
    ]);
  });

  it('one whose licence is revoked is refused with what the register says, and the fix', async () => {
    const { world } = room.outside;
    const head = await room.signedIn(world.inRole('revokedLegalRepresentative'));
    const { creditCode } = world.companyInRole('revokedEmployer');
    const input = { ...registration(room), creditCode };
    const { body } = await head.post('/v1/cases', { item: 'GJ01', input });
    expect(body.state).toBe('refused');
    expect(body.reasons).toEqual([
      expect.objectContaining({
        reasonCode: 'EMPLOYER_NOT_IN_BUSINESS',
        fix: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z]/) },
      }),
    ]);
    expect(body.reasons[0].observed).not.toBeNull();
  });
});

describe('a list that is changed after it was confirmed', () => {
  it.each(FORMS)(
    'as %s is not taken: it is told which list stands and what to do, and nothing changes',
    async (form) => {
      confirmed ??= await confirmOctober();
      const before = await linesOf(confirmed);
      const changed = whole().map((row) => ({ ...row, base: '9000.00' }));
      for (const more of ['', `addTo=${confirmed}`]) {
        const { status, body } = await remit(form, '2026-10', changed, more);
        expect([status, body.code]).toEqual([409, more === '' ? 'LIST_ALREADY_CONFIRMED' : 'LIST_NOT_DRAFT']);
        expect(body).toMatchObject({ listId: confirmed, detail: expect.stringMatching(/单号缴款|重新提交/) });
      }
      expect(await linesOf(confirmed)).toEqual(before);
      expect(before.length).toBeGreaterThanOrEqual(employer.staff.length);
    },
  );

  let confirmed: string | undefined;
  /** The same as last month, with whom the tests before have opened accounts for. */
  async function confirmOctober(): Promise<string> {
    const { employerId } = employer;
    const asked = { employerId, month: '2026-10', asMonth: '2026-09' };
    const { body } = await employer.agent.post('/v1/remittance-lists/same-as', asked);
    const made = await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId: body.id } });
    expect(made.body.state).toBe('waiting-funds');
    return body.id as string;
  }
  const linesOf = (listId: string) =>
    room.run((tx) =>
      tx.query(
        'SELECT account_id, base_fen, employer_fen FROM remittance_line WHERE list_id = $1 ORDER BY 1',
        [listId],
      ),
    );
});
