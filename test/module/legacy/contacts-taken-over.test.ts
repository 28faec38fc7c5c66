import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LegacyFolderError } from '../../../scripts/legacy/legacy-folder-error';
import type { SeedProfile } from '../../../scripts/seed/profile';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { writeSeedFolder } from '../../../scripts/seed/write-seed-folder';
import { fen } from '../../../src/kernel/money';
import { all, cells, changedFolder, rejectsOf } from './changed-folder';
import { BooksUnderTest, filesOf } from './takeover';

const tiny: SeedProfile = {
  name: 'small',
  units: 4,
  payingUnits: 3,
  members: 60,
  payingMembers: 42,
  balance: fen(60n * 2_839_600n),
  loans: fen(100_000_000n),
  months: 1,
};
const ACCOUNTS = '个人账户.csv';
const PEOPLE = '个人信息.csv';
const UNITS = '缴存单位信息.csv';
const FREEZES = '司法冻结.csv';
/** A number of the Luhn check, of no issuer. */
const CARD = '9999990000000000006';
const REACHED = { GDDHHM: '0351-8888888', SJHM: '13900000001', YZBM: '030001', JTZZ: '太原市虚构路1号' };

let scratch: string;
let folder: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'contacts-'));
  folder = join(scratch, 'clean');
  await writeSeedFolder(folder, tiny, 1, centreWithAllAccounts(1));
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function onEmptyBooks<T>(use: (books: BooksUnderTest) => Promise<T>): Promise<T> {
  const books = await BooksUnderTest.open();
  try {
    return await use(books);
  } finally {
    await books.close();
  }
}

const rowsOf = (from: string, file: string): string[] =>
  filesOf(from)[file]!.replace('\ufeff', '').trimEnd().split('\r\n').sort();
const accountNo = (line: number): string =>
  filesOf(folder)[ACCOUNTS]!.split('\r\n')[line - 1]!.split(',')[0]!;
/** What somebody has to give: the account's balance. */
const balance = (line: number): string => filesOf(folder)[ACCOUNTS]!.split('\r\n')[line - 1]!.split(',')[7]!;

describe('contact data and cards', () => {
  it('come out as they went in, sealed in between, and the card is none to pay to', async () => {
    const from = changedFolder(folder, join(scratch, 'reached'), {
      [PEOPLE]: all(cells(2, REACHED), cells(3, { SJHM: '13900000002' })),
      [ACCOUNTS]: cells(2, { GRCKZHHM: CARD, GRCKZHKHYHMC: '交通银行', GRCKZHKHYHDM: '301' }),
      [UNITS]: cells(2, { DWYB: '030006', JBRGDDHHM: '03517777777', JBRSJHM: '13900000003' }),
    });
    await onEmptyBooks(async (books) => {
      await books.import(from);
      expect(rejectsOf(from)).toEqual([]);
      const [stored] = await books.rows<{ text: string }>(
        `SELECT string_agg(encode(contact_sealed, 'escape'), '') || (SELECT string_agg(encode(card_sealed, 'escape'), '') FROM carried_card) AS text
           FROM person_contact`,
      );
      expect([REACHED.SJHM, REACHED.JTZZ, CARD].filter((clear) => stored!.text.includes(clear))).toEqual([]);
      expect(await books.number('SELECT count(*) FROM person_contact')).toBe(3n);
      expect(await books.number('SELECT count(*) FROM payout_card')).toBe(0n);
      const out = join(scratch, 'reached-out');
      await books.export(out);
      for (const file of [PEOPLE, ACCOUNTS, UNITS]) expect(rowsOf(out, file)).toEqual(rowsOf(from, file));
      await onEmptyBooks(async (other) => {
        await other.import(out);
        const again = join(scratch, 'reached-again');
        await other.export(again);
        expect(filesOf(again)).toEqual(filesOf(out));
      });
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);

  it('that are no such numbers are left out and listed, masked, and their rows are taken over', async () => {
    const from = changedFolder(folder, join(scratch, 'unreachable'), {
      [PEOPLE]: cells(2, { ...REACHED, SJHM: '12345678901', YZBM: '3001' }),
      [ACCOUNTS]: all(
        cells(2, { GRCKZHHM: '9999990000000000007', GRCKZHKHYHDM: '301' }),
        cells(3, { GRCKZHHM: CARD }),
        cells(4, { GRCKZHHM: CARD, GRCKZHKHYHDM: '30A' }),
      ),
      [UNITS]: cells(2, { JBRGDDHHM: '8888', DWYB: '太原市' }),
    });
    await onEmptyBooks(async (books) => {
      const { now } = await books.import(from);
      expect(now.accounts).toBe(60);
      expect(rejectsOf(from)).toEqual(
        [
          '个人信息.csv 2 SJHM MOBILE_LEFT_OUT',
          '个人信息.csv 2 YZBM POSTCODE_LEFT_OUT',
          '个人账户.csv 2 GRCKZHHM CARD_LEFT_OUT',
          '个人账户.csv 3 GRCKZHHM CARD_BANK_LEFT_OUT',
          '个人账户.csv 4 GRCKZHHM CARD_BANK_LEFT_OUT',
          '个人账户.csv 4 GRCKZHKHYHDM BANK_CODE_LEFT_OUT',
          '缴存单位信息.csv 2 DWYB POSTCODE_LEFT_OUT',
          '缴存单位信息.csv 2 JBRGDDHHM LANDLINE_LEFT_OUT',
        ].sort(),
      );
      const values = await books.rows<{ value: string }>(
        `SELECT value FROM legacy_reject WHERE code LIKE '%LEFT_OUT' ORDER BY value`,
      );
      expect(values.map(({ value }) => value).sort()).toEqual(
        ['***01', '***01', '***06', '***06', '***07', '***0A', '***88', '***原市'].sort(),
      );
      expect(await books.number('SELECT count(*) FROM carried_card')).toBe(0n);
      expect(await books.number('SELECT count(*) FROM employer WHERE postcode IS NOT NULL')).toBe(0n);
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);
});

describe('freezes of courts', () => {
  const freeze = (line: number, turn: number, no: number, amount: string): string =>
    [
      accountNo(line),
      turn,
      `(2026)晋01执${no}号`,
      '太原市某区人民法院(虚构)',
      amount,
      '2026-03-02',
      '2029-03-01',
    ].join(',');
  const HEADINGS = 'GRZH,DJSX,DJWSH,DJFY,DJJE,DJRQ,DJZZRQ';
  const frozen = { GRZHZT: '06', DJFY: '太原市某区人民法院(虚构)', DJRQ: '2026-03-02', DJZZRQ: '2029-03-01' };

  /** A folder with freezes in a file of their own. */
  async function withFreezes(
    name: string,
    lines: string[],
    accounts: Parameters<typeof cells>[],
  ): Promise<string> {
    const { writeFileSync } = await import('node:fs');
    const copy = changedFolder(folder, join(scratch, name), {
      [ACCOUNTS]: all(...accounts.map(([line, values]) => cells(line, values))),
    });
    writeFileSync(join(copy, FREEZES), `\ufeff${[HEADINGS, ...lines].join('\r\n')}\r\n`);
    return copy;
  }

  it('of a part, and those that wait, come with order, court, amount, term and turn; they hold what they may', async () => {
    const state = filesOf(folder)[ACCOUNTS]!.split('\r\n')[2]!.split(',')[2]!;
    const from = await withFreezes(
      'freezes',
      [
        freeze(2, 1, 1, '10.00'),
        freeze(2, 2, 2, '99999999.00'),
        freeze(3, 1, 3, '20.00'),
        freeze(3, 2, 4, ''),
        freeze(3, 3, 5, '30.00'),
      ],
      [[3, { ...frozen, DJQZT: state, DJWSH: '(2026)晋01执4号' }]],
    );
    await onEmptyBooks(async (books) => {
      const { now } = await books.import(from);
      expect([rejectsOf(from), now.accounts]).toEqual([[], 60]);
      const held = await books.rows<{
        no: string;
        state: string;
        wanted: string | null;
        held: string | null;
      }>(
        `SELECT f.order_no AS no, f.state, (f.wanted_fen / 100.0)::numeric(18, 2)::text AS wanted, (h.amount_fen / 100.0)::numeric(18, 2)::text AS held
           FROM court_freeze AS f LEFT JOIN hold AS h ON h.id = f.hold_id ORDER BY f.order_no`,
      );
      const less = (all: string, part: number): string => (Number(all) - part).toFixed(2);
      expect(held.map(({ state: now_, wanted, held: has }) => [now_, wanted, has])).toEqual([
        ['active', '10.00', '10.00'],
        ['active', '99999999.00', less(balance(2), 10)],
        ['active', '20.00', '20.00'],
        ['active', null, less(balance(3), 20)],
        ['waiting', '30.00', null],
      ]);
      expect(await books.broken()).toEqual([]);
      const out = join(scratch, 'freezes-out');
      await books.export(out);
      expect(rowsOf(out, FREEZES)).toEqual(rowsOf(from, FREEZES));
      expect(rowsOf(out, ACCOUNTS)).toEqual(rowsOf(from, ACCOUNTS));
    });
  }, 60_000);

  it('that cannot be taken over keep their account back, and nobody else', async () => {
    const from = await withFreezes(
      'freezes-wrong',
      [
        freeze(2, 1, 1, '-1.00'),
        freeze(3, 1, 2, ''),
        freeze(4, 1, 3, '5.00'),
        freeze(5, 1, 3, '5.00'),
        freeze(7, 1, 7, '7.00'),
      ],
      [],
    );
    await onEmptyBooks(async (books) => {
      const { now } = await books.import(from);
      expect(now.accounts).toBe(56);
      const faults = rejectsOf(from).filter(
        (line) => !line.endsWith('PERSON_REJECTED') && /冻结|个人账户/.test(line),
      );
      expect(faults).toEqual(
        [
          '个人账户.csv 2 GRZH FREEZE_REJECTED',
          '个人账户.csv 3 GRZHZT FREEZE_DIFFERS',
          '个人账户.csv 4 GRZH FREEZE_REJECTED',
          '个人账户.csv 5 GRZH FREEZE_REJECTED',
          '司法冻结.csv 2 DJJE NEGATIVE',
          '司法冻结.csv 3 GRZH ACCOUNT_REJECTED',
          '司法冻结.csv 4 DJWSH DUPLICATE_ORDER',
          '司法冻结.csv 5 DJWSH DUPLICATE_ORDER',
        ].sort(),
      );
      expect(await books.number('SELECT count(*) FROM court_freeze')).toBe(1n);
      expect(await books.broken()).toEqual([]);
    });
  }, 60_000);

  it.each([
    ['malformed', '1234'],
    ['missing', ''],
    ['of no account', '99999999'],
  ])(
    'whose account is %s refuse the folder: whose money is frozen nobody can tell',
    async (_, written) => {
      const from = await withFreezes(
        `freezes-of-nobody-${written}`,
        [freeze(2, 1, 1, '10.00'), freeze(3, 1, 2, '5.00').replace(accountNo(3), written)],
        [],
      );
      await onEmptyBooks(async (books) => {
        const before = await books.counts();
        const refused = books.import(from);
        await expect(refused).rejects.toThrow(LegacyFolderError);
        await expect(refused).rejects.toThrow(/司法冻结\.csv：第 3 行（共 1 行）.*lines 3 \(1 in all\)/);
        expect(await books.counts()).toEqual(before);
      });
    },
    60_000,
  );
});
