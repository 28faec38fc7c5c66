import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LegacyFolderError } from '../../../scripts/legacy/legacy-folder-error';
import { PROFILES, type SeedProfile } from '../../../scripts/seed/profile';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { writeSeedFolder } from '../../../scripts/seed/write-seed-folder';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { all, cell, cells, changedFolder, rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf } from './takeover';

const tiny: SeedProfile = {
  name: 'small',
  units: 6,
  payingUnits: 5,
  members: 300,
  payingMembers: 210,
  balance: fen(300n * 2_839_600n),
  loans: fen(500_000_000n),
  months: 1,
};

/** The city at a fiftieth of its size: every kind of unit and account that its distributions make. */
const city: SeedProfile = {
  ...PROFILES.city,
  units: 205,
  payingUnits: 188,
  members: 2_482,
  payingMembers: 1_768,
  balance: fen(2_482n * 2_839_600n),
  loans: fen(5_000_000_000n),
};

const FREEZE = {
  DJFY: '太原市某区人民法院(虚构)',
  DJWSH: '(2026)晋01执1号',
  DJRQ: '2026-03-02',
  DJZZRQ: '2029-03-01',
};
const ACCOUNTS = '个人账户.csv';
const UNITS = '单位账户.csv';
const INFO = '缴存单位信息.csv';
const NOTHING = { GRZHYE: '0.00', GRZHSNJZYE: '0.00', GRZHDNGJYE: '0.00', JS: '0.00' };

let scratch: string;
let folder: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'states-'));
  folder = join(scratch, 'clean');
  await writeSeedFolder(folder, tiny, 1, centreWithAllAccounts(1));
});
afterAll(() => rmSync(scratch, { recursive: true }));

const changed = (name: string, change: Parameters<typeof changedFolder>[2]): string =>
  changedFolder(folder, join(scratch, name), change);

async function onEmptyBooks<T>(use: (books: BooksUnderTest) => Promise<T>): Promise<T> {
  const books = await BooksUnderTest.open();
  try {
    return await use(books);
  } finally {
    await books.close();
  }
}

/** A line of a file as its cells by column. */
function rowOf(from: string, file: string, line: number): Record<string, string> {
  const lines = filesOf(from)[file]!.replace('\ufeff', '').split('\r\n');
  const values = lines[line - 1]!.split(',');
  return Object.fromEntries(lines[0]!.split(',').map((name, index) => [name, values[index] ?? '']));
}

/**
 * Four members whose money went to a fifth of the same unit before the cut-over: merged, transferred out and two closed
 * by withdrawal; the month before names them no more. And one whom a court has frozen.
 */
function everyState(name: string, change: Parameters<typeof changedFolder>[2] = {}): string {
  const gone = [2, 3, 4, 5].map((line) => rowOf(folder, ACCOUNTS, line));
  const heir = rowOf(folder, ACCOUNTS, 6);
  if (gone.some(({ DWZH }) => DWZH !== heir.DWZH)) throw new Error('they are of one unit');
  const plus = (column: string): Record<string, string> => {
    const sum = [...gone, heir].reduce((total, row) => total + parseYuan(row[column]!), 0n);
    return { [column]: yuan(fen(sum)) };
  };
  const names = gone.map(({ GRZH }) => GRZH!);
  return changed(name, {
    ...change,
    [ACCOUNTS]: all(
      cells(2, { ...NOTHING, GRZHZT: '03', XHRQ: '2026-01-05' }),
      cells(3, { ...NOTHING, GRZHZT: '04', XHRQ: '2026-02-05' }),
      cells(4, { ...NOTHING, GRZHZT: '05', XHRQ: '2026-03-05', XHYY: '03' }),
      cells(5, { ...NOTHING, GRZHZT: '05', XHRQ: '2026-03-06', XHYY: '99' }),
      cells(6, { ...plus('GRZHYE'), ...plus('GRZHSNJZYE'), ...plus('GRZHDNGJYE'), ...plus('JS') }),
      cells(6, { GRZHZT: '06', DJQZT: '01', ...FREEZE }),
      change[ACCOUNTS] ?? ((lines) => lines),
    ),
    '个人业务明细.csv': (lines) =>
      lines.filter((line) => !names.some((accountNo) => line.startsWith(`${accountNo},`))),
  });
}

describe('accounts that are closed or frozen', () => {
  it('are taken over with days, reasons and the order of court, whatever their state; the proof holds', async () => {
    await onEmptyBooks(async (books) => {
      const from = everyState('states');
      const { now } = await books.import(from, 100);
      expect(now.accounts).toBe(300);
      const states = await books.rows(
        `SELECT state, closed_on::text AS day, closing_reason AS reason, state_before_closing AS before FROM member_account
          WHERE state IN ('03', '04', '05') ORDER BY closed_on`,
      );
      expect(states).toEqual([
        { state: '03', day: '2026-01-05', reason: null, before: null },
        { state: '04', day: '2026-02-05', reason: null, before: '02' },
        { state: '05', day: '2026-03-05', reason: '03', before: '02' },
        { state: '05', day: '2026-03-06', reason: '99', before: '02' },
      ]);
      const frozen = await books.rows(
        `SELECT f.order_no, f.court, f.until_day::text AS until, o.issued_on::text AS issued, f.state, h.amount_fen = b.held_fen AS held, b.courts
           FROM court_freeze AS f JOIN court_order AS o USING (order_no) JOIN hold AS h ON h.id = f.hold_id
           JOIN member_balance AS b ON b.account_id = f.account_id AND b.held_fen = b.carried_fen + b.current_fen
           JOIN member_account AS m ON m.account_id = f.account_id AND m.state = '06' AND m.state_before_freeze = '01'`,
      );
      expect(frozen).toEqual([
        {
          order_no: FREEZE.DJWSH,
          court: FREEZE.DJFY,
          until: FREEZE.DJZZRQ,
          issued: FREEZE.DJRQ,
          state: 'active',
          held: true,
          courts: 1,
        },
      ]);
      expect(await books.broken()).toEqual([]);
      expect((await books.import(from)).now).toMatchObject({ accounts: 0, units: 0 });

      const out = join(scratch, 'states-out');
      await books.export(out);
      for (const line of [2, 3, 4, 5, 6]) {
        const told = rowOf(from, ACCOUNTS, line);
        const place = filesOf(out)
          [ACCOUNTS]!.split('\r\n')
          .findIndex((text) => text.startsWith(`${told['GRZH']},`));
        expect(rowOf(out, ACCOUNTS, place + 1)).toMatchObject(pick(told));
      }
    });
  }, 60_000);

  const pick = ({ GRZH, GRZHZT, XHRQ, XHYY, DJQZT, DJWSH, DJZZRQ }: Record<string, string>): object => ({
    ...{ GRZH, GRZHZT, XHRQ, XHYY, DJQZT, DJWSH, DJZZRQ },
  });

  it('are rejected without day, reason or order, each row by itself', async () => {
    await onEmptyBooks(async (books) => {
      const from = everyState('untold', {
        [ACCOUNTS]: all(
          cells(3, { XHRQ: '' }),
          cells(4, { XHYY: '' }),
          cells(5, { XHRQ: '' }),
          cells(6, { DJWSH: '' }),
          cells(7, { GRZHZT: '06', DJQZT: '01', ...FREEZE }),
          cells(8, { GRZHZT: '06', DJQZT: '01', ...FREEZE }),
        ),
      });
      await books.import(from);
      expect(rejectsOf(from).filter((line) => !line.includes('REJECTED'))).toEqual([
        '个人账户.csv 3 XHRQ MISSING',
        '个人账户.csv 4 XHYY MISSING',
        '个人账户.csv 5 XHRQ MISSING',
        '个人账户.csv 6 DJWSH MISSING',
        '个人账户.csv 7 DJWSH DUPLICATE_ORDER',
        '个人账户.csv 8 DJWSH DUPLICATE_ORDER',
      ]);
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);
});

describe('a unit whose contributions are deferred', () => {
  const deferral = { DWZHZT: '03', HJQSNY: '202610', HJZZNY: '202709', HJPZH: '并公积金缓〔2026〕1号' };

  it('is taken over with its deferral, and comes out with it', async () => {
    await onEmptyBooks(async (books) => {
      const told = { [UNITS]: cells(2, deferral), [INFO]: cells(2, { DWDZ: '太原市学府街1号' }) };
      const from = changed('deferred', told);
      await books.import(from);
      const [relief] = await books.rows(
        `SELECT kind, from_month, until_month, committee_no, granted_on::text AS on FROM unit_relief`,
      );
      expect(relief).toEqual({
        kind: 'deferral',
        from_month: 202610,
        until_month: 202709,
        committee_no: deferral.HJPZH,
        on: '2026-10-01',
      });
      expect(await books.broken()).toEqual([]);
      const out = join(scratch, 'deferred-out');
      await books.export(out);
      const rows = filesOf(out)
        [UNITS]!.split('\r\n')
        .filter((line) => line.includes(deferral.HJPZH));
      expect(rows).toEqual([expect.stringContaining('202610,202709')]);
      const { DWZH, DWJCRS, DWFCRS } = rowOf(from, UNITS, 2);
      expect(rows[0]!.startsWith(`${DWZH},`) && rows[0]!.endsWith(`,${DWJCRS},${DWFCRS},`)).toBe(true);
      expect(filesOf(out)[INFO]).toContain('太原市学府街1号');
    });
  }, 60_000);

  it('is rejected without it, and with one of more than a year', async () => {
    await onEmptyBooks(async (books) => {
      const from = changed('deferred-untold', {
        [UNITS]: all(
          cells(2, { ...deferral, HJPZH: '' }),
          cells(3, { ...deferral, HJZZNY: '202710' }),
          cells(4, { ...deferral, HJZZNY: '202609' }),
        ),
      });
      await books.import(from);
      expect(rejectsOf(from).filter((line) => line.startsWith(UNITS))).toEqual([
        '单位账户.csv 2 HJPZH MISSING',
        '单位账户.csv 3 HJZZNY RELIEF_TERM',
        '单位账户.csv 4 HJZZNY RELIEF_TERM',
      ]);
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);
});

describe('an amount that cannot be read', () => {
  const unreadable = cell(14, 'GRZHYE', () => '很多');
  /** A member of another unit. */
  const oneFen = (name: string) => cell(301, name, (was) => yuan(fen(parseYuan(was) + 1n)));

  it('excuses its own amount: what its unit has more than its other rows', async () => {
    await onEmptyBooks(async (books) => {
      const { report } = await books.import(changed('unread', { [ACCOUNTS]: unreadable }));
      expect(report.subjects[0]).toMatchObject({
        unreadableRows: 1,
        unreadable: yuan(parseYuan(rowOf(folder, ACCOUNTS, 14).GRZHYE!)),
      });
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);

  it('excuses nothing else: one fen elsewhere, on either side, and the folder is refused', async () => {
    await onEmptyBooks(async (books) => {
      const before = await books.counts();
      const elsewhere = all(unreadable, oneFen('GRZHYE'), oneFen('GRZHSNJZYE'));
      await expect(books.import(changed('unread-fen', { [ACCOUNTS]: elsewhere }))).rejects.toThrow(
        LegacyFolderError,
      );
      const place = filesOf(folder)
        [UNITS]!.split('\r\n')
        .findIndex((line) => line.includes(rowOf(folder, ACCOUNTS, 14).DWZH!));
      const unitUnread = changed('unread-own-unit', {
        [ACCOUNTS]: unreadable,
        [UNITS]: cell(place + 1, 'DWZHYE', () => '不详'),
      });
      await expect(books.import(unitUnread)).rejects.toThrow(/201/);
      const nowhere = all(
        unreadable,
        cell(14, 'DWZH', () => '9800000000009'),
      );
      await expect(books.import(changed('unread-nowhere', { [ACCOUNTS]: nowhere }))).rejects.toThrow(/201/);
      const suspense = changed('unread-suspense', { '单位暂收款.csv': cell(2, 'ZSKYE', () => '若干') });
      await expect(books.import(suspense)).rejects.toThrow(/21901/);
      expect(await books.counts()).toEqual(before);
    });
  }, 60_000);
});

describe('the seeded city', () => {
  it('is taken over whole, and everything that the service proves holds', async () => {
    const seeded = join(scratch, 'city');
    await writeSeedFolder(seeded, city, 1, centreWithAllAccounts(1));
    await onEmptyBooks(async (books) => {
      const { now } = await books.import(seeded);
      expect(now).toMatchObject({ units: city.units, accounts: city.members });
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);
});
