import { addDays } from '../../../src/kernel/calendar';
import { taiyuan } from '../../../scripts/set-up-centre';
import { CompareStatements } from '../../../src/modules/settlement';
import { Clock } from '../../../src/platform/clock';
import type { HttpClient } from '../../support';
import { CENTRE, Road, TODAY } from './road';

let road: Road;
let manager: HttpClient;
let clerk: HttpClient;

/** Works as an instance does so many days from now. */
async function work(days: number): Promise<void> {
  const clock = road.app.get(Clock, { strict: false });
  const spied = jest.spyOn(clock, 'today').mockReturnValue(addDays(clock.today(), days));
  await road.work.run(CENTRE, (tx) =>
    tx.execute('UPDATE bank_statement SET due_at = clock_timestamp() WHERE due_at IS NOT NULL'),
  );
  const statements = road.app.get(CompareStatements, { strict: false });
  while ((await statements.workOnce()) > 0);
  spied.mockRestore();
}

beforeAll(async () => {
  road = await Road.start({ BANK_DEADLINE_MS: '2000' });
  manager = await road.signedIn({ name: '零跑主任', idNo: '11010519491231002X' }, 'manager');
  clerk = await road.signedIn(road.bocomHolder, 'clerk');
  await work(0);
  await takeOver('104', TODAY);
  for (const [bank, amount] of [
    ['104', '66.00'],
    ['301', '77.00'],
  ] as const)
    await unheard(bank, amount);
  await work(1);
}, 60_000);

/** A credit whose notice goes nowhere. */
async function unheard(bank: string, amount: string): Promise<void> {
  const { accountNo: toAccount } = taiyuan.bankAccounts.find(({ bankCode }) => bankCode === bank)!;
  await road.control('PUT', `bank/${bank}/callback`, { url: '', customer: String(CENTRE) });
  const payer = { payerName: '某单位(虚构)', payerAccount: '104999900000000777' };
  await road.control('POST', `bank/${bank}/deposits`, { toAccount, amount, ...payer });
}

/** The books of that bank's accounts were taken over on a day: what came on it may be in their balances. */
async function takeOver(bank: string, day: string): Promise<void> {
  await road.pastAllGuards(
    `WITH head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       VALUES (1, gen_random_uuid(), '${day}', '${day}', 'opening', gen_random_uuid()) RETURNING id)
     INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
     SELECT 1, head.id, row_number() OVER (ORDER BY a.id), '${day}', a.leaf_account_id, l.subject, 'D', 1
       FROM head CROSS JOIN bank_account AS a JOIN ledger_account AS l ON l.id = a.leaf_account_id WHERE a.bank_code = '${bank}'`,
  );
}
afterAll(() => road.stop());

interface Entry {
  kind: string;
  differenceId: string;
}

describe('a line that the bank has and the centre has not', () => {
  let id: string;

  it('waits at the desk with its name, its age and what to do', async () => {
    const { body } = await clerk.get('/v1/desk/queue');
    const entries = body.entries as Entry[];
    expect(entries).toMatchObject([
      {
        kind: 'statement-difference',
        difference: 'bank-only-credit',
        bankCode: '104',
        day: '2026-11-21',
        bankAmount: '66.00',
        bookAmount: null,
        ageDays: 0,
      },
    ]);
    id = entries[0]!.differenceId;
  });

  it('is ended by a manager, with a reason in words, once', async () => {
    const path = `/v1/bank-statements/differences/${id}/explanation`;
    const why = { code: 'before-takeover', reason: '接管日款项，已在期初余额内' };
    const post = (client: HttpClient, body: object, key: string) => client.post(path, body, { key });
    expect((await post(clerk, why, 'statement-0001')).status).toBe(403);
    expect((await post(manager, { ...why, reason: '' }, 'statement-0002')).status).toBe(400);
    const ended = await post(manager, why, 'statement-0003');
    expect([ended.status, ended.body]).toEqual([200, { id, state: 'explained' }]);
    expect((await post(manager, why, 'statement-0003')).body).toEqual({ id, state: 'explained' });
    const again = await post(manager, why, 'statement-0004');
    expect([again.status, again.body.code]).toEqual([409, 'DIFFERENCE_ENDED']);
    const elsewhere = path.replace(id, '00000000-0000-7000-8000-000000000000');
    expect((await manager.post(elsewhere, why, { key: 'statement-0005' })).status).toBe(404);
  });

  it('keeps its reason, and the day is explained', async () => {
    await work(1);
    const { body } = await manager.get('/v1/bank-statements');
    const statements = body.statements as { bankCode: string; differences: object[] }[];
    expect(statements.every((one) => (one as unknown as { state: string }).state === 'agreed')).toBe(true);
    const all = statements.flatMap(({ differences }) => differences);
    expect(all).toHaveLength(2);
    expect(all).toContainEqual(
      expect.objectContaining({
        id,
        state: 'explained',
        settledAs: null,
        reasonCode: 'before-takeover',
        reason: '接管日款项，已在期初余额内',
      }),
    );
    // What the other bank's line said for itself needed nobody.
    expect(all).toContainEqual(
      expect.objectContaining({
        bankAmount: '77.00',
        state: 'gone',
        settledAs: 'receipt',
        contradiction: null,
      }),
    );
    expect((await clerk.get('/v1/desk/queue')).body.entries).toEqual([]);
    expect(await road.breachesOf('statement-lines')).toEqual([]);
  });
});

describe('the centre’s accounts', () => {
  it('are told with owner, purpose, leaf and how far each is explained, those that nobody can ask too', async () => {
    await road.pastAllGuards(
      `INSERT INTO bank_account (centre_id, id, bank_code, account_no, name, purpose, leaf_account_id)
       SELECT 1, gen_random_uuid(), '403', '403999900000000001', '邮储专户(虚构)', 'collection', id FROM ledger_account AS l
        WHERE NOT EXISTS (SELECT FROM bank_account AS a WHERE a.leaf_account_id = l.id) AND code IS NOT NULL LIMIT 1`,
    );
    const { body } = await manager.get('/v1/bank-accounts');
    const accounts = body.accounts as { bankCode: string; state: string; explainedTo: string | null }[];
    expect(accounts).toHaveLength(taiyuan.bankAccounts.length + 1);
    expect(accounts.find(({ bankCode }) => bankCode === '403')).toMatchObject({
      owner: '邮储专户(虚构)',
      purpose: 'collection',
      state: 'by-hand',
      explainedTo: null,
      openDifferences: 0,
    });
    const asked = accounts.filter(({ bankCode }) => bankCode !== '403');
    expect(new Set(asked.map(({ explainedTo }) => explainedTo))).toEqual(new Set(['2026-11-21']));
    const member = await road.signedIn(road.person('renter'), 'member');
    expect((await member.get('/v1/bank-accounts')).status).toBe(403);
  });
});
