import { Readable } from 'node:stream';
import { REMITTANCE_FORM } from '../../../src/modules/contribution/domain/remittance/list-columns';
import { readListFile } from '../../../src/modules/contribution/http/files/read-list-file';
import { SHEET_MAIN, workbook, type WorkbookCell, workbookParts, zipOf } from '../../support/workbook';

const read = (file: Buffer, sheet: string | null = null) =>
  readListFile(Readable.from([file.subarray(0, 3), file.subarray(3)]), REMITTANCE_FORM, sheet);
const rows: WorkbookCell[][] = [
  ['姓名', '证件号码', '缴存基数'],
  ['王小明', '11010519491231002X', 5833.33],
];
const of = (...more: WorkbookCell[][]) => workbook([{ name: '清册', rows: [...rows, ...more] }]);
const codes = async (file: Buffer, sheet: string | null = null) =>
  (await read(file, sheet)).faults.reported.map(({ code }) => code);

describe('a workbook', () => {
  it('is read like a CSV file, numbers to the digit', async () => {
    const { rows: found, faults, manner } = await read(of(['李小红', '140199199001011238', '8000.00']));
    expect(faults.count).toBe(0);
    expect(found).toEqual([
      { row: 2, cells: { name: '王小明', idNo: '11010519491231002X', base: '5833.33' } },
      { row: 3, cells: { name: '李小红', idNo: '140199199001011238', base: '8000.00' } },
    ]);
    expect(manner).toEqual({ encoding: 'utf-8', separator: ',', columns: ['name', 'idNo', 'base'] });
  });

  it('keeps the number of a row when rows before it are blank', async () => {
    const { rows: found } = await read(of([], ['', null, null], ['李小红', '140199199001011238']));
    expect(found.map(({ row }) => row)).toEqual([2, 5]);
  });

  it('shows days as days in either calendar, by its own and the built-in formats', async () => {
    const dated = (style: number, at: number): WorkbookCell => ({
      xml: `<c r="A${at}" s="${style}"><v>46347</v></c>`,
    });
    const sheet = [
      { name: 's', rows: [...rows, [dated(1, 3), 'x'], [dated(2, 4), 'x'], [dated(3, 5), 'x']] },
    ];
    const names = async (file: Buffer) => (await read(file)).rows.map(({ cells }) => cells.name).slice(1);
    expect(await names(workbook(sheet))).toEqual(['2026-11-21', '2026-11-21', '46347']);
    expect(await names(workbook(sheet, { date1904: true }))).toEqual(['2030-11-22', '2030-11-22', '46347']);
  });

  it('has its inline, rich and escaped texts read, and not how they are spoken', async () => {
    const inline: WorkbookCell = {
      xml: '<c r="A3" t="inlineStr"><is><r><t>欧阳</t></r><r><t>明</t></r><rPh><t>オウ</t></rPh></is></c>',
    };
    const { rows: found } = await read(of([inline, '_x0041_1']));
    expect(found[1]?.cells).toMatchObject({ name: '欧阳明', idNo: 'A1' });
  });

  it.each([
    ['CELL_FORMULA', '<c r="C3"><f>A1*2</f><v>8000</v></c>', '=A1*2'],
    ['CELL_FORMULA', '<c r="C3"><f t="shared" si="0"/><v>8000</v></c>', '='],
    ['CELL_ERROR', '<c r="C3" t="e"><v>#N/A</v></c>', '#N/A'],
    ['CELL_DIGITS_LOST', '<c r="C3"><v>1.1010519491231E+17</v></c>', '110105194912310000'],
    ['CELL_TOO_LONG', `<c r="C3" t="str"><v>${'x'.repeat(2_001)}</v></c>`, 'x'.repeat(60)],
  ])('tells %s with the address of the cell', async (code, xml, value) => {
    const { faults } = await read(of(['李小红', '140199199001011238', { xml }]));
    expect(faults.reported).toMatchObject([{ code, row: 3, column: '缴存基数', cell: 'C3', value }]);
    expect(faults.badRows).toBe(1);
    expect(faults.ofTheList).toBe(0);
  });

  it('takes a cell of the greatest length', async () => {
    const { faults } = await read(
      of(['李', 'x', { xml: `<c r="C3" t="str"><v>${'x'.repeat(2_000)}</v></c>` }]),
    );
    expect(faults.count).toBe(0);
  });

  it('tells headings it does not know with their cell', async () => {
    const file = workbook([{ name: 's', rows: [['姓名', '证件号码', '备注']] }]);
    expect((await read(file)).faults.reported).toMatchObject([{ code: 'HEADING_UNKNOWN', cell: 'C1' }]);
  });

  it('has its first sheet that is not hidden read, or the one that is named', async () => {
    const file = workbook([
      { name: '旧', rows: [['姓名']], state: 'hidden' },
      { name: '清册', rows },
      { name: '二', rows: [...rows, ['李小红', '140199199001011238']] },
    ]);
    expect((await read(file)).rows).toHaveLength(1);
    expect((await read(file, '二')).rows).toHaveLength(2);
    expect(await codes(file, '旧')).toEqual(['SHEET_HIDDEN']);
    expect((await read(file, '三')).faults.reported).toMatchObject([
      { code: 'SHEET_NOT_FOUND', fix: { zh: '请用 sheet=<名称> 指定其中之一：清册、二。' } },
    ]);
  });
});

describe('F54: a file that is no workbook to be read', () => {
  const parts = workbookParts([{ name: 's', rows }]);
  const sheet = 'xl/worksheets/sheet1.xml';
  const withSheet = (xml: string) => zipOf({ ...parts, [sheet]: xml });

  it.each([
    ['an archive of something else', zipOf({ 'a.txt': 'x' }), 'FILE_NOT_CSV'],
    [
      'a document of text',
      workbook([{ name: 's', rows }], { main: 'application/wordprocessingml' }),
      'FILE_NOT_CSV',
    ],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'FILE_NOT_CSV'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'XLSX_ENCRYPTED',
    ],
    ['an archive with a password', zipOf(parts, { [sheet]: { flags: 1 } }), 'XLSX_ENCRYPTED'],
    [
      'a workbook of macros by its type',
      workbook([{ name: 's', rows }], {
        main: SHEET_MAIN.replace(
          'openxmlformats-officedocument.spreadsheetml.sheet',
          'ms-excel.sheet.macroEnabled',
        ),
      }),
      'XLSX_MACRO',
    ],
    ['a workbook with macros in it', zipOf({ ...parts, 'xl/vbaProject.bin': 'x' }), 'XLSX_MACRO'],
    ['a truncated workbook', zipOf(parts).subarray(0, -30), 'XLSX_DAMAGED'],
    ['a sheet that breaks off', withSheet('<worksheet><sheetData><row r="1">'), 'XLSX_DAMAGED'],
    [
      'a sheet that is not UTF-8',
      zipOf({ ...parts, [sheet]: Buffer.from('<a>\xff</a>', 'latin1') }),
      'XLSX_DAMAGED',
    ],
    ['rows that go backwards', withSheet('<s><row r="2"/><row r="1"/></s>'), 'XLSX_DAMAGED'],
    ['an address that is none', withSheet('<s><row r="1"><c r="1A"><v>1</v></c></row></s>'), 'XLSX_DAMAGED'],
    [
      'a text that is not there',
      withSheet('<s><row r="1"><c r="A1" t="s"><v>99</v></c></row></s>'),
      'XLSX_DAMAGED',
    ],
    [
      'an external entity',
      withSheet('<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><s>&e;</s>'),
      'XLSX_FORBIDDEN',
    ],
    [
      'an entity that grows',
      withSheet('<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><s>&b;</s>'),
      'XLSX_FORBIDDEN',
    ],
    ['a depth without end', withSheet('<a>'.repeat(40) + '</a>'.repeat(40)), 'XLSX_BOUNDS'],
    ['a cell far out', withSheet('<s><row r="1"><c r="CW1"><v>1</v></c></row></s>'), 'XLSX_BOUNDS'],
    ['a bomb', withSheet(`<s>${' '.repeat(4 * 1024 * 1024)}</s>`), 'XLSX_BOUNDS'],
    [
      'a bomb that lies about its size',
      zipOf({ ...parts, [sheet]: `<s>${' '.repeat(8 * 1024 * 1024)}</s>` }, { [sheet]: { size: 100 } }),
      'XLSX_DAMAGED',
    ],
    [
      'more entries than a workbook has',
      zipOf({ ...parts, ...Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, ''])) }),
      'XLSX_BOUNDS',
    ],
  ])('%s is told and nothing is taken', async (_, file, code) => {
    const { rows: found, faults } = await read(file);
    expect(faults.reported).toMatchObject([{ code }]);
    expect(faults.ofTheList).toBe(1);
    expect(found).toHaveLength(0);
  });

  it('is read to its end although it is too large', async () => {
    const pieces = Array.from({ length: 17 }, () => Buffer.alloc(1024 * 1024, 1));
    const first = Buffer.from('PK\x03\x04', 'latin1');
    const { faults } = await readListFile(Readable.from([first, ...pieces]), REMITTANCE_FORM, null);
    expect(faults.reported).toMatchObject([{ code: 'XLSX_BOUNDS' }]);
  });

  it('is read as CSV when that is what it is, whatever it was called', async () => {
    expect((await read(Buffer.from('姓名,证件号码\n王小明,1\n'))).rows).toHaveLength(1);
    expect(await codes(Buffer.from('PK'))).toContain('HEADING_MISSING');
  });
});
