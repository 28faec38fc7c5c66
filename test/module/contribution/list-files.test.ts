import { encode } from 'iconv-lite';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
const month = '2026-09';
const STAFF = 12;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, STAFF);
}, 60_000);
afterAll(async () => {
  await room.stop();
});

const decoder = { 'utf-8': new TextDecoder('utf-8'), gb18030: new TextDecoder('gb18030') };

const send = (query: string, file: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
  const path = `/v1/remittance-lists?employerId=${employer.employerId}&month=${month}${query}`;
  return room.sendFile(employer.head, path, file, headers);
};
/** The lines of a file, decoded by its charset. */
const csvOf = (answer: { bytes: Buffer; headers: Headers }): string[] => {
  const charset = /charset=(.+)$/.exec(answer.headers.get('content-type') ?? '')?.[1] as 'utf-8' | 'gb18030';
  return decoder[charset].decode(answer.bytes).trimEnd().split('\r\n');
};
/** Rows 3, 5 and 8 are wrong: an amount, a name, a check digit. */
const spoilt = (): string[] => {
  const rows = employer.csv().split('\r\n');
  rows[2] = rows[2]!.replace('8000.00', '"8,000"');
  rows[4] = `误${rows[4]!}`;
  rows[7] = rows[7]!
    .replace(/\d,8000/, (end) => `${(Number(end[0]) + 1) % 10},8000`)
    .replace(/X,8000/, '1,8000');
  return rows;
};

describe('a list in GB18030', () => {
  it('is the same list as in UTF-8', async () => {
    const answer = await send('', encode(employer.csv(), 'gb18030'));
    expect(answer.body).toMatchObject({ memberCount: STAFF, total: '19200.00', membersMissing: 0 });
  });

  it('with English headings in another order and semicolons as well; faults name its own headings', async () => {
    const rows = employer.staff.map(({ name, idNo }) => `8000;${idNo};${name}`);
    const file = ['Contribution base;ID number;Name', ...rows];
    expect((await send('', encode(file.join('\n'), 'gb18030'))).body).toMatchObject({ memberCount: STAFF });
    file[3] = file[3]!.replace('8000', 'x');
    expect((await send('', encode(file.join('\n'), 'gb18030'))).body.errors).toMatchObject([
      { row: 4, column: 'Contribution base', pointer: '/rows/4/Contribution base' },
    ]);
  });
});

describe('a dry run', () => {
  const counts = async () =>
    Promise.all(
      ['remittance_list', 'remittance_line', 'command', 'person'].map((table) => room.count(table)),
    );

  it('answers what would become of the list, and stores nothing, not even a key', async () => {
    const before = await counts();
    const good = await send('&dryRun=true', employer.csv());
    expect(good.status).toBe(200);
    expect(good.body).toMatchObject({
      dryRun: true,
      outcome: 'accepted',
      rows: STAFF,
      rowsAccepted: STAFF,
      rowsRefused: 0,
      memberCount: STAFF,
      total: '19200.00',
      membersMissing: 0,
      errorCount: 0,
      errors: [],
    });
    const bad = await send('&dryRun=true', spoilt().join('\r\n'));
    expect(bad.status).toBe(200);
    expect(bad.body).toMatchObject({
      outcome: 'refused',
      rowsRefused: 3,
      errorCount: 3,
      memberCount: STAFF - 3,
    });
    const refusal = await send('', spoilt().join('\r\n'));
    expect(bad.body.errors).toEqual(refusal.body.errors);
    expect(await counts()).toEqual(before);
  });

  it('works for JSON too, and tells what the file as a whole has wrong', async () => {
    const members = employer.staff.slice(1).map(({ name, idNo }) => ({ name, idNo }));
    const body = { employerId: employer.employerId, month, members };
    const answer = await employer.agent.post('/v1/remittance-lists?dryRun=true', body);
    expect(answer.body).toMatchObject({
      outcome: 'refused',
      membersMissing: 1,
      errors: [{ code: 'MEMBER_MISSING' }],
    });
    const part = await employer.agent.post('/v1/remittance-lists?dryRun=true&partial=true', body);
    expect(part.body).toMatchObject({ outcome: 'accepted', membersMissing: 1, errorCount: 0 });
    const zip = await send('&dryRun=true', Buffer.from('PK\x03\x04xl/worksheets', 'latin1'));
    expect(zip.body).toMatchObject({
      outcome: 'refused',
      rows: 0,
      memberCount: null,
      total: null,
      membersMissing: null,
      errors: [{ code: 'XLSX_DAMAGED' }],
    });
  });

  it('is refused to anybody but the employer’s agents, and for a word that is no choice', async () => {
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const body = { employerId: employer.employerId, month, members: [{ name: '甲', idNo: '1' }] };
    expect((await stranger.post('/v1/remittance-lists?dryRun=true', body)).status).toBe(404);
    expect((await send('&dryRun=yes', employer.csv())).body.errors).toMatchObject([
      { pointer: '/query/dryRun' },
    ]);
  });
});

describe('the bad rows of a file', () => {
  it('come back as a file in its encoding, separator and language, with the reason beside them', async () => {
    const file = spoilt()
      .join('\r\n')
      .replaceAll(/,(?!000)/g, ';');
    const answer = await send('', encode(file, 'gb18030'), { accept: 'text/csv' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=gb18030');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="bad-rows-${month}.csv"`);
    const lines = csvOf(answer);
    expect(lines[0]).toBe('原行号;错误原因;修改办法;姓名;证件号码;缴存基数');
    expect(lines.slice(1).map((line) => line.split(';')[0])).toEqual(['3', '5', '8']);
    expect(lines[1]).toContain('缴存基数：不是金额');
    expect(lines[2]).toContain('姓名：姓名与账户登记的姓名不一致');
    expect(lines[2]).toContain(`误${employer.staff[3]!.name}`);
  });

  it('of a dry run come back with 200; an upload without any gives the headings alone', async () => {
    const answer = await send('&dryRun=true', spoilt().join('\n'), { accept: 'text/csv' });
    expect([answer.status, csvOf(answer).length]).toEqual([200, 4]);
    const none = await send('&dryRun=true', employer.csv(), { accept: 'text/csv' });
    expect([none.status, csvOf(none)]).toEqual([200, ['原行号,错误原因,修改办法,姓名,证件号码,缴存基数']]);
  });

  it('are told as a problem when the fault is not one of a row', async () => {
    const answer = await send('', Buffer.from('\ufeff姓名', 'utf16le'), { accept: 'text/csv' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('are all there, however many: a thousand are told, the file has every one', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `甲${index},1,8000`);
    const answer = await send('', ['姓名,证件号码,缴存基数', ...rows].join('\n'), { accept: 'text/csv' });
    expect(csvOf(answer)).toHaveLength(1_501);
  });
});

describe('a list taken in part', () => {
  let draftId: string;
  let badFile: string[];

  it('is a draft of its good rows; the answer says who is still missing, and keeps no cell', async () => {
    const key = 'a-part-of-the-list';
    const answer = await send('&partial=true', spoilt().join('\r\n'), { 'idempotency-key': key });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      state: 'DRAFT',
      memberCount: STAFF - 3,
      total: '14400.00',
      membersMissing: 3,
      report: { outcome: 'accepted-in-part', rowsAccepted: STAFF - 3, rowsRefused: 3, errorCount: 3 },
    });
    expect(
      answer.body.report.errors.map(({ row, value }: { row: number; value: unknown }) => [row, value]),
    ).toEqual([
      [3, null],
      [8, null],
      [5, null],
    ]);
    expect(answer.body.report.next.zh).toContain('还有 3 名职工');
    draftId = answer.body.id as string;
    const again = await send('&partial=true', spoilt().join('\r\n'), { 'idempotency-key': key });
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([answer.text, 'true']);
    const whole = await send('', spoilt().join('\r\n'), { 'idempotency-key': key });
    expect(whole.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('cannot be confirmed while members are missing', async () => {
    const made = await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId: draftId } });
    expect(made.body).toMatchObject({
      state: 'refused',
      reasons: [{ observed: { missing: 3, surplus: 0 } }],
    });
  });

  it('takes the mended rows alone: the file of bad rows, mended and sent as it is', async () => {
    const file = await send('&dryRun=true', spoilt().join('\r\n'), { accept: 'text/csv' });
    badFile = csvOf(file);
    const unmended = await send(`&addTo=${draftId}`, badFile.join('\r\n'));
    expect(unmended.body).toMatchObject({ code: 'LIST_HAS_ERRORS', errorCount: 3, badRowCount: 3 });
    const { staff } = employer;
    const mended = [
      badFile[0]!,
      badFile[1]!.replace('"8,000"', '8000'),
      badFile[2]!.replace(`误${staff[3]!.name}`, staff[3]!.name),
      badFile[3]!.replace(/,[^,]{18},8000\.00$/, `,${staff[6]!.idNo},8000.00`),
    ];
    const answer = await send(`&addTo=${draftId}`, mended.join('\r\n'));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      state: 'DRAFT',
      memberCount: STAFF,
      total: '19200.00',
      membersMissing: 0,
      report: { outcome: 'accepted', rows: 3, rowsAccepted: 3 },
    });
    const former = await employer.agent.get(`/v1/remittance-lists/${draftId}`);
    expect(former.body).toMatchObject({ state: 'CANCELLED', membersMissing: null });
    const stale = await send(`&addTo=${draftId}`, mended.join('\r\n'));
    expect(stale).toMatchObject({ status: 409, body: { code: 'LIST_NOT_DRAFT', listId: answer.body.id } });
    draftId = answer.body.id as string;
  });

  it('refuses a row of somebody who is on the draft already, a draft of another month, and another’s', async () => {
    const [first] = employer.staff;
    const row = `姓名,证件号码\n${first!.name},${first!.idNo}`;
    expect((await send(`&addTo=${draftId}`, row)).body.errors).toMatchObject([
      { row: 2, code: 'ALREADY_ON_LIST' },
    ]);
    const path = `/v1/remittance-lists?employerId=${employer.employerId}&month=2026-10&addTo=${draftId}`;
    expect((await room.sendFile(employer.head, path, row)).body.code).toBe('LIST_OF_ANOTHER_MONTH');
    expect((await send('&addTo=0193a1c0-0000-7000-8000-000000000002', row)).status).toBe(404);
  });

  it('is refused when no row is good, or when the list as a whole is wrong', async () => {
    const none = await send('&partial=true', '姓名,证件号码\n甲,1');
    expect(none).toMatchObject({ status: 422, body: { errors: [{ code: 'ID_CHECKSUM' }] } });
    const heading = await send('&partial=true', employer.csv().replace('缴存基数', '工资'));
    expect(heading).toMatchObject({ status: 422, body: { errors: [{ code: 'HEADING_UNKNOWN' }] } });
    const path = `/v1/remittance-lists?employerId=${employer.employerId}&month=2026-10&partial=true`;
    const gap = await room.sendFile(employer.head, path, employer.csv());
    expect(gap).toMatchObject({ status: 422, body: { errors: [{ code: 'MONTH_GAP' }] } });
  });

  it('stores nobody who is not with the employer', async () => {
    const before = await room.count('person');
    const answer = await send('&partial=true', `${employer.csv()}\r\n陌生,11010519491231002X,8000`);
    expect(answer.body.report.errors).toMatchObject([{ row: STAFF + 2, code: 'ACCOUNT_NOT_FOUND' }]);
    expect(await room.count('person')).toBe(before);
  });
});

describe('a template', () => {
  const template = (query: string) => room.getFile(employer.head, `/v1/remittance-lists/template?${query}`);

  it.each([
    ['', 'zh', 'utf-8', '姓名,证件号码,缴存基数,单位月缴存额,个人月缴存额'],
    ['encoding=gb18030', 'zh', 'gb18030', '姓名,证件号码,缴存基数,单位月缴存额,个人月缴存额'],
    [
      'lang=en',
      'en',
      'utf-8',
      'Name,ID number,Contribution base,Employer contribution,Employee contribution',
    ],
  ])(
    '%s has the headings, a version in its name and the encoding asked for',
    async (query, lang, charset, headings) => {
      const answer = await template(query);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(`text/csv; charset=${charset}`);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="remittance-list-v1-${lang}.csv"`,
      );
      expect(csvOf(answer)).toEqual([headings]);
    },
  );

  it('filled in with members and last bases is a list that can be sent back as it is', async () => {
    for (const encoding of ['utf-8', 'gb18030']) {
      const answer = await template(`employerId=${employer.employerId}&month=${month}&encoding=${encoding}`);
      expect(answer.headers.get('content-disposition')).toContain(`remittance-list-${month}-v1-zh.csv`);
      expect(csvOf(answer)).toHaveLength(STAFF + 1);
      expect(csvOf(answer)).toContain(`${employer.staff[0]!.name},${employer.staff[0]!.idNo},8000.00,,`);
      expect((await send('', answer.bytes)).body).toMatchObject({ memberCount: STAFF, total: '19200.00' });
    }
  });

  it('is filled in for the employer’s own agents only', async () => {
    const path = `/v1/remittance-lists/template?employerId=${employer.employerId}&month=${month}`;
    expect((await room.getFile(room.outside.world.inRole('otherLegalRepresentative'), path)).status).toBe(
      404,
    );
    expect((await room.getFile(employer.head, path, 'clerk')).status).toBe(403);
    expect((await template(`employerId=${employer.employerId}`)).status).toBe(400);
    expect((await template('encoding=big5')).status).toBe(400);
  });
});

it('the wages of a year and a payment for many employers have templates as well', async () => {
  const bases = await room.getFile(employer.head, '/v1/base-changes/template');
  expect(csvOf(bases)).toEqual(['姓名,证件号码,缴存基数']);
  expect(bases.headers.get('content-disposition')).toContain('base-changes-v1-zh.csv');
  const fiscal = '/v1/fiscal-payments/template?lang=en';
  const paid = await room.getFile(employer.head, fiscal, 'clerk');
  expect(csvOf(paid)).toEqual(['Unit account or payment number,Amount']);
  expect(paid.headers.get('content-disposition')).toContain('fiscal-payments-v1-en.csv');
  expect((await room.getFile(employer.head, fiscal)).status).toBe(403);
});

describe('people to open accounts for, as a file', () => {
  const open = (file: string | Buffer, headers: Record<string, string> = {}) => {
    const path = `/v1/account-openings?employerId=${employer.employerId}`;
    return room.sendFile(employer.head, path, file, headers);
  };

  it('have a template of their own', async () => {
    const answer = await room.getFile(employer.head, '/v1/account-openings/template?encoding=gb18030');
    expect(csvOf(answer)).toEqual(['姓名,证件号码,缴存基数,手机号码']);
    expect(answer.headers.get('content-disposition')).toContain('account-openings-v1-zh.csv');
  });

  it('get theirs row by row; those refused come back as a file, with four-byte names as they were', async () => {
    const rare = room.outside.world.inRole('rareName');
    const [fresh] = room.outside.world.addSingles(1, 9);
    const gone = room.outside.world.inRole('leftEmployer');
    const rows = [rare, fresh!, gone].map(({ name, idNo }) => `${name},${idNo.toLowerCase()},7000.5,`);
    const file = ['姓名,证件号码,缴存基数,手机号码', ...rows, '测㐀,1,7000,'].join('\r\n');
    const answer = await open(encode(file, 'gb18030'), { accept: 'text/csv' });
    expect(answer.status).toBe(201);
    expect(
      csvOf(answer)
        .slice(1)
        .map((line) => line.replace(/,[^,]*$/, '')),
    ).toEqual([
      expect.stringMatching(
        new RegExp(`^4,社会保险登记中该人不在本单位参保,请先办理社会保险参保登记.*,${gone.name},`),
      ),
      expect.stringMatching(/^5,身份证号应为 18 位.*,请与证件核对后改正。,测㐀,1,7000$/),
    ]);
    const made = await employer.agent.get(answer.headers.get('location') ?? '');
    expect(made.body.receipt).toMatchObject({ opened: 2, refused: 2 });
    expect(rare.name).toContain('𠮷');
    expect(await room.count('person', `name = '${rare.name}'`)).toBe(1);
  });

  const heading = '姓名,证件号码,缴存基数,手机号码';
  const csv = (key: string) => ({ accept: 'text/csv', 'idempotency-key': key });

  it('come back all of them with 422 when no row can be opened, and the same for the key sent again', async () => {
    const gone = room.outside.world.inRole('leftEmployer');
    const file = [heading, `${gone.name},${gone.idNo},7000,`, '甲乙,1,7000,', '甲乙,1,,'].join('\r\n');
    const answer = await open(file, csv('none-of-the-rows'));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="refused-rows.csv"');
    expect(csvOf(answer)).toEqual([
      expect.stringContaining(heading),
      expect.stringMatching(new RegExp(`^2,社会保险登记中该人不在本单位参保.*,${gone.name},${gone.idNo},`)),
      expect.stringMatching(/^3,身份证号应为 18 位.*,甲乙,1,7000,$/),
      expect.stringMatching(/^4,身份证号应为 18 位.*,甲乙,1,,$/),
    ]);
    const again = await open(file, csv('none-of-the-rows'));
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([422, 'true']);
    expect(again.bytes.equals(answer.bytes)).toBe(true);
    const json = await open(file, { 'idempotency-key': 'none-of-the-rows' });
    expect(json).toMatchObject({ status: 201, body: { state: 'refused' } });
  });

  it('are answered as the case while it waits; the key sent again after its decision gives the file', async () => {
    const [fresh] = room.outside.world.addSingles(1, 10);
    const file = [heading, `${fresh!.name},${fresh!.idNo},7000,`, '甲乙,1,7000,'].join('\r\n');
    room.outside.moods.set('soc', { mood: 'garbage', calls: 1 });
    const first = await open(file, csv('decided-later'));
    expect(first).toMatchObject({ status: 201, body: { state: 'waiting', receipt: null } });
    const location = first.headers.get('location') ?? '';
    await room.until(async () => (await employer.agent.get(location)).body.state === 'done');
    const again = await open(file, csv('decided-later'));
    expect([again.status, csvOf(again).slice(1)]).toEqual([
      201,
      [expect.stringMatching(/^3,身份证号应为 18 位.*,甲乙,1,7000,$/)],
    ]);
  });

  it('are refused with the file as a whole, or asked for as a file', async () => {
    expect((await open('姓名,证件号码\n甲,1')).body.errors).toMatchObject([
      { code: 'HEADING_MISSING', column: '缴存基数' },
    ]);
    expect((await open('姓名,证件号码,缴存基数')).body.errors).toMatchObject([{ code: 'LIST_EMPTY' }]);
    const json = await employer.agent.post(`/v1/account-openings?employerId=${employer.employerId}`, {});
    expect(json.body.errors).toMatchObject([{ code: 'FILE_EXPECTED' }]);
  });
});
