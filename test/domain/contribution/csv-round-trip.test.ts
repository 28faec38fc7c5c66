import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import {
  LIST_COLUMNS,
  REMITTANCE_FORM,
} from '../../../src/modules/contribution/domain/remittance/list-columns';
import { ListFaults } from '../../../src/modules/contribution/domain/remittance/list-fault';
import { badRows, reasonsIn } from '../../../src/modules/contribution/http/files/bad-rows';
import { csvFile } from '../../../src/modules/contribution/http/files/csv-file';
import { guarded, unguarded } from '../../../src/modules/contribution/http/files/formula-guard';
import { prefersCsv } from '../../../src/modules/contribution/http/files/prefers-csv';
import { readCsvList } from '../../../src/modules/contribution/http/files/read-csv-list';

const HEADINGS = REMITTANCE_FORM.columns.map((column) => LIST_COLUMNS[column].zh);
const read = (file: Buffer) => readCsvList(Readable.from([file]), REMITTANCE_FORM);
const written = async (
  records: string[][],
  encoding: 'utf-8' | 'gb18030' = 'utf-8',
  separator: ',' | ';' | '\t' = ',',
) => {
  const { charset, body } = csvFile(records, { encoding, separator });
  return { charset, bytes: await buffer(body) };
};
const cellsBack = async (bytes: Buffer) =>
  (await read(bytes)).rows.map(({ cells }) => REMITTANCE_FORM.columns.map((column) => cells[column]));

describe('F53: a cell that looks like a formula', () => {
  const formulas = ['=cmd|/C calc!A0', '+1', '-5.00', '@SUM(A1)', '\t=1', '＝１＋１', "'=1", "''+2", '−0'];

  it.each(formulas)('%j is written so that no spreadsheet runs it, and read back unchanged', async (cell) => {
    const { bytes } = await written([HEADINGS, [cell, '1', '', '', '']]);
    const line = bytes.toString('utf8').split('\r\n')[1] ?? '';
    expect(line).not.toMatch(/^"?[=+\-@\t＝＋－＠]/);
    expect(await cellsBack(bytes)).toEqual([[cell, '1', '', '', '']]);
  });

  it('a guard is taken off once and only where there is one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '甲', '1') }), (cell) => {
        expect(unguarded(guarded(cell))).toBe(cell);
        expect(guarded(cell)).not.toMatch(/^[=+\-@]/);
      }),
    );
    expect(unguarded("O'Neill")).toBe("O'Neill");
  });
});

describe('a file we write', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', ' ', '=', "'", '𠮷', '㐀', '·', '甲') }),
  );

  it('is read back cell by cell as it was, in either encoding and with any separator', async () => {
    const rows = fc.array(fc.tuple(fc.constant('甲'), cell, cell, cell, cell), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('utf-8' as const, 'gb18030' as const),
        fc.constantFrom(',' as const, ';' as const, '\t' as const),
        async (wanted, encoding, separator) => {
          const { bytes } = await written([HEADINGS, ...wanted], encoding, separator);
          expect(await cellsBack(bytes)).toEqual(wanted);
        },
      ),
    );
  });

  it('is in UTF-8 when GB18030 would change a character of a name', async () => {
    const { charset, bytes } = await written([HEADINGS, ['阿\ue78d', '1', '', '', '']], 'gb18030');
    expect(charset).toBe('utf-8');
    expect((await cellsBack(bytes))[0]?.[0]).toBe('阿\ue78d');
    expect((await written([HEADINGS], 'gb18030')).charset).toBe('gb18030');
  });
});

describe('bytes of any kind', () => {
  it('never stop the reader: it tells faults or finds rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, headed) => {
        const { rows, faults } = await read(
          Buffer.concat([Buffer.from(headed ? '姓名,证件号码\n' : ''), Buffer.from(bytes)]),
        );
        expect(rows.length + faults.count > 0 || headed).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file of bad rows', () => {
  const columns = ['idNo', 'name', 'base'] as const;
  const rows = [
    { row: 2, cells: { name: '甲', idNo: '1', base: '8000' } },
    { row: 3, cells: { name: '乙', idNo: '2', base: '6' }, ragged: ['2', '乙', '6', '005'] },
    { row: 4, cells: { name: '丙', idNo: '3', base: '' }, ragged: ['3', '丙'] },
    { row: 5, cells: { name: '=1', idNo: '4', base: '1,5' } },
  ];
  const faults = (headings: 'zh' | 'en') => {
    const found = new ListFaults('csv');
    found.headings = headings;
    found.add('COLUMN_COUNT', { row: 3 });
    found.add('COLUMN_COUNT', { row: 4 });
    found.add('MONEY_FORMAT', { row: 5, column: 'base' });
    found.add('DUPLICATE_PERSON', { row: 5, column: 'idNo' }, '2');
    return found;
  };

  const bad = (language: 'zh' | 'en') => badRows(rows, reasonsIn(faults(language)), { columns, language });

  it('has them alone, every reason and way to mend before the cells in the order of the upload', () => {
    const [headings, ...found] = bad('zh');
    expect(headings).toEqual(['原行号', '错误原因', '修改办法', '证件号码', '姓名', '缴存基数']);
    expect(found.map(([row]) => row)).toEqual(['3', '4', '5']);
    expect(found[2]?.[1]).toBe('缴存基数：不是金额；证件号码：与第 2 行是同一人');
    expect(found[2]?.slice(3)).toEqual(['4', '=1', '1,5']);
    const [english, row] = bad('en');
    expect(english).toEqual(['Row sent', 'Reason', 'How to mend', 'ID number', 'Name', 'Contribution base']);
    expect(row?.[1]).toMatch(/another number of cells/);
  });

  it('sent back as it is, has the same rows and faults, and cells too many are not lost', async () => {
    const { bytes } = await written(bad('zh'));
    const again = await read(bytes);
    expect(again.faults.reported.map(({ row, code }) => [row, code])).toEqual([
      [2, 'COLUMN_COUNT'],
      [3, 'COLUMN_COUNT'],
    ]);
    expect(again.rows.map(({ ragged }) => ragged)).toEqual([['2', '乙', '6', '005'], ['3', '丙'], undefined]);
    expect(again.rows[2]?.cells).toEqual({ name: '=1', idNo: '4', base: '1,5' });
  });
});

describe('a file is preferred', () => {
  it.each([
    [undefined, false],
    ['*/*', false],
    ['application/json', false],
    ['text/csv', true],
    ['text/csv, application/json', true],
    ['text/csv;q=0.5, application/json', false],
    ['text/csv;q=0.9, application/problem+json;q=0.1, */*', true],
    ['text/csv;q=0', false],
    ['text/csv;q=much', false],
  ])('by Accept: %s: %s', (accept, preferred) => expect(prefersCsv(accept)).toBe(preferred));
});
