import { randomUUID } from 'node:crypto';
import { parseDay } from '../../../src/kernel/calendar';
import { fen, parseYuan } from '../../../src/kernel/money';
import { type CaseContext, FactRegistry } from '../../../src/modules/casework';
import { DecomposeReceipt } from '../../../src/modules/contribution/app/remittance/decompose-receipt';
import { MemberAccounts } from '../../../src/modules/contribution';
import { Ledger } from '../../../src/modules/ledger';
import { Parties } from '../../../src/modules/party';
import { PurposeGrants } from '../../../src/modules/registry';
import { CENTRE, ContributionUnderTest, TODAY } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let personId: string;
let accountId: bigint;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  await employer.remitted('2026-09');
  await employer.remitted('2026-10');
  await room.run(async (tx) => {
    personId = (await room.get(Parties).findPersonByIdNo(tx, employer.staff[0]!.idNo))!.id;
    accountId = (await room.get(MemberAccounts).openAccountOf(tx, personId))!;
  });
}, 60_000);
afterAll(async () => {
  await room.stop();
});

const contextOf = (more: Partial<CaseContext> = {}): CaseContext => ({
  centreId: CENTRE,
  caseId: randomUUID(),
  item: 'TQ12',
  actor: { centreId: CENTRE, role: 'member', subject: 's', identity: employer.staff[0]! },
  applicant: employer.staff[0]!,
  traceId: 't',
  personId,
  employerId: null,
  accountId,
  input: {},
  lawDay: TODAY,
  today: TODAY,
  locked: true,
  ...more,
});

async function fact(name: string, more: Partial<CaseContext> = {}) {
  const provider = room.get(FactRegistry).provider(name);
  if (provider.kind !== 'internal') throw new Error(`${name} is asked outside`);
  const found = await room.run((tx) => provider.provide(tx, contextOf(more), new Map()));
  return found.state === 'known' ? found.value : found;
}

describe('facts other rooms decide on', () => {
  it('the account: its state, the employer’s district and state; none is none', async () => {
    expect(await fact('member.account')).toEqual({ state: '01', district: '140105', unitState: '01' });
    expect(await fact('member.account', { accountId: null, personId: randomUUID() })).toEqual({
      state: 'none',
    });
  });

  it('the balance, posted and held', async () => {
    expect(await fact('member.balance')).toEqual({ posted: '3200.00', held: '0.00' });
  });

  it('months in a row count posted lists up to the month before today’s, or not at all', async () => {
    expect(await fact('contribution.monthsInARow')).toBe(2);
    expect(await fact('contribution.monthsInARow', { today: '2026-12-01' })).toBe(0);
    // Accepted in December: payday is the 15th, and November was due by the 20th.
    const inDecember = { today: '2026-12-01', lawDay: '2026-12-01' };
    expect(await fact('contribution.monthsInARow', inDecember)).toBe(0);
    await room.run((tx) => tx.execute('UPDATE unit_account SET payday = 30'));
    expect(await fact('contribution.monthsInARow', inDecember)).toBe(2);
    expect(await fact('contribution.continuity', inDecember)).toMatchObject({ months: 2 });
    await room.run((tx) => tx.execute('UPDATE unit_account SET payday = 15'));
    expect(await fact('contribution.monthsInARow', { accountId: null, personId: randomUUID() })).toBe(0);
  });

  it('an engagement of another case, never of the own one', async () => {
    const caseId = randomUUID();
    const ledger = room.get(Ledger);
    await room.run((tx) => ledger.tryEngage(tx, { accountId, kind: 'withdrawal', caseId }));
    expect(await fact('account.engagement')).toEqual({
      engaged: true,
      item: { zh: '提取', en: 'withdrawal' },
    });
    expect(await fact('account.engagement', { caseId })).toEqual({ engaged: false, item: null });
    await room.run((tx) => ledger.disengage(tx, accountId, caseId));
  });

  it('restrictions that hold today, for conduct from the first day of Order 844 on', async () => {
    expect(await fact('person.restrictions')).toEqual([]);
    const ban = (conductOn: string) =>
      room.run((tx) =>
        room.get(Parties).restrict(tx, personId, {
          kind: 'FRAUD_WITHDRAWAL',
          conductOn: parseDay(conductOn),
          from: parseDay('2026-10-01'),
          until: parseDay('2029-09-30'),
          basis: '决定1号',
        }),
      );
    await ban('2026-09-19');
    expect(await fact('person.restrictions')).toEqual([]);
    await ban('2026-09-20');
    const found = { kind: 'FRAUD_WITHDRAWAL', until: '2029-09-30', conductOn: '2026-09-20' };
    expect(await fact('person.restrictions')).toEqual([found]);
  });

  it('the identity: matched and alive, mismatched without a further word, unknown while the police are silent', async () => {
    const provider = room.get(FactRegistry).provider('person.identity');
    // The room of withdrawals, whose purpose this is, is not here.
    room.get(PurposeGrants).register('TQ12', { 'POL.people': ['alive', 'minorChildren'] });
    if (provider.kind !== 'external') throw new Error('the police are outside');
    const ask = async (name = employer.staff[0]!.name) => {
      const exchanges: unknown[] = [];
      const { idNo } = employer.staff[0]!;
      const sink = { add: (exchange: unknown) => void exchanges.push(exchange) };
      const found = await provider.provide(
        contextOf({ applicant: { name, idNo } }),
        () => Promise.reject(new Error('none')),
        sink,
      );
      return { found, exchanges: exchanges.length };
    };
    expect(await ask()).toMatchObject({
      found: { state: 'known', value: { match: true, alive: true, minorChildren: 0 }, source: 'POL' },
      exchanges: 1,
    });
    expect(await ask('别人')).toMatchObject({
      found: { value: { match: false, alive: null, minorChildren: null } },
    });
    room.outside.moods.set('pol', { mood: 'garbage', calls: 1 });
    expect(await ask()).toMatchObject({ found: { state: 'unknown', reason: 'garbage' }, exchanges: 1 });
  });
});

describe('a small list among many accounts', () => {
  it('is posted by account, without reading every balance', async () => {
    const unitId = await room.run(async (tx) => {
      const [row] = await tx.query<{ id: bigint }>('SELECT ledger_account_id AS id FROM unit_account');
      return row!.id;
    });
    const bare = { kind: 'member', subject: '201', unitId } as const;
    await room.run(async (tx) => {
      await room.get(Ledger).openAccounts(
        tx,
        Array.from({ length: 20_000 }, () => bare),
        TODAY,
      );
    });
    await room.asSuperuser('ANALYZE');
    const { paymentNo, amount } = await employer.confirmed('2026-11');
    const undone = new Error('undone');
    let scans = -1;
    const posting = room.run(async (tx) => {
      const receipt = {
        id: randomUUID(),
        bankAccountId: randomUUID(),
        bankLeafId: await room.get(Ledger).leafOf(tx, '10101'),
        bankSerial: '1',
        amountFen: fen(parseYuan(amount)),
        valueDate: TODAY,
        payer: { name: '', accountNo: '' },
        remark: paymentNo,
        summary: '',
      };
      const matched = await room.get(DecomposeReceipt).match(tx, receipt);
      expect(matched).toMatchObject({ matchedRef: paymentNo });
      await (matched && matched.book?.());
      const [row] = await tx.query<{ scans: bigint }>(
        `SELECT seq_scan AS scans FROM pg_stat_xact_user_tables WHERE relname = 'member_balance'`,
      );
      scans = Number(row!.scans);
      throw undone;
    });
    await expect(posting).rejects.toBe(undone);
    expect(scans).toBe(0);
  });
});
