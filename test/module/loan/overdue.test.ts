import { parseYuan } from '../../../src/kernel/money';
import { owedInAll } from '../../../src/modules/loan/domain/servicing/owed';
import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { terms } from '../../domain/loan/one-loan';
import { LoansUnderTest, type Member } from './loans-under-test';

let world: LoansUnderTest;
let holder: Member;
let loanId: string;

beforeAll(async () => {
  world = await LoansUnderTest.start();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  world.clock.set('2026-07-09');
  holder = await world.member('10.00');
  loanId = await world.loan({ borrower: holder, periods: 240, principal: '300000.00' });
  await world.hedge(loanId, 'accounts-first', [holder]);
});

const account = async () => (await world.book(loanId)).account;
const credit = (amount: string) =>
  world.run((tx) =>
    world.ledger.post(
      tx,
      {
        kind: 'test-credit',
        sourceId: newId(),
        businessDate: world.clock.today(),
        valueDate: world.clock.today(),
      },
      [
        { accountId: world.bankLeaf, side: 'D', amountFen: parseYuan(amount) },
        { accountId: holder.accountId, side: 'C', amountFen: parseYuan(amount) },
      ],
    ),
  );

describe('a loan that is not paid', () => {
  it('is overdue from the day after its due date, told once, and with everybody in it', async () => {
    await world.night('2026-08-09');
    expect(await account()).toMatchObject({ state: 'active', unpaidPeriods: 1, riskClass: '01' });
    await world.nights('2026-08-10', '2026-08-10', '2026-08-11');
    expect(await account()).toMatchObject({ state: 'overdue', loanState: 'overdue', riskClass: '02' });
    expect(await world.told(loanId)).toEqual(['hedging-agreed', 'overdue']);
    expect(
      await world.rows('SELECT overdue_since AS since FROM loan_party WHERE loan_id = $1', [loanId]),
    ).toEqual([{ since: '2026-08-10' }]);
  });

  it('is tried once more in the evening of its due day: what came during the day pays it, and nothing is late', async () => {
    await world.night('2026-08-09');
    const { unpaidPeriods } = await account();
    await credit('9000.00');
    await world.evening('2026-08-09');
    expect([unpaidPeriods, await account()]).toMatchObject([1, { state: 'active', unpaidPeriods: 0 }]);
    const kinds = await world.rows(
      `SELECT kind, paid_by AS by, value_date AS on FROM loan_transaction WHERE loan_id = $1 AND kind <> '01'`,
      [loanId],
    );
    expect(kinds).toEqual([{ kind: '05', by: 'hpf', on: '2026-08-09' }]);
    await world.nights('2026-08-10');
    expect(await world.told(loanId)).toEqual(['hedging-agreed']);
    expect(await world.breaches()).toEqual([]);
  });

  it('that stays unpaid in the evening is tried again the next morning', async () => {
    await world.night('2026-08-09');
    await world.evening('2026-08-09');
    await world.evening('2026-08-09');
    await credit('9000.00');
    await world.night('2026-08-10');
    expect(await account()).toMatchObject({ unpaidPeriods: 0 });
  });

  it('goes from stage to stage and from class to class, and its due principal to 122 after three months (V11)', async () => {
    await world.nights(
      '2026-08-09',
      '2026-08-10',
      '2026-09-09',
      '2026-09-10',
      '2026-10-09',
      '2026-10-10',
      '2026-11-08',
    );
    expect(await account()).toMatchObject({ riskClass: '03', transferredFen: 0n, unpaidPeriods: 3 });
    await world.night('2026-11-09');
    const { transferredFen, overdueAccountId, principalFen } = await account();
    const { state } = await world.book(loanId);
    const unpaid = state.dues.reduce((sum, { principal }) => sum + principal, 0n);
    expect([transferredFen, principalFen]).toEqual([unpaid, 30_000_000n]);
    expect(overdueAccountId).not.toBeNull();
    expect(await world.told(loanId)).toEqual(['hedging-agreed', 'overdue', 'overdue-stage', 'overdue-stage']);
    expect(await world.breaches()).toEqual([]);
  });

  it('is cured by the next night when money has come to the account: penalty, interest and principal, and back from 122', async () => {
    await world.nights('2026-08-09', '2026-08-10', '2026-09-09', '2026-10-09', '2026-11-09');
    await credit('50000.00');
    const before = await world.balance(holder.accountId);
    const owed = owedInAll((await world.book(loanId)).state, parseDay('2026-11-10'), terms);
    await world.nights('2026-11-10', '2026-11-10');
    expect(before - (await world.balance(holder.accountId))).toBe(owed);
    expect(await account()).toMatchObject({
      state: 'active',
      loanState: 'active',
      transferredFen: 0n,
      unpaidPeriods: 0,
      riskClass: '01',
    });
    const kinds = await world.rows<{ kind: string; penalty: bigint }>(
      `SELECT DISTINCT kind, paid_by FROM loan_transaction WHERE loan_id = $1 AND kind <> '01'`,
      [loanId],
    );
    expect(kinds).toEqual([{ kind: '04', paid_by: 'hpf' }]);
    expect((await world.told(loanId)).filter((kind) => kind === 'cured')).toEqual(['cured']);
    expect(await world.breaches()).toEqual([]);
  });

  it('comes back from 122 when what is oldest is younger again, and takes what little there is', async () => {
    await world.nights('2026-08-09', '2026-09-09', '2026-10-09', '2026-11-09');
    await credit('2000.00');
    await world.night('2026-11-10');
    const after = await account();
    expect(after).toMatchObject({ state: 'overdue', transferredFen: 0n, oldestDueOn: '2026-09-09' });
    expect(await world.balance(holder.accountId)).toBe(1_000n);
    expect(await world.breaches()).toEqual([]);
  });
});
