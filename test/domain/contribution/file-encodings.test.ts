import { Readable } from 'node:stream';
import { encode } from 'iconv-lite';
import { REMITTANCE_FORM } from '../../../src/modules/contribution/domain/remittance/list-columns';
import { readCsvList } from '../../../src/modules/contribution/http/files/read-csv-list';

/** 𠮷 (U+20BB7) is four bytes in both encodings, 㐀 (U+3400) four in GB18030 and three in UTF-8. */
const NAMES = ['王小明', '测𠮷', '㐀阿', '阿测·零跑', '联通', '一一'];
const sheet = (names: readonly string[] = NAMES) =>
  ['姓名,证件号码,缴存基数', ...names.map((name) => `${name},11010519491231002X,8000.00`)].join('\r\n');
const utf8 = (text: string) => Buffer.from(text);
const gb = (text: string) => encode(text, 'gb18030');

const read = (file: Buffer, size = file.length) => {
  const chunks: Buffer[] = [];
  for (let from = 0; from < file.length; from += size) chunks.push(file.subarray(from, from + size));
  return readCsvList(Readable.from(chunks), REMITTANCE_FORM);
};
const namesIn = async (file: Buffer, size?: number) => {
  const { rows, faults, manner } = await read(file, size);
  expect(faults.reported).toEqual([]);
  return { encoding: manner.encoding, names: rows.map(({ cells }) => cells.name) };
};

describe('F52: the encoding of a file', () => {
  it.each([
    ['UTF-8', 'utf-8', utf8(sheet())],
    ['UTF-8 with a byte order mark', 'utf-8', utf8(`\ufeff${sheet()}`)],
    ['GB18030', 'gb18030', gb(sheet())],
    ['GB18030 with a byte order mark', 'gb18030', gb(`\ufeff${sheet()}`)],
  ])('%s is recognised however the bytes arrive', async (_, encoding, file) => {
    for (const size of [1, 2, 3, 5, 7, file.length]) {
      expect(await namesIn(file, size)).toEqual({ encoding, names: NAMES });
    }
  });

  it('is judged right when the first byte beyond ASCII comes after thousands of rows', async () => {
    const rows = Array.from({ length: 20_000 }, () => 'Li Lei,11010519491231002X,8000.00');
    const text = ['Name,ID number,Contribution base', ...rows, '测𠮷,11010519491231002X,8000.00'].join('\n');
    for (const [encoding, file] of [['utf-8', utf8(text)] as const, ['gb18030', gb(text)] as const]) {
      const { rows: found, manner, faults } = await read(file, 65_536);
      expect(faults.count).toBe(0);
      expect([manner.encoding, found.at(-1)?.cells.name]).toEqual([encoding, '测𠮷']);
    }
  });

  it('is judged by the whole file: names in GB18030 that could be UTF-8 do not mislead', async () => {
    // Every character of these is two bytes that are a character of UTF-8 as well; only the last name decides.
    const names = [...Array.from({ length: 5_000 }, () => '一一'), '王'];
    const text = ['Name,ID number', ...names.map((name) => `${name},11010519491231002X`)].join('\n');
    expect(await namesIn(gb(text), 4_096)).toEqual({ encoding: 'gb18030', names });
  });

  it('is UTF-8 where both would do', async () => {
    const text = 'Name,ID number\n测试,11010519491231002X';
    expect(await namesIn(utf8(text))).toEqual({ encoding: 'utf-8', names: ['测试'] });
  });

  it.each([
    ['UTF-8', utf8(sheet()), 'UTF-8'],
    ['GB18030', gb(sheet()), 'GB18030'],
  ])('a broken byte in %s is named by its place in the file and its row', async (_, file, encoding) => {
    const at = file.lastIndexOf(0x0a) + 1;
    const broken = Buffer.concat([file.subarray(0, at), Buffer.from([0xff]), file.subarray(at)]);
    for (const size of [1, 11, broken.length]) {
      const { faults } = await read(broken, size);
      expect(faults.reported).toMatchObject([
        { code: 'ENCODING_UNREADABLE', row: NAMES.length + 1, pointer: `/rows/${NAMES.length + 1}` },
      ]);
      const [fault] = faults.reported;
      expect(fault?.message.en).toContain(`byte ${at + 1} `);
      expect(fault?.message.en).toContain(encoding);
      expect(fault?.fix.zh).toContain('CSV UTF-8');
    }
  });

  it('a character cut by the end of the file is a fault of its last row', async () => {
    const { faults } = await read(utf8('姓名,证件号码\n甲').subarray(0, -1));
    expect(faults.reported).toMatchObject([{ code: 'ENCODING_UNREADABLE', row: 2 }]);
  });

  it.each([
    ['UTF-16 (little endian)', Buffer.from(`\ufeff${sheet()}`, 'utf16le')],
    ['UTF-16 (big endian)', Buffer.from(`\ufeff${sheet()}`, 'utf16le').swap16()],
    ['UTF-16 without its mark (little endian)', Buffer.from(sheet(), 'utf16le')],
    ['UTF-16 without its mark (big endian)', Buffer.from(sheet(), 'utf16le').swap16()],
    ['UTF-16 without its mark, headings alone', Buffer.from('姓名,证件号码,缴存基数\r\n', 'utf16le')],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0x59, 0xd3])],
  ])('%s is named, and nothing else is said of the file', async (_, file) => {
    expect((await read(file)).faults.reported).toMatchObject([{ code: 'ENCODING_UTF16', row: null }]);
  });
});

describe('F52: a file that is no CSV', () => {
  it.each([
    ['an XLSX or another archive', 'PK\x03\x04', 'XLSX/ZIP'],
    ['an empty archive', 'PK\x05\x06', 'ZIP'],
    ['a sheet of Excel 97', '\xd0\xcf\x11\xe0\xa1\xb1', 'XLS'],
    ['a compressed file', '\x1f\x8b\x08', 'GZIP'],
    ['a PDF', '%PDF-1.7', 'PDF'],
  ])('%s is told by its first bytes and never opened', async (_, magic, kind) => {
    // What such a file claims of its size or holds inside cannot matter: nothing of it is looked at.
    const file = Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(100_000, 0x41)]);
    for (const size of [1_000, file.length]) {
      const { faults, rows } = await read(file, size);
      expect(rows).toEqual([]);
      expect(faults.reported).toMatchObject([{ code: 'FILE_NOT_CSV', row: null }]);
      expect(faults.reported[0]?.message.zh).toContain(kind);
    }
  });
});

describe('F52: the headings and separators of a file', () => {
  const rowsOf = async (text: string) => {
    const { rows, faults, manner } = await read(utf8(text));
    return { cells: rows[0]?.cells, codes: faults.reported.map(({ code }) => code), manner, faults };
  };
  const wanted = { name: '甲', idNo: '1', base: '8000.00' };

  it.each([
    ['Chinese', '姓名,证件号码,缴存基数\n甲,1,8000.00'],
    ['English', 'Name,ID number,Contribution base\n甲,1,8000.00'],
    ['in capitals, padded', ' NAME , Id Number ,CONTRIBUTION  BASE\n甲,1,8000.00'],
    ['full width', 'Ｎａｍｅ,证件号码,缴存基数\n甲,1,8000.00'],
    ['in another order', '缴存基数,姓名,证件号码\n8000.00,甲,1'],
    ['with semicolons', '姓名;证件号码;缴存基数\n甲;1;8000.00'],
    ['with tabs', '姓名\t证件号码\t缴存基数\n甲\t1\t8000.00'],
    ['all in quotes, with CRLF', '"姓名","证件号码","缴存基数"\r\n"甲","1","8000.00"\r\n'],
    ['with lone CR', '姓名,证件号码,缴存基数\r甲,1,8000.00\r'],
    ['with line ends of two kinds', '姓名,证件号码,缴存基数\r\n甲,1,8000.00\n乙,2,8000.00\r\n'],
  ])('are read %s', async (_, text) => {
    const { cells, codes } = await rowsOf(text);
    expect({ cells, codes }).toEqual({ cells: wanted, codes: [] });
  });

  it('a comma within quotes does not make it the separator', async () => {
    expect((await rowsOf('"姓名";"证件号码"\n"甲,乙,丙";1')).cells).toEqual({ name: '甲,乙,丙', idNo: '1' });
  });

  it('one that is unknown, missing or there twice, in either language, is named', async () => {
    const { faults } = await rowsOf('姓名,Name,工资\n甲,乙,1');
    expect(faults.reported).toMatchObject([
      { code: 'HEADING_UNKNOWN', row: 1, column: '工资', pointer: '/rows/1/工资' },
      { code: 'HEADING_REPEATED', row: 1, column: '姓名' },
      { code: 'HEADING_MISSING', row: 1, column: '证件号码' },
    ]);
    expect(faults.reported[0]?.fix.zh).toContain('姓名、证件号码、缴存基数');
    const english = await rowsOf('Name,Wage\nx,1');
    expect(english.faults.reported[0]?.fix.en).toContain('Name, ID number, Contribution base');
    expect(english.faults.reported[1]).toMatchObject({ code: 'HEADING_MISSING', column: 'ID number' });
  });
});
