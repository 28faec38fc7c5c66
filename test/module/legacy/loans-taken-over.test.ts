import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LegacyFolderError } from '../../../scripts/legacy/legacy-folder-error';
import { sealHome } from '../../../scripts/legacy/sealed-home';
import { seedPerson } from '../../../scripts/seed/seed-people';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { cardIndexOf, personIdOf, personIndexOf, sealIdNo } from '../../../src/modules/party';
import { LoansUnderTest } from '../loan/loans-under-test';
import { DatabaseUnderTest } from '../platform/database-under-test';
import { BooksUnderTest, filesOf, sealer } from './takeover';

const CUT_OVER = '2026-12-01';

let scratch: string;
let folder: string;
let before: LoansUnderTest;

/** Loans that have run since July: hedged, half paid, unpaid for four months, and one that has not fallen due yet. */
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'loans-'));
  folder = join(scratch, 'loans');
  before = await LoansUnderTest.start();
  const [rich, poor] = [await before.member('300000.00'), await before.member('3000.00')];
  const [co, guarantor] = [await before.member('10.00'), await before.member('0.00')];
  const hedged = await before.loan({ principal: '500000.00', rate: '0.031', borrower: rich });
  await before.hedge(hedged, 'accounts-first', [rich]);
  const half = await before.loan({ principal: '240000.00', method: '02', periods: 120, borrower: poor });
  await before.hedge(half, 'accounts-first', [poor]);
  await before.loan({ principal: '700000.00', borrower: co, others: [guarantor] });
  const days = ['2026-08-09', '2026-08-10', '2026-09-09', '2026-09-10', '2026-10-09', '2026-10-10'];
  await before.nights(...days, '2026-11-09', '2026-11-10');
  const due = { mode: 'fixed-day', dayOfMonth: 20 } as const;
  await before.loan({ principal: '88888.88', periods: 24, on: '2026-11-25', due });
  await before.nights('2026-11-30');
  await nameEverybody(before);
  await secureFirst(before);
  await BooksUnderTest.over(before.db.database).export(folder, CUT_OVER);
}, 60_000);
afterAll(async () => {
  rmSync(scratch, { recursive: true });
  await before.stop();
});

/** Gives those who stand in the books names and id numbers, the homes addresses, and the unit a kind that needs no employer. */
async function nameEverybody({ db }: LoansUnderTest): Promise<void> {
  const people = await db.asSuperuser<{ id: string }>(
    `SELECT person_id AS id FROM member_account UNION SELECT person_id FROM loan_party ORDER BY 1`,
  );
  for (const [index, { id }] of people.entries()) {
    const { name, idNo } = seedPerson(7, index);
    const known = personIdOf(sealer, idNo);
    for (const [table, column] of [
      ['member_account', 'person_id'],
      ['loan_party', 'person_id'],
      ['hedging_party', 'person_id'],
      ['loan', 'borrower_id'],
    ])
      await db.asSuperuser(`UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2`, [known, id]);
    await db.asSuperuser(
      `INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at) VALUES (1, $1, $2, $3, $4, now())`,
      [known, name, personIndexOf(sealer, idNo), sealIdNo(sealer, idNo)],
    );
  }
  await db.asSuperuser('UPDATE loan SET details_sealed = $1', [sealHome(sealer, '太原市小店区学府街1号')]);
  await db.asSuperuser(
    `UPDATE unit_account SET kind = 'flexible', employer_id = md5('unit:flexible:' || district)::uuid, payday = 15`,
  );
}

const CARD = '6222021001122334458';
const CERTIFICATE = '晋(2026)太原市不动产证明第0001234号';

/** The first loan is repaid from a card and has its mortgage; of the others the former system tells neither. */
async function secureFirst({ db }: LoansUnderTest): Promise<void> {
  const first = '(SELECT id FROM loan ORDER BY loan_no LIMIT 1)';
  await db.asSuperuser(
    `WITH card AS (
       INSERT INTO payout_card (centre_id, id, person_id, bank_code, card_index, card_sealed, phone_sealed, last4, evidence_id, bound_at)
       SELECT 1, gen_random_uuid(), borrower_id, '102', $1, $2, $2, '4458', 'planted', now() FROM loan WHERE id = ${first} RETURNING id
     ) UPDATE loan_account SET card_id = (SELECT id FROM card) WHERE loan_id = ${first}`,
    [cardIndexOf(sealer, CARD), sealer.seal(CARD)],
  );
  await db.asSuperuser(
    `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, seq, cert_no, mortgagee, ours, registered_on, requested_at)
     SELECT 1, gen_random_uuid(), id, 'mortgage', loan_no || 'M1', 'registered', 2, $1, 'planted', true, '2026-07-08', now()
       FROM loan WHERE id = ${first}`,
    [CERTIFICATE],
  );
}

type Edit = readonly [file: string, line: number, field: string, to: (was: string) => string];

/** A copy of the folder with some cells changed; lines count from 1, the headings being the first. */
function changed(name: string, ...edits: readonly Edit[]): string {
  const copy = join(scratch, name);
  cpSync(folder, copy, { recursive: true });
  for (const [file, line, field, to] of edits) {
    const lines = readFileSync(join(copy, file), 'utf8').trimEnd().split('\r\n');
    const column = (lines[0] ?? '').replace('\ufeff', '').split(',').indexOf(field);
    const cells = (lines[line - 1] ?? '').split(',');
    cells[column] = to(cells[column] ?? '');
    lines[line - 1] = cells.join(',');
    writeFileSync(join(copy, file), `${lines.join('\r\n')}\r\n`);
  }
  return copy;
}

function rejectsOf(copy: string): string[] {
  const lines = readFileSync(`${copy}-rejects.csv`, 'utf8').trimEnd().split('\r\n').slice(1);
  return lines.map((line) => {
    const [file, no, field, , code] = line.split(',');
    return [file, no, field, code].join(' ');
  });
}

const standing = (world: LoansUnderTest) =>
  world.rows(
    `SELECT l.loan_no, a.state, a.principal_fen, a.transferred_fen, a.planned_fen, a.instalment_fen, a.periods_left, a.next_no,
            a.next_due_on, a.next_interest_fen, a.annual_rate, a.then_rate, a.then_instalment_fen, a.oldest_due_on, a.unpaid_periods,
            a.risk_class, (SELECT count(*) FROM loan_party AS p WHERE p.loan_id = l.id AND p.overdue_since IS NOT NULL) AS overdue
       FROM loan_account AS a JOIN loan AS l ON l.id = a.loan_id ORDER BY 1`,
  );

describe('running loans of a former system', () => {
  let books: BooksUnderTest;
  beforeAll(async () => {
    books = await BooksUnderTest.open();
  }, 60_000);
  afterAll(() => books.close());

  it('are taken over with plan, unpaid periods and history, to the fen, and the proof holds', async () => {
    const { report, now } = await books.import(folder);
    expect(report.reasons).toEqual({});
    expect(now).toMatchObject({ accounts: 5, loans: 4 });
    const sums = report.subjects.map(({ subject, ledger, accepted, rejected }) => [
      subject,
      ledger === accepted,
      rejected,
    ]);
    expect(sums).toEqual(['201', '21901', '121', '122', '21904'].map((subject) => [subject, true, '0.00']));
    const lent = await books.number('SELECT sum(principal_fen) FROM loan_account');
    expect(await books.number(`SELECT sum(amount_fen) FROM entry WHERE subject IN ('121', '122')`)).toBe(
      lent,
    );
    expect(await books.number('SELECT count(*) FROM loan_account WHERE transferred_fen > 0')).toBe(1n);
    expect(await books.broken()).toEqual([]);
  });

  it('change nothing when they are taken over again', async () => {
    const counts = await books.counts();
    expect((await books.import(folder)).now).toMatchObject({ accounts: 0, loans: 0 });
    expect(await books.counts()).toEqual(counts);
  });

  it('come out again as they went in', async () => {
    const again = join(scratch, 'again');
    await books.export(again, CUT_OVER);
    expect(filesOf(again)).toEqual(filesOf(folder));
    const plan = filesOf(folder)['还款计划.csv']!.split('\r\n');
    expect(plan.length).toBeGreaterThan(800);
    expect(filesOf(folder)['借款合同.csv']).toContain('太原市小店区学府街1号');
    const [stored] = await books.rows<{ text: string }>(
      `SELECT encode(details_sealed, 'escape') AS text FROM loan LIMIT 1`,
    );
    expect(stored!.text).not.toContain('学府街');
  });

  it('bring the card that repays them, to which nothing is paid out, and the certificate of their mortgage', async () => {
    expect(filesOf(folder)['担保合同.csv']).toContain(`${CERTIFICATE},2026-07-08`);
    expect(filesOf(folder)['借款合同.csv']).toContain(`,${CARD},102`);
    const loans = await books.rows<Record<string, unknown>>(
      `SELECT c.last4, c.bank_code AS bank, c.replaced_at IS NOT NULL AS "paidOut", c.person_id = l.borrower_id AS own,
              encode(c.card_sealed, 'escape') LIKE '%${CARD}%' AS clear, m.cert_no AS cert, m.ours, m.state, m.kind, m.mortgagee = t.name AS centre
         FROM loan AS l JOIN centre AS t ON t.id = l.centre_id JOIN loan_account AS a ON a.loan_id = l.id
         LEFT JOIN payout_card AS c ON c.id = a.card_id LEFT JOIN loan_mortgage AS m ON m.loan_id = l.id ORDER BY l.loan_no`,
    );
    const nothing = { last4: null, bank: null, own: null, cert: null, state: null };
    expect(loans).toMatchObject([
      {
        ...{ last4: '4458', bank: '102', paidOut: true, own: true, clear: false },
        ...{ cert: CERTIFICATE, ours: true, state: 'registered', kind: 'mortgage', centre: true },
      },
      nothing,
      nothing,
      nothing,
    ]);
  });

  it('go on as they would have gone on there, through the change of rate in January', async () => {
    const database = await DatabaseUnderTest.over(books.database);
    try {
      const after = await LoansUnderTest.over(database);
      expect(await standing(after)).toEqual(await standing(before));
      // Agreements are not taken over: they end where the loans leave.
      await before.db.asSuperuser(
        `UPDATE hedging_agreement SET state = 'ended', ended_on = '2026-12-01', end_reason = 'taken-over' WHERE state = 'in-force'`,
      );
      const nights = ['2026-12-09', '2026-12-10', '2027-01-01', '2027-01-09', '2027-01-10', '2027-01-20'];
      await before.nights(...nights);
      await after.nights(...nights);
      expect(await standing(after)).toEqual(await standing(before));
      expect(await after.breaches()).toEqual([]);
    } finally {
      await database.dataSource.destroy();
    }
  }, 60_000);
});

describe('loans of which something is wrong', () => {
  let books: BooksUnderTest;
  beforeEach(async () => {
    books = await BooksUnderTest.open();
  }, 60_000);
  afterEach(() => books.close());
  const plusOneFen = (was: string): string => yuan(fen(parseYuan(was) + 1n));

  it('keep the whole folder out when the balances do not add up, by one fen', async () => {
    const counts = await books.counts();
    const wrong = changed('one-fen', ['贷款账户.csv', 2, 'DKYE', plusOneFen]);
    await expect(books.import(wrong)).rejects.toThrow(LegacyFolderError);
    await expect(books.import(wrong)).rejects.toThrow(/121/);
    expect(await books.counts()).toEqual(counts);
  });

  it('stay out one by one, with all their rows and a reason; their money waits until they are mended', async () => {
    const wrong = changed('plan', ['还款计划.csv', 3, 'YHLX', plusOneFen]);
    const { report, now } = await books.import(wrong);
    expect(now.loans).toBe(3);
    const rejects = rejectsOf(wrong);
    expect(rejects).toContain('贷款账户.csv 2 SYQS PLAN_DIFFERS');
    expect(rejects).toContain('借款合同.csv 2 JKHTBH LOAN_REJECTED');
    expect(report.subjects.find(({ subject }) => subject === '121')!.rejected).not.toBe('0.00');
    expect(await books.broken()).toEqual([]);
    expect((await books.import(folder)).now.loans).toBe(1);
    const transit = `SELECT sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) FROM entry AS e
                       JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id WHERE a.code = '21909'`;
    expect(await books.number(transit)).toBe(0n);
    expect(await books.broken()).toEqual([]);
  }, 60_000);

  const otherCheck = (was: string): string => `${was.slice(0, 17)}${was.endsWith('1') ? '2' : '1'}`;

  it('are named by their card and their mortgage too', async () => {
    const wrong = changed(
      'cards',
      ['借款合同.csv', 2, 'ZHKHYHDM', () => ''],
      ['借款合同.csv', 3, 'HKZH', () => '12-34'],
      ['担保合同.csv', 2, 'DYQJLRQ', () => '2027-01-01'],
    );
    expect((await books.import(wrong)).now.loans).toBe(2);
    expect(rejectsOf(wrong)).toEqual(
      expect.arrayContaining([
        '借款合同.csv 2 ZHKHYHDM MISSING',
        '借款合同.csv 3 HKZH CARD_FORM',
        '担保合同.csv 2 DYQJLRQ FUTURE_DAY',
      ]),
    );
    expect(readFileSync(`${wrong}-rejects.csv`, 'utf8')).not.toContain(CARD);
  });

  it.each<[string, Edit[], string[]]>([
    [
      'what does not sum, a period that is not told, a borrower whose number fails its check',
      [
        ['贷款明细.csv', 2, 'LXJE', plusOneFen],
        ['贷款账户.csv', 3, 'HSLXZE', plusOneFen],
        ['贷款账户.csv', 4, 'XQDQRQ', () => '2026-11-30'],
        ['借款合同.csv', 5, 'JKRZJH', otherCheck],
      ],
      [
        '贷款明细.csv 2 FSE SPLIT_DIFFERS',
        '贷款账户.csv 3 HSBJZE HISTORY_DIFFERS',
        '贷款账户.csv 4 XQDQRQ DUE_MISSED',
        '借款合同.csv 5 JKRZJH ID_CHECKSUM',
      ],
    ],
    [
      'a penalty of a year before, and loans that are settled, for no known purpose, or larger than granted',
      [
        ['贷款账户.csv', 2, 'DKZT', () => '3'],
        ['逾期登记.csv', 2, 'FXJZRQ', () => '2025-12-31'],
        ['借款合同.csv', 4, 'DKYT', () => 'castle'],
        ['借款合同.csv', 5, 'HTDKJE', () => '88888.87'],
      ],
      [
        '贷款账户.csv 2 DKZT LOAN_NOT_RUNNING',
        '逾期登记.csv 2 FXJZRQ PENALTY_OLD',
        '借款合同.csv 4 DKYT CODE_UNKNOWN',
        '贷款账户.csv 5 DKYE AMOUNT_OVER_VALUE',
      ],
    ],
  ])('are named: %s', async (what, edits, wanted) => {
    const wrong = changed(what.slice(0, 20), ...edits);
    const { now } = await books.import(wrong);
    expect(now.loans).toBe(0);
    expect(rejectsOf(wrong)).toEqual(expect.arrayContaining(wanted));
    expect(await books.broken()).toEqual([]);
  });
});
