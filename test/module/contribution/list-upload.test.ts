import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 12);
}, 60_000);
afterAll(async () => {
  await room.stop();
});

const month = '2026-09';
const changed = (row: number, from: string | RegExp, to: string) => {
  const rows = employer.csv().split('\r\n');
  rows[row - 1] = rows[row - 1]!.replace(from, to);
  return rows.join('\r\n');
};
const sent = (members: unknown[], more: object = {}) =>
  employer.agent.post('/v1/remittance-lists', { employerId: employer.employerId, month, members, ...more });
const wholeStaff = () => employer.staff.map(({ name, idNo }) => ({ name, idNo }));

describe('a list that is right', () => {
  it.each([
    ['without a byte order mark', ''],
    ['with one', '\ufeff'],
  ])('is taken as a file %s, whole', async (_, mark) => {
    const answer = await employer.upload(month, mark + employer.csv());
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/remittance-lists/${answer.body.id as string}`);
    expect(answer.body).toMatchObject({ state: 'DRAFT', memberCount: 12, total: '19200.00', month });
  });

  it('is taken as JSON, with the bases of the accounts where it names none', async () => {
    const answer = await sent(wholeStaff());
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ memberCount: 12, total: '19200.00' });
  });

  it('takes the place of the draft sent before; only one of a month is alive', async () => {
    const before = await room.count('remittance_list');
    expect((await employer.upload(month)).status).toBe(201);
    expect(await room.count('remittance_list')).toBe(before + 1);
    expect(await room.count('remittance_list', `state <> 'CANCELLED'`)).toBe(1);
  });

  it('is made once a key: the same file again gives the same bytes, another file under the key is refused', async () => {
    const first = await employer.upload(month, employer.csv(), 'one-key-for-one-list');
    const again = await employer.upload(month, employer.csv(), 'one-key-for-one-list');
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await employer.upload(month, employer.csv(undefined, '9000'), 'one-key-for-one-list');
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('F42: the key of another person is another key: nothing of the first list is shown', async () => {
    const key = 'one-key-of-two-people';
    const body = { employerId: employer.employerId, month, members: wholeStaff() };
    const first = await employer.agent.post('/v1/remittance-lists', body, { key });
    expect(first.status).toBe(201);
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const theirs = await stranger.post('/v1/remittance-lists', body, { key });
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([404, null]);
    expect(theirs.text).not.toContain(first.body.id as string);
  });

  it('F42: a list that was refused is not kept under its key: mended, it goes through', async () => {
    const key = 'one-key-for-a-mended-list';
    const refused = await employer.upload(month, changed(3, /8000\.00$/, '80O0'), key);
    expect(refused.status).toBe(422);
    const mended = await employer.upload(month, employer.csv(), key);
    expect([mended.status, mended.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  it('a base above or below the limits of the district is clamped, and amounts given must be those worked out', async () => {
    const [first, ...others] = wholeStaff();
    const high = await sent([{ ...first, base: '99999.00' }, ...others]);
    expect(high.body.total).toBe('23420.00'); // 29100 × (8 % + 12 %) = 5820 in place of 1600
    const low = await sent([{ ...first, base: '0.01' }, ...others]);
    expect(low.body.total).toBe('18030.00'); // 2150 × 20 % = 430
    const right = await sent([{ ...first, employerAmount: '640.00', employeeAmount: '960.00' }, ...others]);
    expect(right.status).toBe(201);
    const wrong = await sent([{ ...first, employerAmount: '641.00' }, ...others]);
    expect(wrong.body.errors).toMatchObject([
      { pointer: '/members/0/employerAmount', code: 'AMOUNT_MISMATCH', value: '641.00' },
    ]);
  });
});

describe('a list with errors', () => {
  it('names row, column, value and fix, and stores nothing', async () => {
    const before = await room.count('remittance_line');
    const people = await room.count('person');
    const answer = await employer.upload(month, changed(7, '8000.00', '6,005'));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ code: 'LIST_HAS_ERRORS', errorCount: 1 });
    // An unquoted comma makes a cell too many; the row is named by that as well.
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/rows/7', row: 7, code: 'COLUMN_COUNT' });
    const quoted = await employer.upload(month, changed(7, '8000.00', '"6,005"'));
    expect(quoted.body.errors).toEqual([
      {
        pointer: '/rows/7/缴存基数',
        row: 7,
        column: '缴存基数',
        value: '6,005',
        code: 'MONEY_FORMAT',
        message: 'Not an amount in yuan',
        fix: expect.stringContaining('8000.00'),
      },
    ]);
    expect(await room.count('remittance_line')).toBe(before);
    expect(await room.count('person')).toBe(people);
  });

  it.each(['1e9', '0.001', '１２', 'NaN', '-5.00', '−0', '8000.00 ', '=1+1', '99999999999999999999', '0'])(
    'a base of %j is no amount',
    async (base) => {
      const answer = await employer.upload(month, changed(3, '8000.00', `"${base}"`));
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([
        { row: 3, code: base === '0' ? 'BASE_OUT_OF_RANGE' : 'MONEY_FORMAT' },
      ]);
    },
  );

  it('three bad rows are three errors: a wrong name, a wrong check digit, a bad base', async () => {
    const rows = employer.csv().split('\r\n');
    const [name = '', idNo = ''] = rows[11]!.split(',');
    rows[4] = rows[4]!.replace(/^./, '误');
    rows[11] = `${name},${idNo.slice(0, -1)}${idNo.endsWith('1') ? '2' : '1'},8000`;
    rows[9] = rows[9]!.replace('8000.00', 'abc');
    const answer = await employer.upload(month, rows.join('\n'));
    expect(answer.body.errors.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [10, 'MONEY_FORMAT'],
      [12, 'ID_CHECKSUM'],
      [5, 'NAME_MISMATCH'],
    ]);
  });

  it('a missing member is named by account number, a stranger and a repeated person by row', async () => {
    const missing = await sent(wholeStaff().slice(1));
    expect(missing.body.errors).toMatchObject([
      { pointer: '/members', code: 'MEMBER_MISSING', value: expect.stringMatching(/^99261121/) },
    ]);
    const stranger = room.outside.world.inRole('renter');
    const surplus = await sent([...wholeStaff(), { name: stranger.name, idNo: stranger.idNo }]);
    expect(surplus.body.errors).toMatchObject([{ pointer: '/members/12/idNo', code: 'ACCOUNT_NOT_FOUND' }]);
    const twice = await sent([...wholeStaff(), wholeStaff()[2]]);
    expect(twice.body.errors).toMatchObject([
      { pointer: '/members/12/idNo', row: 14, code: 'DUPLICATE_PERSON', message: '与第 4 行是同一人' },
    ]);
  });

  it.each([
    ['2026-10', 'MONTH_GAP'],
    ['2026-08', 'MONTH_ALREADY_REMITTED'],
    ['2026-06', 'MONTH_ALREADY_REMITTED'],
    ['2027-01', 'MONTH_GAP'],
  ])('the month %s is not the one due: %s', async (wrong, code) => {
    const answer = await employer.upload(wrong);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/query/month', value: wrong, code });
  });

  it.each([
    ['in neither encoding', Buffer.from([0xd0, 0xd5, 0xc3, 0xff, 0x2c]), 'ENCODING_UNREADABLE'],
    ['empty', '', 'HEADING_MISSING'],
    ['of headings only', '姓名,证件号码,缴存基数\n', 'LIST_EMPTY'],
    ['with a heading twice', '姓名,证件号码,姓名\n', 'HEADING_REPEATED'],
    ['with an unknown heading', '姓名,证件号码,工资\n', 'HEADING_UNKNOWN'],
    ['with a quote left open', '姓名,证件号码\n"甲,1\n', 'CSV_SYNTAX'],
    ['with a cell of a megabyte', `姓名,证件号码\n${'甲'.repeat(1 << 20)},1\n`, 'CSV_SYNTAX'],
    ['with NUL in a cell', '姓名,证件号码\n甲\0,11010519491231002X\n', 'CHARACTER_NOT_ALLOWED'],
    ['with a row too short', '姓名,证件号码\n甲\n', 'COLUMN_COUNT'],
  ])('a file %s is told so', async (_, file, code) => {
    const answer = await employer.upload(month, file);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { code: string }) => error.code)).toContain(code);
  });

  it('of very many errors the first thousand are told and all are counted', async () => {
    const rows = Array.from({ length: 1_500 }, () => '甲,1,8000');
    const answer = await employer.upload(month, ['姓名,证件号码,缴存基数', ...rows].join('\n'));
    expect(answer.body.errorCount).toBe(1_500);
    expect(answer.body.errors).toHaveLength(1_000);
  });

  it('a list in JSON has ten thousand rows at most; longer ones are files', async () => {
    const answer = await sent(Array.from({ length: 10_001 }, () => ({ name: '甲', idNo: '1' })));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/members', code: 'TOO_MANY', message: expect.stringContaining('CSV') },
    ]);
    const most = await sent(Array.from({ length: 10_000 }, () => ({ name: '甲', idNo: '1' })));
    expect([most.status, most.body.errorCount]).toEqual([422, 10_000]);
  });

  it('money as a JSON number is a malformed request', async () => {
    const answer = await sent([{ ...wholeStaff()[0], base: 8000 }]);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/members/0/base', code: 'MONEY_NOT_A_STRING' }]);
  });
});

describe('another employer’s list', () => {
  it('looks like none to anybody but its agents and the centre’s people', async () => {
    const made = await employer.upload(month);
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const path = `/v1/remittance-lists/${made.body.id as string}`;
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get(`/v1/employers/${employer.employerId}`)).status).toBe(404);
    const { employerId } = employer;
    const same = { employerId, month: '2026-10', asMonth: month };
    expect((await stranger.post('/v1/remittance-lists/same-as', same)).status).toBe(404);
    const other = { employerId, month, members: wholeStaff() };
    expect((await stranger.post('/v1/remittance-lists', other)).status).toBe(404);
    const input = { listId: made.body.id as string };
    expect((await stranger.post('/v1/cases', { item: 'GJ11', input })).status).toBe(404);
  });
});

describe('the same as last month', () => {
  const sameAs = (wanted: string, asMonth: string) =>
    employer.agent.post('/v1/remittance-lists/same-as', {
      employerId: employer.employerId,
      month: wanted,
      asMonth,
    });

  it('is one call that takes members and bases over', async () => {
    await employer.remitted('2026-09');
    const answer = await sameAs('2026-10', '2026-09');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      month: '2026-10',
      memberCount: 12,
      total: '19200.00',
      state: 'DRAFT',
    });
  });

  it('needs a list of that month, and the month that is due', async () => {
    expect((await sameAs('2026-10', '2026-05')).body.code).toBe('NO_LIST_OF_MONTH');
    expect((await sameAs('2026-11', '2026-09')).body.errors).toMatchObject([{ code: 'MONTH_GAP' }]);
  });

  it('has who came since; a list made before and confirmed after is refused', async () => {
    const draft = await sameAs('2026-10', '2026-09');
    const person = room.outside.world.inRole('renter');
    const members = [{ name: person.name, idNo: person.idNo, base: '6000.00' }];
    const input = { employerId: employer.employerId, members };
    const opened = await employer.agent.post('/v1/cases', { item: 'GJ20', input });
    expect(opened.body.receipt).toMatchObject({ opened: 1 });
    const refused = await employer.agent.post('/v1/cases', {
      item: 'GJ11',
      input: { listId: draft.body.id },
    });
    expect(refused.body).toMatchObject({
      state: 'refused',
      decision: { headline: 'LIST_NOT_CONFIRMED' },
      reasons: [{ observed: { missing: 1, surplus: 0, members: 12 } }],
    });
    const again = await sameAs('2026-10', '2026-09');
    expect(again.body).toMatchObject({ memberCount: 13, total: '20400.00' });
  });
});
