import { addDays } from '../../../src/kernel/calendar';
import { taiyuan } from '../../../scripts/set-up-centre';
import { CompareStatements } from '../../../src/modules/settlement';
import { Clock } from '../../../src/platform/clock';
import type { HttpClient } from '../../support';
import { CENTRE, Road } from './road';

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
  await road.control('PUT', 'bank/104/callback', { url: '', customer: String(CENTRE) });
  const { accountNo } = taiyuan.bankAccounts.find(({ bankCode }) => bankCode === '104')!;
  await road.control('POST', 'bank/104/deposits', {
    toAccount: accountNo,
    amount: '66.00',
    payerName: '某单位(虚构)',
    payerAccount: '104999900000000777',
  });
  await work(1);
}, 60_000);
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
    const why = { code: 'bank-error', reason: '银行来函确认串户，次日冲回' };
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
    expect(statements.flatMap(({ differences }) => differences)).toMatchObject([
      { id, state: 'explained', reasonCode: 'bank-error', reason: '银行来函确认串户，次日冲回' },
    ]);
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
