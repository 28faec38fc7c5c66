import { parse } from 'csv-parse/sync';
import { encode } from 'iconv-lite';
import type { Stage } from '../stage/stage';
import type { Person } from './cast';
import { must, type Narrator } from './narrator';

export interface Employed {
  readonly token: string;
  readonly employerId: string;
  readonly months: readonly string[];
}

export interface ListAnswer {
  readonly id: string;
  readonly memberCount: number;
  readonly membersMissing: number;
  readonly total: string;
}

interface RowErrors {
  readonly code: string;
  readonly errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Somebody on the payroll: who, and the base of the month. */
export type PaidPerson = Pick<Person, 'name' | 'idNo'> & { readonly base: string };

type Cells = readonly [name: string, idNo: string, base: string];

const HEADINGS = ['姓名', '证件号码', '缴存基数'];
/** The file's first line holds the headings. */
const FIRST_ROW = 2;

/** As payroll programs write it: GB18030, Chinese headings, CRLF. */
function csvFile(records: readonly (readonly string[])[]): Buffer {
  const lines = records.map((record) =>
    record.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(','),
  );
  return encode(`${lines.join('\r\n')}\r\n`, 'gb18030');
}

const recordOf = ({ name, idNo, base }: PaidPerson): Cells => [name, idNo, base];

/** Three people of the payroll as somebody mistyped them: a name, a check digit, an amount. */
function spoilt(person: PaidPerson, index: number): Cells {
  const { name, idNo, base } = person;
  if (index === 4) return [`${name}误`, idNo, base];
  if (index === 11) return [name, `${idNo.slice(0, -1)}${idNo.endsWith('1') ? '2' : '1'}`, base];
  return index === 23 ? [name, idNo, '6,005'] : recordOf(person);
}

/**
 * The month's file with three bad rows: told which, the bad rows alone come back as a file, the good ones make a
 * draft, and only the mended ones are sent again. Returns the list that holds everybody.
 */
export async function sendPaydayFile(
  stage: Stage,
  narrator: Narrator,
  { token, employerId, months }: Employed,
  people: readonly PaidPerson[],
): Promise<string> {
  narrator.scene(
    '二、汇缴清册（GB18030 文件）：三行有误，只改这三行',
    '2. A payday file in GB18030 with three bad rows; only these are mended',
  );
  const path = `/v1/remittance-lists?employerId=${employerId}&month=${months[0] ?? ''}`;
  const file = csvFile([HEADINGS, ...people.map(spoilt)]);
  await tellBadRows(stage, narrator, { path, token, file });
  const bad = await narrator.step(
    () => stage.sendFile<string>(`${path}&dryRun=true`, token, file, 'text/csv'),
    ({ headers, body }, ms) =>
      `下载有误的行（${headers.get('content-type') ?? ''}）：${rowsIn(body).length - 1} 行，原因与改法写在前三列 (${ms} ms)`,
  );
  must(bad.headers.get('content-type') === 'text/csv; charset=gb18030', 'the bad rows are in GB18030');
  const draft = await narrator.step(
    () => stage.sendFile<ListAnswer>(`${path}&partial=true`, token, file, 'application/json'),
    ({ status, body }, ms) =>
      `先收无误的行：${status}，草稿 ${body.memberCount} 人，尚缺 ${body.membersMissing} 人 (${ms} ms)`,
  );
  must(draft.status === 201 && draft.body.membersMissing === 3, 'the good rows are a draft');
  const mended = await narrator.step(
    () =>
      stage.sendFile<ListAnswer>(
        `${path}&addTo=${draft.body.id}`,
        token,
        csvFile(mend(rowsIn(bad.body), people)),
        'application/json',
      ),
    ({ status, body }, ms) =>
      `只交改正的三行，追加到草稿：${status}，${body.memberCount} 人，合计 ${body.total} 元 (${ms} ms)`,
  );
  const { memberCount, membersMissing, id } = mended.body;
  must(mended.status === 201 && memberCount === 40 && membersMissing === 0, 'the list holds all forty');
  return id;
}

async function tellBadRows(
  stage: Stage,
  narrator: Narrator,
  { path, token, file }: { readonly path: string; readonly token: string; readonly file: Buffer },
): Promise<void> {
  const refused = await narrator.step(
    () => stage.sendFile<RowErrors>(path, token, file, 'application/json'),
    ({ status, body }, ms) =>
      `上传清册：${status} ${body.code}，${body.errors.length} 行有误 (${ms} ms)，未导入任何一行`,
  );
  must(refused.status === 422 && refused.body.errors.length === 3, 'three rows are named');
  for (const { row, column, code, message } of refused.body.errors) {
    narrator.line(`  第 ${row} 行「${column}」${code}：${message}`);
  }
}

function rowsIn(csv: string): string[][] {
  return parse(csv);
}

/** The downloaded rows with their cells set right; row number and reasons stay where they are, nobody reads them. */
function mend(
  [headings, ...bad]: readonly (readonly string[])[],
  people: readonly PaidPerson[],
): (readonly string[])[] {
  must(headings !== undefined && bad.length === 3, 'three bad rows come back');
  const mended = bad.map((row) => {
    const person = people[Number(row[0]) - FIRST_ROW];
    must(person !== undefined, `row ${row[0]} is of the payroll`);
    return [...row.slice(0, -HEADINGS.length), ...recordOf(person)];
  });
  return [headings, ...mended];
}
