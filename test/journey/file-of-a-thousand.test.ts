import { encode } from 'iconv-lite';
import { startWorld, type World } from '../support';
import {
  castOf,
  confirm,
  type Employer,
  expectProof,
  newPeople,
  openAccounts,
  pay,
  type Person,
  receiptOf,
  registerEmployer,
  rows,
  sendFile,
  untilState,
} from './support';

const month = '2026-08';
const PEOPLE = 1_000;
/** Spreadsheet rows that are spoilt, and what each lacks. */
const SPOILT = [
  [102, '姓名与账户登记的姓名不一致'],
  [250, '身份证号应为 18 位且校验码正确'],
  [511, '不是金额'],
  [733, '该行的列数与首行不一致'],
  [1001, '与第 2 行是同一人'],
] as const;

describe('an employer of a thousand whose file in GB18030 has five bad rows', () => {
  let world: World;
  let employer: Employer;
  let people: readonly Person[];
  let draftId: string;
  let badRows: string;
  let right: readonly string[];

  beforeAll(async () => {
    world = await startWorld();
    employer = await registerEmployer(world, await castOf(world));
    people = await newPeople(world, PEOPLE);
    const opened = await openAccounts(employer, people, () => '8000.00');
    expect(receiptOf(opened, 'opened')).toBe(String(PEOPLE));
    right = ['姓名,证件号码,缴存基数', ...people.map(({ name, idNo }) => `${name},${idNo},8000.00`)];
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  const spoiltFile = (): Buffer => {
    const lines = [...right];
    lines[101] = `误${lines[101]!}`;
    lines[249] = lines[249]!.replace(
      /(\d{17})./,
      (_, digits: string) => `${digits}${lines[249]!.includes(`${digits}1`) ? '2' : '1'}`,
    );
    lines[510] = lines[510]!.replace('8000.00', '八千');
    lines[732] = lines[732]!.replace('8000.00', '8,000');
    lines[1000] = lines[1]!;
    return encode(lines.join('\r\n'), 'gb18030');
  };
  const send = (query: string, file: Buffer, accept?: string) =>
    sendFile(employer, `?employerId=${employer.id}&month=${month}${query}`, file, accept);

  test('starts from the template, filled in with everybody, in the encoding of its spreadsheet', async () => {
    const path = `/v1/remittance-lists/template?employerId=${employer.id}&month=${month}&encoding=gb18030`;
    const answer = await fetch(`${world.api.url}${path}`, {
      headers: { authorization: `Bearer ${employer.agent.token}` },
    });
    const lines = new TextDecoder('gb18030', { fatal: true })
      .decode(await answer.arrayBuffer())
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(PEOPLE + 1);
    expect([...lines.slice(1)].sort()).toEqual(
      right
        .slice(1)
        .map((line) => `${line},,`)
        .sort(),
    );
  });

  test('is told each of the five in a dry run, and nothing is stored', async () => {
    const tried = await send('&dryRun=true', spoiltFile());
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ outcome: 'refused', rows: PEOPLE, rowsRefused: 5, membersMissing: 5 });
    const told = tried.body.errors as { row: number; message: string }[];
    for (const [row, message] of SPOILT) {
      expect(told.filter((fault) => fault.row === row).map((fault) => fault.message)).toContain(message);
    }
    expect(await rows(world, 'SELECT id FROM remittance_list')).toEqual([]);
  });

  test('takes the good rows in, and has the five as a file', async () => {
    const file = spoiltFile();
    const part = await send('&partial=true', file);
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({
      memberCount: PEOPLE - 5,
      membersMissing: 5,
      report: { rowsRefused: 5 },
    });
    draftId = part.body.id as string;
    const answer = await send('&dryRun=true', file, 'text/csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=gb18030');
    badRows = new TextDecoder('gb18030', { fatal: true }).decode(answer.bytes);
    const lines = badRows.trimEnd().split('\r\n');
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(SPOILT.map(([row]) => row));
    for (const [index, [, message]] of SPOILT.entries()) expect(lines[index + 1]).toContain(message);
  });

  test('mends them and sends those alone, confirms, pays, and everybody is credited', async () => {
    const lines = badRows.trimEnd().split('\r\n');
    const reasons = (line: string): string[] => line.split(',').slice(0, 3);
    const mended = [
      lines[0]!,
      ...SPOILT.map(([row], index) => [...reasons(lines[index + 1]!), right[row - 1]!].join(',')),
    ];
    const added = await send(`&addTo=${draftId}`, encode(mended.join('\r\n'), 'gb18030'));
    expect(added.status).toBe(201);
    // 12 % of 8000.00 from either side, for each of a thousand.
    expect(added.body).toMatchObject({ memberCount: PEOPLE, total: '1920000.00', membersMissing: 0 });
    const confirmed = await confirm(employer, added.body.id as string);
    expect(confirmed.state).toBe('waiting-funds');
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
    const balances = await rows(
      world,
      `SELECT b.carried_fen + b.current_fen AS fen, count(*) AS people
         FROM member_balance AS b JOIN member_account AS m ON m.account_id = b.account_id GROUP BY 1`,
    );
    expect(balances).toEqual([{ fen: '192000', people: String(PEOPLE) }]);
    await expectProof(world);
  }, 60_000);
});
