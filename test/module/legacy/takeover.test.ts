import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'iconv-lite';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { builtProgram } from '../../../scripts/processes';
import { LegacyFolderError } from '../../../scripts/legacy/legacy-folder-error';
import { fromOldResidentId } from '../../../src/kernel/identifiers/old-resident-id';
import { MANIFEST } from '../../../scripts/legacy/legacy-files';
import { PROFILES, type SeedProfile } from '../../../scripts/seed/profile';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { writeSeedFolder } from '../../../scripts/seed/write-seed-folder';
import { all, cell, changedFolder, rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf, keys } from './takeover';

const tiny: SeedProfile = {
  name: 'small',
  units: 6,
  payingUnits: 5,
  members: 300,
  payingMembers: 210,
  balance: fen(300n * 2_839_600n),
  loans: fen(500_000_000n),
  months: 3,
};

const centre = centreWithAllAccounts(1);
let scratch: string;
let folder: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'takeover-'));
  folder = join(scratch, 'clean');
  await writeSeedFolder(folder, tiny, 1, centre);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** A copy of the folder with some lines of its files changed. */
const changed = (name: string, change: Parameters<typeof changedFolder>[2]): string =>
  changedFolder(folder, join(scratch, name), change);

describe('a folder of a former system', () => {
  let books: BooksUnderTest;
  beforeAll(async () => {
    books = await BooksUnderTest.open();
  }, 60_000);
  afterAll(() => books.close());

  it('is taken over whole: every balance by an opening voucher, the trial balance zero, the proof unbroken', async () => {
    const { report, now } = await books.import(folder, 100);
    expect(now).toMatchObject({ units: 6, suspense: 1, accounts: 300, months: 630 });
    expect(report.subjects.map(({ subject, rejected }) => [subject, rejected])).toEqual([
      ['201', '0.00'],
      ['21901', '0.00'],
    ]);
    const members = await books.number('SELECT sum(carried_fen + current_fen) FROM member_balance');
    expect(members).toBe(tiny.balance);
    expect(await books.number(`SELECT sum(amount_fen) FROM entry WHERE subject = '201' AND side = 'C'`)).toBe(
      members,
    );
    const transit = `SELECT sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) FROM entry AS e
                       JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id WHERE a.code = '21909'`;
    expect(await books.number(transit)).toBe(0n);
    expect(await books.broken()).toEqual([]);
  });

  it('changes nothing when it is taken over again', async () => {
    const before = await books.counts();
    const { now } = await books.import(folder);
    expect(now).toEqual({ units: 0, suspense: 0, accounts: 0, months: 0, loans: 0 });
    expect(await books.counts()).toEqual(before);
  });

  it('seals every id number: none stands in clear in what was stored', async () => {
    const ids = filesOf(folder)
      ['个人信息.csv']!.split('\r\n')
      .slice(1, 20)
      .map((line) => line.split(',')[3]!);
    const stored = await books.rows<{ text: string }>(
      `SELECT p.name || encode(p.id_no_sealed, 'escape') || encode(p.id_no_index, 'escape') AS text FROM person AS p`,
    );
    expect(stored.length).toBeGreaterThan(300);
    expect(ids.filter((id) => stored.some(({ text }) => text.includes(id)))).toEqual([]);
  });

  it('comes out again as it went in, and so does what is made of that', async () => {
    const first = join(scratch, 'first');
    await books.export(first);
    const other = await BooksUnderTest.open();
    try {
      await other.import(first);
      const second = join(scratch, 'second');
      await other.export(second);
      expect(filesOf(second)).toEqual(filesOf(first));
      expect(filesOf(first)['个人账户.csv']!.split('\r\n')).toHaveLength(302);
      expect(await other.broken()).toEqual([]);
    } finally {
      await other.close();
    }
  }, 60_000);

  it('is refused whole when it does not add up, by one fen, and nothing is booked', async () => {
    const plusOneFen = (was: string): string => yuan(fen(parseYuan(was) + 1n));
    const wrong = changed('unbalanced', { '账户余额.csv': cell(2, 'QMYE', plusOneFen) });
    const oneMember = changed('one-fen', {
      '个人账户.csv': all(cell(5, 'GRZHYE', plusOneFen), cell(5, 'GRZHSNJZYE', plusOneFen)),
    });
    const before = await books.counts();
    await expect(books.import(wrong)).rejects.toThrow(LegacyFolderError);
    await expect(books.import(oneMember)).rejects.toThrow(/201/);
    expect(await books.counts()).toEqual(before);
  });
});

describe('leaves of the former system whose codes contain one another', () => {
  const withLeaves = (name: string, debit: string, credit: string): string =>
    changed(name, {
      '账户余额.csv': (lines) => [...lines, `${debit},甲,01,7.00`, `${credit},乙,02,7.00`],
    });

  it('are refused: one would be the sum of the other', async () => {
    const books = await BooksUnderTest.open();
    try {
      const before = await books.counts();
      await expect(books.import(withLeaves('total', '41109', '4110901'))).rejects.toThrow(/重复计入/);
      await expect(books.import(withLeaves('twice', '4010302', '4010302'))).rejects.toThrow(/重复计入/);
      expect(await books.counts()).toEqual(before);
    } finally {
      await books.close();
    }
  }, 60_000);

  it('are taken over where both are leaves of the chart: interest and penalties of loans', async () => {
    const books = await BooksUnderTest.open();
    try {
      await books.import(withLeaves('interest', '40103', '4010302'));
      const on = (code: string): Promise<bigint> =>
        books.number(`SELECT sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END) FROM entry
                       WHERE account_id = (SELECT id FROM ledger_account WHERE code = '${code}')`);
      expect([await on('40103'), await on('4010302')]).toEqual([-700n, 700n]);
      expect(await books.broken()).toEqual([]);
    } finally {
      await books.close();
    }
  }, 60_000);
});

describe('a dirty folder', () => {
  it('is taken over but for the rows that are wrong; each is listed with its reason and its money waits', async () => {
    const books = await BooksUnderTest.open();
    const clean = filesOf(folder);
    const nth = (file: string, line: number): string[] => clean[file]!.split('\r\n')[line - 1]!.split(',');
    const fifteen = (was: string): string => `${was.slice(0, 6)}${was.slice(8, 17)}`;
    const dirty = changed('dirty', {
      '个人信息.csv': all(
        cell(2, 'ZJHM', (was) => `${was.slice(0, 17)}${was.endsWith('1') ? '2' : '1'}`),
        cell(3, 'ZJHM', fifteen),
        cell(4, 'XingMing', () => ''),
        cell(5, 'ZJHM', () => nth('个人信息.csv', 6)[3]!),
        cell(5, 'XingMing', () => nth('个人信息.csv', 6)[1]!),
        cell(7, 'ZJLX', () => '03'),
      ),
      '个人账户.csv': all(
        cell(8, 'GRZHSNJZYE', (was) => yuan(fen(parseYuan(was) - 1n))),
        cell(9, 'GRZHZT', () => '05'),
        cell(10, 'KHRQ', () => '2027-02-30'),
        cell(11, 'KHRQ', () => '20261002'),
        cell(12, 'GRZHZT', () => '77'),
        // Of another unit than the amount that cannot be read: what is lacking there must be that amount alone.
        cell(301, 'DWZH', () => '9800000000009'),
        cell(14, 'GRZHYE', () => '很多'),
        cell(15, 'JS', () => '-1.00'),
      ),
      '单位账户.csv': cell(6, 'DWZHZT', () => '09'),
    });
    try {
      const { report } = await books.import(dirty);
      const rejects = rejectsOf(dirty);
      expect(rejects.filter((line) => !line.includes('REJECTED'))).toEqual(
        [
          '个人信息.csv 2 ZJHM ID_CHECKSUM',
          '个人信息.csv 4 XingMing MISSING',
          '个人信息.csv 7 ZJHM DOCUMENT_TYPE',
          '个人账户.csv 10 KHRQ DAY_FORM',
          '个人账户.csv 11 KHRQ FUTURE_DAY',
          '个人账户.csv 12 GRZHZT CODE_UNKNOWN',
          '个人账户.csv 14 GRZHYE MONEY_FORM',
          '个人账户.csv 15 JS NEGATIVE',
          '个人账户.csv 301 DWZH UNIT_UNKNOWN',
          '个人账户.csv 5 GRZH DUPLICATE_PERSON',
          '个人账户.csv 6 GRZH DUPLICATE_PERSON',
          '个人账户.csv 8 GRZHYE PARTS_DIFFER',
          '个人账户.csv 9 GRZHYE TERMINAL_WITH_BALANCE',
          '个人账户.csv 9 XHRQ MISSING',
          '个人账户.csv 9 XHYY MISSING',
          '单位账户.csv 6 DWZHZT CODE_UNKNOWN',
        ].sort(),
      );
      expect(rejects).toContain('缴存单位信息.csv 6 DWZH UNIT_REJECTED');
      const [members] = report.subjects;
      const sum = [members!.accepted, members!.rejected, members!.unreadable].map((text) => parseYuan(text));
      expect(sum.reduce((all, one) => all + one, 0n)).toBe(parseYuan(members!.ledger));
      expect(members!.unreadableRows).toBe(1);
      expect(await books.number('SELECT sum(carried_fen + current_fen) FROM member_balance')).toBe(sum[0]);
      for (const { rows, accepted, rejected } of report.files) expect(accepted + rejected).toBe(rows);
      expect(await books.broken()).toEqual([]);
      expect(await books.number('SELECT count(*) FROM legacy_reject')).toBe(BigInt(rejects.length));
      const [mended] = await books.rows<{ name: string }>(
        `SELECT p.name FROM person AS p JOIN member_account AS m ON m.person_id = p.id WHERE m.account_no = '${nth('个人信息.csv', 3)[0]}'`,
      );
      expect(mended?.name).toBe(nth('个人信息.csv', 3)[1]);

      const before = await books.number('SELECT count(*) FROM member_account');
      expect(before).toBeLessThan(290n);
      const { now } = await books.import(folder);
      expect(BigInt(now.accounts) + before).toBe(300n);
      const all = await books.number('SELECT sum(carried_fen + current_fen) FROM member_balance');
      expect(all).toBe(tiny.balance);
      expect(await books.broken()).toEqual([]);
    } finally {
      await books.close();
    }
  }, 60_000);

  it('may be written in GB18030', async () => {
    const books = await BooksUnderTest.open();
    const copy = changed('gb18030', {});
    for (const [name, text] of Object.entries(filesOf(copy)))
      writeFileSync(join(copy, name), encode(text.replace('\ufeff', ''), 'gb18030'));
    try {
      expect((await books.import(copy)).now.accounts).toBe(300);
      const first = filesOf(folder)['个人信息.csv']!.split('\r\n')[1]!.split(',')[1]!;
      expect(await books.number(`SELECT count(*) FROM person WHERE name = '${first}'`)).toBeGreaterThan(0n);
    } finally {
      await books.close();
    }
  }, 60_000);
});

describe('an import that is killed', () => {
  it('is carried on by the next run and ends as if nothing had happened', async () => {
    const [books, whole] = [await BooksUnderTest.open(), await BooksUnderTest.open()];
    try {
      await killedAfter(books, '个人账户 / accounts：120 / 300');
      const half = await books.number('SELECT count(*) FROM member_account');
      expect(half).toBeGreaterThanOrEqual(120n);
      expect(half).toBeLessThan(300n);
      expect(await books.broken()).toEqual([]);
      const { now } = await books.import(folder);
      expect(now.accounts).toBe(300 - Number(half));
      await whole.import(folder);
      const [a, b] = [join(scratch, 'killed'), join(scratch, 'whole')];
      await books.export(a);
      await whole.export(b);
      expect(filesOf(a)).toEqual(filesOf(b));
      expect(await books.broken()).toEqual([]);
    } finally {
      await books.close();
      await whole.close();
    }
  }, 120_000);

  /** Runs the built import in pieces of ten rows and kills it as soon as it has said this. */
  async function killedAfter({ database }: BooksUnderTest, said: string): Promise<void> {
    const { command, args } = builtProgram('scripts/import.js');
    const env = {
      ...process.env,
      ...keys,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
    };
    const child = spawn(command, [...args, folder, '--piece', '10'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let told = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        told += text;
        if (told.includes(said)) child.kill('SIGKILL');
      });
    }
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([signal, told.includes(said)]).toEqual(['SIGKILL', true]);
  }
});

describe('the seed', () => {
  it('gives the same folder for the same number and another one for another', async () => {
    const [again, other] = [join(scratch, 'again'), join(scratch, 'other')];
    await writeSeedFolder(again, tiny, 1, centre);
    await writeSeedFolder(other, tiny, 2, centre);
    expect(filesOf(again)).toEqual(filesOf(folder));
    expect(filesOf(other)['个人账户.csv']).not.toBe(filesOf(folder)['个人账户.csv']);
  });

  it('is made of what `npm run seed` asks for and the number, byte by byte, its manifest too', async () => {
    const [one, two] = [join(scratch, 'small-one'), join(scratch, 'small-two')];
    for (const made of [one, two]) await writeSeedFolder(made, PROFILES.small, 7, centre);
    const manifests = [one, two].map((made) => readFileSync(join(made, MANIFEST), 'utf8'));
    expect(filesOf(two)).toEqual(filesOf(one));
    expect(manifests[1]).toBe(manifests[0]);
    expect(filesOf(one)['个人账户.csv']!.trimEnd().split('\r\n')).toHaveLength(PROFILES.small.members + 1);
  });
});

describe('an id number of fifteen digits', () => {
  it('gets its century and its check character; other texts stay as they are', () => {
    expect(fromOldResidentId('110105491231002')).toBe('11010519491231002X');
    expect(fromOldResidentId('11010519491231002X')).toBe('11010519491231002X');
    expect(fromOldResidentId('1101054912310')).toBe('1101054912310');
  });
});
