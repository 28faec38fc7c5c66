import { residentId } from '../../../src/simulators/world/check-digits';
import { parseDay } from '../../../src/kernel/calendar';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let rare: Person;
let dotted: Person;
const month = '2026-09';

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 2);
  rare = room.outside.world.inRole('rareName');
  dotted = room.outside.world.inRole('middleDotName');
  const members = [rare, dotted].map(({ name, idNo }) => ({ name, idNo, base: '8000.00' }));
  const input = { employerId: employer.employerId, members };
  const opened = await employer.agent.post('/v1/cases', { item: 'GJ20', input });
  expect(opened.body.receipt).toMatchObject({ opened: 2 });
}, 60_000);
afterAll(async () => {
  await room.stop();
});

type Cells = Readonly<Partial<Record<'name' | 'idNo' | 'base', string>>>;

/** The faults of a dry run of the whole staff in which one member is written differently. */
async function faultsOf(person: Person, changed: Cells, form: 'csv' | 'json' = 'csv'): Promise<string[]> {
  const members = [...employer.staff, rare, dotted].map(({ name, idNo }) => {
    const right = { name, idNo, base: '8000.00' };
    return idNo === person.idNo ? { ...right, ...changed } : right;
  });
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = members.map(({ name, idNo, base }) => [name, idNo, base].map(quoted).join(','));
  const { employerId } = employer;
  const path = `/v1/remittance-lists?dryRun=true`;
  const answer =
    form === 'csv'
      ? await room.sendFile(
          employer.head,
          `${path}&employerId=${employerId}&month=${month}`,
          ['姓名,证件号码,缴存基数', ...lines].join('\n'),
        )
      : await employer.agent.post(path, { employerId, month, members });
  expect(answer.status).toBe(200);
  return answer.body.errors.map(({ code }: { code: string }) => code);
}

describe('F55: an amount', () => {
  it.each([
    ['negative', '-5.00'],
    ['minus zero', '-0'],
    ['minus zero with decimals', '-0.00'],
    ['with a typographic minus', '−5.00'],
    ['in exponent form', '1e9'],
    ['with a third decimal', '0.001'],
    ['with a thousands separator', '1,000'],
    ['in full width', '１２'],
    ['no number', 'NaN'],
    ['infinite', 'Infinity'],
    ['hexadecimal', '0x1F40'],
    ['beyond 2^53', '9007199254740993.00'],
    ['beyond 2^63', '9223372036854775808.00'],
    ['with a blank after it', '8000.00 '],
    ['with a plus', '+8000.00'],
    ['a formula', '=8000'],
    ['with a currency sign', '¥8000.00'],
  ])('that is %s is no amount, in a file and in JSON', async (_, base) => {
    expect(await faultsOf(rare, { base })).toEqual(['MONEY_FORMAT']);
    expect(await faultsOf(rare, { base }, 'json')).toEqual(['MONEY_FORMAT']);
  });

  it.each(['0', '0.00'])('of %s is no base', async (base) => {
    expect(await faultsOf(rare, { base })).toEqual(['BASE_OUT_OF_RANGE']);
  });

  it('of eleven digits is exact; of a spreadsheet it may lack its zeros', async () => {
    for (const base of ['99999999999.99', '8000', '8000.5'])
      expect(await faultsOf(rare, { base })).toEqual([]);
  });
});

describe('F57: a name', () => {
  const spellings: readonly (readonly [string, () => Person, string, readonly string[]])[] = [
    ['as registered, of four bytes', () => rare, '测𠮷', []],
    ['with the everyday look-alike of a rare character', () => rare, '测吉', ['NAME_MISMATCH']],
    ['with a private-use character in its place', () => rare, '测\ue7c7', ['NAME_MISMATCH']],
    ['as question marks for what was lost', () => rare, '测??', ['NAME_MISMATCH']],
    ['with a replacement character', () => rare, '测\ufffd', ['NAME_MISMATCH']],
    ['with a bullet for the dot', () => dotted, '阿测•零跑', []],
    ['with a full stop for the dot', () => dotted, '阿测.零跑', []],
    ['with a full-width stop for the dot', () => dotted, '阿测．零跑', []],
    ['without its dot', () => dotted, '阿测零跑', ['NAME_MISMATCH']],
    ['with blanks around', () => dotted, '  阿测·零跑 ', []],
    ['as a formula', () => dotted, "=cmd|'/C calc'!A0", ['NAME_MISMATCH']],
    ['as a formula in full width', () => dotted, '＝1+1', ['NAME_MISMATCH']],
    ['longer than any', () => dotted, '测'.repeat(121), ['NAME_MISSING']],
    ['of sixty characters that are not the member’s', () => dotted, '测'.repeat(60), ['NAME_MISMATCH']],
    ['left out', () => dotted, '', ['NAME_MISSING']],
    ['with NUL', () => dotted, '阿测\u0000零跑', ['CHARACTER_NOT_ALLOWED']],
    ['with a line break', () => dotted, '阿测\n零跑', ['CHARACTER_NOT_ALLOWED']],
  ];

  it.each(spellings)('written %s', async (_, person, name, faults) => {
    expect(await faultsOf(person(), { name })).toEqual(faults);
  });

  it('is kept as the police have it, whatever spelling a list uses', async () => {
    await faultsOf(dotted, { name: '阿测•零跑' });
    expect(await room.count('person', `name = '阿测·零跑'`)).toBe(1);
    expect(await room.count('person', `name = '测𠮷'`)).toBe(1);
  });
});

describe('F58: an id number', () => {
  const wrongDigit = (idNo: string) => `${idNo.slice(0, 17)}${idNo.endsWith('1') ? '2' : '1'}`;

  it.each([
    ['of fifteen digits', () => `${rare.idNo.slice(0, 6)}${rare.idNo.slice(8, 17)}`],
    ['with a wrong check character', () => wrongDigit(rare.idNo)],
    ['of somebody born tomorrow', () => residentId('110105', parseDay('2026-11-22'), 100)],
    ['of a day that does not exist', () => '110105199902300016'],
    ['as a spreadsheet spoils it', () => '1.10105E+17'],
    ['left out', () => ''],
  ])('%s is told by its row', async (_, idNo) => {
    expect(await faultsOf(rare, { idNo: idNo() })).toEqual(['ID_CHECKSUM']);
  });

  it.each([
    ['in full width', () => rare.idNo.replace(/^1/, '１')],
    ['with the mark of a spreadsheet', () => `'${rare.idNo}`],
    ['with blanks within', () => `${rare.idNo.slice(0, 6)} ${rare.idNo.slice(6)}`],
  ])('%s is the same person', async (_, idNo) => {
    expect(await faultsOf(rare, { idNo: idNo() })).toEqual([]);
    expect(await faultsOf(rare, { idNo: idNo() }, 'json')).toEqual([]);
  });

  it('may end in x or X and have blanks around; both are one person', async () => {
    const ending = [...employer.staff, rare, dotted].find(({ idNo }) => idNo.endsWith('X'));
    const idNo = (ending ?? rare).idNo.toLowerCase();
    expect(await faultsOf(ending ?? rare, { idNo: ` ${idNo} ` })).toEqual([]);
    expect(await faultsOf(employer.staff[0]!, { idNo: rare.idNo.toLowerCase(), name: rare.name })).toEqual([
      'DUPLICATE_PERSON',
      'MEMBER_MISSING',
    ]);
  });

  it('of somebody who is with nobody here is told as not found, and says no more of them', async () => {
    expect(await faultsOf(rare, { idNo: '11010519491231002X' })).toEqual(['ACCOUNT_NOT_FOUND']);
  });
});

describe('F54: a file that is not what it says', () => {
  const send = (headers: Record<string, string>, file: string | Buffer = 'PK\x03\x04') =>
    room.sendFile(
      employer.head,
      `/v1/remittance-lists?employerId=${employer.employerId}&month=${month}`,
      file,
      headers,
    );

  it('is refused by what it is: broken archives, macros, other documents and compressed bodies', async () => {
    expect((await send({})).body.errors).toMatchObject([{ code: 'XLSX_DAMAGED' }]);
    expect((await send({ 'content-type': 'application/zip' })).status).toBe(415);
    const macros = 'application/vnd.ms-excel.sheet.macroEnabled.12';
    expect((await send({ 'content-type': macros })).status).toBe(415);
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await send({ 'content-type': sheet }, '%PDF-1.7')).body.errors).toMatchObject([
      { code: 'FILE_NOT_CSV' },
    ]);
    expect((await send({ 'content-encoding': 'gzip' })).status).toBe(415);
    expect(
      (await send({ 'content-type': 'text/xml' }, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///">]>')).status,
    ).toBe(415);
  });
});
