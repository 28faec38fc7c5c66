import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeedProfile } from '../../../scripts/seed/profile';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { writeSeedFolder } from '../../../scripts/seed/write-seed-folder';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { cell, changedFolder, rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf } from './takeover';

const tiny: SeedProfile = {
  name: 'small',
  units: 3,
  payingUnits: 2,
  members: 40,
  payingMembers: 30,
  balance: fen(40n * 2_839_600n),
  loans: fen(50_000_000n),
  months: 3,
};
const DETAIL = '个人业务明细.csv';

let scratch: string;
let folder: string;
let books: BooksUnderTest;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'months-'));
  folder = join(scratch, 'clean');
  await writeSeedFolder(folder, tiny, 1, centreWithAllAccounts(1));
  books = await BooksUnderTest.open();
  await books.import(folder);
}, 60_000);
afterAll(async () => {
  rmSync(scratch, { recursive: true });
  await books.close();
});

/** Lines of the details of one account: month, kind, sum, both parts. */
function monthsOf(of: string, accountNo: string): string[] {
  return filesOf(of)
    [DETAIL]!.split('\r\n')
    .filter((line) => line.startsWith(`${accountNo},`))
    .map((line) => {
      const [, , month, , type, sum, employer, employee] = line.split(',');
      return [month, type, sum, employer, employee].join(' ');
    });
}

describe('the months of a folder', () => {
  it('say what stands of each: refunds are off, what was made up for and paid by oneself is there; and come in again as they went out', async () => {
    const [refunded, madeUp] = await books.rows<{ id: string; no: string; unit: string; each: string }>(
      `SELECT account_id::text AS id, account_no AS no, unit_id::text AS unit, employer_fen::text AS each FROM member_account
        WHERE state = '01' ORDER BY account_id LIMIT 2`,
    );
    const list = (month: number): string =>
      `(SELECT id FROM remittance_list WHERE unit_id = ${refunded!.unit} AND month = ${month})`;
    const refund = (month: number, employer: string, employee: string): string =>
      `INSERT INTO contribution_refund (centre_id, case_id, unit_id, account_id, source, source_id, month, employer_fen, employee_fen, goes_to, whole, state, made_on)
       VALUES (1, gen_random_uuid(), ${refunded!.unit}, ${refunded!.id}, 'list', ${list(month)}, ${month}, ${employer}, ${employee}, 'suspense', false, 'paid', '2026-09-30')`;
    const backPayment = (reason: string, month: number): string =>
      `WITH p AS (
         INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen, payment_no, case_id, confirmed_at, posted_on)
         VALUES (1, gen_random_uuid(), ${madeUp!.unit}, '${reason}', 'POSTED', 1, 1, 30000, '${reason}', gen_random_uuid(), now(), '2026-09-20') RETURNING id)
       INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
       SELECT 1, id, ${madeUp!.id}, ${month}, 500000, 40000, 10000, 20000 FROM p`;
    for (const plant of [
      refund(202609, refunded!.each, refunded!.each),
      refund(202608, '0', '1000'),
      backPayment('missed', 202605),
      backPayment('deferred', 202606),
      `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id, receipt_id, posted_on)
       VALUES (1, gen_random_uuid(), ${madeUp!.id}, 202604, 500000, 60000, 'own', 'POSTED', gen_random_uuid(), gen_random_uuid(), '2026-04-20')`,
    ])
      await books.rows(`SET session_replication_role = replica; ${plant}`);
    const first = join(scratch, 'first');
    await books.export(first);
    const each = yuan(fen(BigInt(refunded!.each)));
    const less = yuan(fen(parseYuan(each) - 1000n));
    const sum = (a: string, b: string): string => yuan(fen(parseYuan(a) + parseYuan(b)));
    expect(monthsOf(first, refunded!.no)).toEqual([
      `202607 01 ${sum(each, each)} ${each} ${each}`,
      `202608 01 ${sum(each, less)} ${each} ${less}`,
    ]);
    expect(monthsOf(first, madeUp!.no).slice(0, 3)).toEqual([
      '202604 01 600.00 0.00 600.00',
      '202605 02 300.00 100.00 200.00',
      '202606 01 300.00 100.00 200.00',
    ]);

    const other = await BooksUnderTest.open();
    try {
      await other.import(first);
      expect(rejectsOf(first)).toEqual([]);
      const carried = await other.rows(
        `SELECT p.taken_over, p.reason, b.month, b.full_fen::text AS whole FROM back_payment AS p JOIN back_payment_line AS b ON b.payment_id = p.id`,
      );
      expect(carried).toEqual([{ taken_over: true, reason: 'missed', month: 202605, whole: '40000' }]);
      const second = join(scratch, 'second');
      await other.export(second);
      expect(filesOf(second)).toEqual(filesOf(first));
      expect(await other.broken()).toEqual([]);
      const before = await other.counts();
      expect((await other.import(first)).now.months).toBe(0);
      expect(await other.counts()).toEqual(before);
    } finally {
      await other.close();
    }
  }, 60_000);

  it('of other business are passed by with a count; a kind that A.5 does not have is rejected', async () => {
    const copy = changedFolder(folder, join(scratch, 'others'), {
      [DETAIL]: (lines) => {
        const [, one = ''] = lines;
        const as = (type: string): string =>
          one
            .split(',')
            .map((cell, at) => (at === 4 ? type : cell))
            .join(',');
        return [...lines, as('11'), as('11'), as('09'), as('88')];
      },
    });
    const other = await BooksUnderTest.open();
    try {
      const { report } = await other.import(copy);
      expect(report.passedBy).toEqual({ '09': 1, '11': 2 });
      expect(rejectsOf(copy)).toEqual(['个人业务明细.csv 95 GJHTQYWLX CODE_UNKNOWN']);
      expect(await other.broken()).toEqual([]);
    } finally {
      await other.close();
    }
  }, 60_000);

  it('of who was rejected and mended join the lists that were taken over, and what was made up for likewise', async () => {
    const [headings = '', ...rows] = filesOf(folder)[DETAIL]!.trimEnd().split('\r\n');
    const [one = '', two = ''] = [...new Set(rows.map((row) => row.split(',')[0]!))];
    const asMadeUp = (row: string): string => {
      const cells = row.split(',');
      const last = cells[2] === rows[0]!.split(',')[2] && [one, two].includes(cells[0]!);
      return last ? cells.map((text, at) => (at === 4 ? '02' : text)).join(',') : row;
    };
    const clean = changedFolder(folder, join(scratch, 'mended'), {
      [DETAIL]: () => [headings, ...rows.map(asMadeUp)],
    });
    const dirty = changedFolder(clean, join(scratch, 'dirty'), {
      '个人账户.csv': (lines) =>
        lines.map((line) => (line.startsWith(`${one},`) ? line.replace(/,01,/, ',09,') : line)),
    });
    const [mended, whole] = [await BooksUnderTest.open(), await BooksUnderTest.open()];
    try {
      await mended.import(dirty);
      expect(rejectsOf(dirty).filter((line) => !line.includes('REJECTED'))).toEqual([
        expect.stringMatching(/^个人账户\.csv \d+ GRZHZT CODE_UNKNOWN$/),
      ]);
      const { now } = await mended.import(clean, 1);
      expect([rejectsOf(clean), now.accounts, now.months]).toEqual([[], 1, tiny.months]);
      expect(await mended.broken()).toEqual([]);
      const before = await mended.counts();
      expect((await mended.import(clean)).now).toMatchObject({ accounts: 0, months: 0 });
      expect(await mended.counts()).toEqual(before);
      await whole.import(clean);
      const [a, b] = [join(scratch, 'mended-out'), join(scratch, 'whole-out')];
      await mended.export(a);
      await whole.export(b);
      expect(filesOf(a)[DETAIL]).toBe(filesOf(b)[DETAIL]);
      expect(monthsOf(a, one).map((line) => line.split(' ')[1])).toContain('02');
    } finally {
      await mended.close();
      await whole.close();
    }
  }, 60_000);

  it('are not taken over twice: one that was made up for here since stays rejected', async () => {
    const copy = changedFolder(folder, join(scratch, 'split'), { [DETAIL]: cell(2, 'FSE', () => '0.01') });
    const other = await BooksUnderTest.open();
    try {
      await other.import(copy);
      expect(rejectsOf(copy)).toEqual([`${DETAIL} 2 FSE SPLIT_DIFFERS`]);
      const [accountNo, , month] = filesOf(folder)[DETAIL]!.split('\r\n')[1]!.split(',');
      await other.rows(`SET session_replication_role = replica;
        WITH p AS (
          INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen)
          SELECT 1, gen_random_uuid(), unit_id, 'missed', 'DRAFT', 1, 1, 30000 FROM member_account WHERE account_no = '${accountNo}'
          RETURNING id)
        INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
        SELECT 1, p.id, m.account_id, ${month}, 500000, 40000, 10000, 20000 FROM p, member_account AS m WHERE m.account_no = '${accountNo}'`);
      const before = await other.counts();
      expect((await other.import(folder)).now.months).toBe(0);
      expect(rejectsOf(folder)).toEqual([`${DETAIL} 2 HBJNY MONTH_ON_BOOKS`]);
      expect((await other.counts()).remittance_line).toBe(before.remittance_line);
    } finally {
      await other.close();
    }
  }, 60_000);
});
