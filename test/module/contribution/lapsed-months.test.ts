import { selectOpenDeferredOf } from '../../../src/modules/contribution/store/deferred-month-store';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start('2026-12-02');
  employer = await EmployerUnderTest.register(room, 2, '2026-12');
}, 60_000);
afterAll(() => room.stop(), 60_000);

/** Months of each member that were deferred and are not made up, in fen. */
const owe = (month: number) =>
  room.asSuperuser(
    `SET session_replication_role = replica;
     INSERT INTO deferred_month (centre_id, account_id, month, unit_id, base_fen, employer_fen, employee_fen, relief_case_id, deferred_on)
     SELECT centre_id, account_id, ${month}, unit_id, 800000, 64000, 64000, gen_random_uuid(), '2026-11-01' FROM member_account`,
  );
const owed = () =>
  room.run(async (tx) => {
    const [unit] = await tx.query<{ id: bigint }>(
      `SELECT ledger_account_id AS id FROM unit_account WHERE kind = 'employer'`,
    );
    return selectOpenDeferredOf(tx, unit!.id);
  });
const closing = async () => {
  const input = { employerId: employer.employerId };
  const { body } = await employer.agent.post('/v1/prechecks', { item: 'GJ05', input });
  const findings = body.decision.findings as { truth: string; reasonCode: string }[];
  return findings.filter(({ truth }) => truth === 'false').map(({ reasonCode }) => reasonCode);
};
const close = (order: 'min' | 'max') =>
  room.asSuperuser(
    `SET session_replication_role = replica;
     UPDATE member_account SET state = '05', closed_on = '2026-12-01', closing_reason = '03', state_before_closing = '02'
      WHERE account_id = (SELECT ${order}(account_id) FROM member_account)`,
  );

describe('months that are owed to members whose accounts are closed', () => {
  it('keep the employer’s account open while somebody’s account is there to take them', async () => {
    await owe(202609);
    await owe(202610);
    expect(await owed()).toEqual({ months: 2, payableMonths: 2, lapsedLines: 0, lapsedFen: 0n });
    expect(await closing()).toContain('EMPLOYER_ARREARS');
    await close('min');
    expect(await owed()).toEqual({ months: 2, payableMonths: 2, lapsedLines: 2, lapsedFen: 256_000n });
    expect(await closing()).toContain('EMPLOYER_ARREARS');
  });

  it('no longer do when nobody can make them up: they are counted, and stand beside the closing', async () => {
    await close('max');
    expect(await owed()).toEqual({ months: 2, payableMonths: 0, lapsedLines: 4, lapsedFen: 512_000n });
    expect(await closing()).not.toContain('EMPLOYER_ARREARS');
  });
});
