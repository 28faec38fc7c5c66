import { join } from 'node:path';
import { readCentrePlan } from '../../../scripts/read-centre-plan';
import { bookOpeningDeposits, openingDeposits } from '../../../scripts/opening-deposits';
import { type CentrePlan, datong, setUpCentre, taiyuan } from '../../../scripts/set-up-centre';
import { parseYuan } from '../../../src/kernel/money';
import { ACCOUNT_PURPOSES } from '../../../src/modules/settlement/domain/purposes';
import { DatabaseUnderTest } from '../platform/database-under-test';
import { BANKS } from './banks';

const example = readCentrePlan(join(__dirname, '../../../docs/examples/centre.json'));

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

describe.each([
  ['the model', taiyuan],
  ['a second city', datong],
  ['a further centre of the example file', { ...example, id: 3, code: '140300000000000' }],
] as [string, CentrePlan][])('%s has', (_which, plan) => {
  beforeAll(() => setUpCentre(db.database.ownerUrl, plan));

  it('an account of each purpose at each of its banks, every one a leaf of 101 or 102 of its own', async () => {
    const rows = await db.asSuperuser<{ bank: string; purpose: string; subject: string; leaf: string }>(
      `SELECT b.bank_code AS bank, b.purpose, l.subject, l.code AS leaf FROM bank_account AS b
         JOIN ledger_account AS l ON l.centre_id = b.centre_id AND l.id = b.leaf_account_id WHERE b.centre_id = $1`,
      [plan.id],
    );
    const wanted = BANKS.flatMap(({ code }) => ACCOUNT_PURPOSES.map((purpose) => `${code} ${purpose}`));
    expect(rows.map(({ bank, purpose }) => `${bank} ${purpose}`).sort()).toEqual(wanted.sort());
    for (const { purpose, subject } of rows) expect(subject).toBe(purpose === 'gains' ? '102' : '101');
    expect(new Set(rows.map(({ leaf }) => leaf)).size).toBe(rows.length);
  });

  it('every leaf of the chart, once, and setting it up again adds none', async () => {
    const leaves = () =>
      db.asSuperuser<{ code: string }>(
        `SELECT code FROM ledger_account WHERE centre_id = $1 AND kind = 'leaf' ORDER BY code`,
        [plan.id],
      );
    const before = await leaves();
    const chart = await db.asSuperuser<{ code: string }>('SELECT code FROM chart_leaf');
    const codes = new Set(before.map(({ code }) => code));
    expect(chart.filter(({ code }) => !codes.has(code))).toEqual([]);
    await setUpCentre(db.database.ownerUrl, plan);
    expect(await leaves()).toEqual(before);
  });
});

describe('what a centre of the simulated world starts with', () => {
  it('is on its leaves what its banks are told, booked once', async () => {
    await bookOpeningDeposits(db.database.ownerUrl, taiyuan);
    await bookOpeningDeposits(db.database.ownerUrl, taiyuan);
    const rows = await db.asSuperuser<{ no: string; fen: string }>(
      `SELECT b.account_no AS no, sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END)::text AS fen
         FROM bank_account AS b JOIN entry AS e ON e.centre_id = b.centre_id AND e.account_id = b.leaf_account_id
        WHERE b.centre_id = 1 GROUP BY 1 ORDER BY 1`,
    );
    const told = openingDeposits(taiyuan)
      .map(({ accountNo, amount }) => ({ no: accountNo, fen: parseYuan(amount).toString() }))
      .sort((a, b) => a.no.localeCompare(b.no));
    expect(rows).toEqual(told);
  });
});
