import { CarryOldBases } from '../../../src/modules/contribution/app/base/carry-old-bases';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start('2026-09-01');
  employer = await EmployerUnderTest.register(room, 3, '2026-07');
}, 60_000);
afterAll(() => room.stop());

const bases = () =>
  room.run((tx) =>
    tx.query<object>(
      `SELECT base_fen AS base, employer_fen AS employer, employee_fen AS employee, base_source AS source
         FROM member_account WHERE centre_id = 1 ORDER BY account_id`,
    ),
  );

describe('employers who declared nothing by 31 August', () => {
  it('keep their bases within the limits of the new fund year, from July’s list on, once', async () => {
    // As an earlier fund year left them: one above the limit of now, one below, one within.
    await room.run(async (tx) => {
      for (const [place, base] of [5_000_000n, 100_000n].entries())
        await tx.execute(
          `UPDATE member_account SET base_fen = $2, employer_fen = 1, employee_fen = 1 WHERE centre_id = 1
              AND account_id = (SELECT account_id FROM member_account WHERE centre_id = 1 ORDER BY account_id OFFSET $1 LIMIT 1)`,
          [place, base],
        );
    });
    // The employer changed its ratios since it registered (8 % and 12 %): those of July count.
    await room.asSuperuser(
      `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, case_id, made_on)
       SELECT centre_id, ledger_account_id, 'regular', 0.10, 0.11, 202607, gen_random_uuid(), '2026-07-01' FROM unit_account WHERE kind = 'employer'`,
    );
    const worker = room.get(CarryOldBases);
    await worker.workOnce();
    await room.until(async () => (await room.count('base_run', 'finished_at IS NOT NULL')) === 1);
    expect(await bases()).toEqual([
      { base: 2_910_000n, employer: 291_000n, employee: 320_100n, source: 'carried' },
      { base: 215_000n, employer: 21_500n, employee: 23_700n, source: 'carried' },
      { base: 800_000n, employer: 64_000n, employee: 96_000n, source: 'previous-year' },
    ]);
    expect(
      await room.count('roster_change', `kind = 'base' AND run_id IS NOT NULL AND from_month = 202607`),
    ).toBe(2);
    expect(await room.count('base_year', `manner = 'carried' AND fund_year = 2026`)).toBe(1);

    await worker.workOnce();
    expect(await room.count('roster_change', `kind = 'base'`)).toBe(2);
    expect(await room.count('base_run', 'units = 1 AND accounts = 2')).toBe(1);
    expect(await room.breaches()).toEqual([]);
  });

  it('cannot declare any more: the window is over', async () => {
    const members = employer.staff.map(({ name, idNo }) => ({ name, idNo, base: '9000.00' }));
    const draft = await employer.agent.post('/v1/base-changes', { employerId: employer.employerId, members });
    const refused = await employer.agent.post('/v1/cases', {
      item: 'GJ08',
      input: { changeId: draft.body.id },
    });
    expect(refused.body.reasons[0]).toMatchObject({ reasonCode: 'WINDOW_EXPIRED', retryOn: '2027-07-01' });
  });
});
