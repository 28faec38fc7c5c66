import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeedProfile } from '../../../scripts/seed/profile';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { writeSeedFolder } from '../../../scripts/seed/write-seed-folder';
import { fen } from '../../../src/kernel/money';
import { Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';
import { all, cell, changedFolder, rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf, keys } from './takeover';

const UNITS = '单位账户.csv';
const ACCOUNTS = '个人账户.csv';
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
    const { head, employerId } = await settleIn(road);
    const ratios = { ratioEmployer: '0.10', ratioEmployee: '0.12', fromMonth: '2026-12' };
    await apply(head, 'GJ07', { employerId, ...ratios }, 'done');
    await road.transfer('66.66', 'no number at all');
    await road.transfer('1.00', 'nor here');
    await BooksUnderTest.over(road.database).export(folder, '2026-12-01');
    other = await BooksUnderTest.open();
  }, 120_000);
  afterAll(async () => {
    await road.stop();
    await other.close();
  });

  it('tell the ratios that hold for the next month, and the amounts that it will charge', () => {
    expect(rowsOf(folder, UNITS)[0]).toMatchObject({ DWJCBL: '0.1000', GRJCBL: '0.1200', DWJDBL: '' });
    const active = rowsOf(folder, ACCOUNTS).filter(({ GRZHZT }) => GRZHZT === '01');
    expect(active.length).toBeGreaterThan(5);
    for (const { GRJCJS, DWYJCE, GRYJCE } of active)
      expect([GRJCJS, DWYJCE, GRYJCE]).toEqual(['20000.00', '2000.00', '2400.00']);
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

  it('tell a ratio lowered for hardship beside the ordinary one, and no account is rejected for it', async () => {
    await road.pastAllGuards(
      `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, until_month, case_id, made_on)
       SELECT centre_id, unit_id, 'hardship', 0.05, 0.05, 202612, 202705, gen_random_uuid(), '2026-11-21' FROM unit_ratio`,
    );
    const low = join(scratch, 'low');
    await BooksUnderTest.over(road.database).export(low, '2026-12-01');
    expect(rowsOf(low, UNITS)[0]).toMatchObject({ DWJCBL: '0.1000', DWJDBL: '0.0500', GRJDBL: '0.0500' });
    expect(rowsOf(low, ACCOUNTS)[0]).toMatchObject({ GRJCJS: '20000.00', DWYJCE: '1000.00' });
    const third = await BooksUnderTest.open();
    try {
      await third.import(low);
      expect(rejectsOf(low)).toEqual([]);
      expect(await third.rows('SELECT DISTINCT ratio_employer::text AS ratio FROM unit_account')).toEqual([
        { ratio: '0.1000' },
      ]);
    } finally {
      await third.close();
    }
  }, 60_000);
});

describe('monthly amounts and the ratio of the unit', () => {
  const tiny: SeedProfile = {
    name: 'small',
    units: 3,
    payingUnits: 2,
    members: 40,
    payingMembers: 30,
    balance: fen(40n * 2_839_600n),
    loans: fen(50_000_000n),
    months: 1,
  };
  let clean: string;
  beforeAll(async () => {
    clean = join(scratch, 'clean');
    await writeSeedFolder(clean, tiny, 1, centreWithAllAccounts(1));
  });

  async function rejected(change: Parameters<typeof changedFolder>[2], name: string): Promise<string[]> {
    const copy = changedFolder(clean, join(scratch, name), change);
    const books = await BooksUnderTest.open();
    try {
      await books.import(copy);
      expect(await books.broken()).toEqual([]);
      return rejectsOf(copy).filter((line) => line.includes('RATIO_DIFFERS'));
    } finally {
      await books.close();
    }
  }
  const paying = (): number => {
    const [unit] = rowsOf(clean, UNITS);
    return rowsOf(clean, ACCOUNTS).filter(({ DWZH, GRZHZT }) => DWZH === unit!['DWZH'] && GRZHZT === '01')
      .length;
  };
  const lower = (name: string): ReturnType<typeof cell> =>
    cell(2, name, (was) => (Number(was) - 0.01).toFixed(4));

  it('of who contributes agree, or the account is rejected: lists would charge another amount', async () => {
    expect(paying()).toBeGreaterThan(0);
    const faults = await rejected({ [UNITS]: lower('GRJCBL') }, 'other-ratio');
    expect(faults).toHaveLength(paying());
    expect(faults[0]).toMatch(/^个人账户\.csv \d+ GRYJCE RATIO_DIFFERS$/);
  }, 60_000);

  it('may be rounded to a yuan either way, and are of the lower ratio where one is told', async () => {
    const byAFen = (was: string): string => (Number(was) + 0.01).toFixed(2);
    expect(await rejected({ [ACCOUNTS]: cell(2, 'GRYJCE', byAFen) }, 'rounded')).toEqual([]);
    const [unit] = rowsOf(clean, UNITS);
    const higher = cell(2, 'DWJCBL', (was) => (Number(was) + 0.01).toFixed(4));
    const told = cell(2, 'DWJDBL', () => unit!['DWJCBL']!);
    expect(await rejected({ [UNITS]: higher }, 'unexplained')).toHaveLength(paying());
    expect(await rejected({ [UNITS]: all(higher, told) }, 'hardship')).toEqual([]);
  }, 60_000);
});
