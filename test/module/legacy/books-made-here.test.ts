import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';
import { rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf, keys } from './takeover';

const SUSPENSE = '单位暂收款.csv';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'made-here-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Rows of a file, each by the names of its columns. */
function rowsOf(folder: string, file: string): Record<string, string>[] {
  const [headings = '', ...rows] = filesOf(folder)[file]!.replace('\ufeff', '').trimEnd().split('\r\n');
  const names = headings.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((value, at) => [names[at], value])));
}

describe('books of the service, written out and taken over by an empty centre', () => {
  let road: Road;
  let other: BooksUnderTest;
  let folder: string;

  beforeAll(async () => {
    folder = join(scratch, 'first');
    // The keys of the takeover: what one has sealed the other opens.
    road = await Road.start({ SEALING_KEY: keys.SEALING_KEY, INDEX_KEY: keys.INDEX_KEY });
    await settleIn(road);
    await road.transfer('66.66', 'no number at all');
    await road.transfer('1.00', 'nor here');
    await BooksUnderTest.over(road.database).export(folder, '2026-12-01');
    other = await BooksUnderTest.open();
  }, 120_000);
  afterAll(async () => {
    await road.stop();
    await other.close();
  });

  it('tell the money of nobody without a unit, and come in to the fen', async () => {
    expect(rowsOf(folder, SUSPENSE).filter(({ DWZH }) => DWZH === '')).toEqual([
      { DWZH: '', ZSKYE: '67.66' },
    ]);
    const { report } = await other.import(folder);
    expect(rejectsOf(folder)).toEqual([]);
    expect(report.subjects.map(({ subject, rejected }) => [subject, rejected])).toEqual([
      ['201', '0.00'],
      ['21901', '0.00'],
    ]);
    const unmatched = `SELECT sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) FROM entry AS e
      JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id WHERE a.code = '21901'`;
    expect(await other.number(unmatched)).toBe(6766n);
    expect(await other.broken()).toEqual([]);
    const before = await other.counts();
    expect((await other.import(folder)).now).toMatchObject({ suspense: 0, accounts: 0, months: 0 });
    expect(await other.counts()).toEqual(before);
  });

  it('come out again as they went in', async () => {
    const second = join(scratch, 'second');
    await other.export(second, '2026-12-01');
    expect(filesOf(second)).toEqual(filesOf(folder));
  });
});
