import type { HttpClient } from '../../support';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let desk: HttpClient;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  desk = await room.signedIn(room.outside.world.inRole('renter'), 'clerk');
  await room.asSuperuser(
    `UPDATE employer SET address = '太原市虚构路1号', phone_sealed = '\\x00', postcode = '030006'`,
  );
}, 60_000);
afterAll(() => room.stop(), 60_000);

const own = async () => {
  const { body } = await employer.agent.get(`/v1/employers/${employer.employerId}/data-quality`);
  return {
    score: body.score as number,
    gaps: (body.gaps as { code: string; item: string; count: number }[]).map(({ code, item, count }) => [
      code,
      item,
      count,
    ]),
  };
};
const report = async () => (await desk.get('/v1/data-quality')).body;

describe('the quality of an employer’s data', () => {
  it('is whole where nothing is missing and every base and ratio is within its bounds', async () => {
    expect(await own()).toEqual({ score: 10_000, gaps: [] });
    expect(await report()).toMatchObject({ score: 10_000, employers: [], next: null });
  });

  it('falls with each thing that is missing, which is named with the item that mends it', async () => {
    await room.asSuperuser(`UPDATE employer SET postcode = NULL, address = NULL`);
    // Below the least wage of the district, above the cap, and within.
    await room.asSuperuser(
      `UPDATE member_account AS m SET base_fen = v.base, employer_fen = 0, employee_fen = 0
         FROM (SELECT account_id, (ARRAY[214999, 2910001, 215000])[row_number() OVER (ORDER BY account_id)] AS base FROM member_account) AS v
        WHERE v.account_id = m.account_id`,
    );
    expect(await own()).toEqual({
      score: 5_714,
      gaps: [
        ['address-missing', 'GJ02', 1],
        ['base-out-of-range', 'GJ09', 2],
        ['postcode-missing', 'GJ02', 1],
      ],
    });
    const found = await report();
    expect(found).toMatchObject({
      score: 5_714,
      employers: [{ employerId: employer.employerId, score: 5_714 }],
    });
    expect(found.checks).toContainEqual(
      expect.objectContaining({ code: 'base-out-of-range', employers: 1, failing: 1 }),
    );
  });

  it('asks of ratios that they lie within the bounds, unless a relief was granted', async () => {
    await room.asSuperuser(`UPDATE unit_account SET ratio_employer = 0.13, ratio_employee = 0.13`);
    expect((await own()).gaps).toContainEqual(['ratio-out-of-range', 'GJ07', 1]);
    await room.asSuperuser(`UPDATE unit_account SET ratio_employer = 0.12, ratio_employee = 0.05`);
    expect((await own()).gaps).not.toContainEqual(['ratio-out-of-range', 'GJ07', 1]);
  });

  it('asks it of the ratios that hold, not of those of the registration', async () => {
    const changed = async (ratio: string): Promise<void> => {
      await room.asSuperuser(
        `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, case_id, made_on)
         SELECT centre_id, ledger_account_id, 'regular', ${ratio}, ${ratio}, first_month, gen_random_uuid(), '2026-09-01'
           FROM unit_account WHERE kind = 'employer'`,
      );
    };
    await changed('0.13');
    expect((await own()).gaps).toContainEqual(['ratio-out-of-range', 'GJ07', 1]);
    await room.asSuperuser(`UPDATE unit_account SET ratio_employer = 0.13, ratio_employee = 0.13`);
    await changed('0.10');
    expect((await own()).gaps).not.toContainEqual(['ratio-out-of-range', 'GJ07', 1]);
  });

  it('rises again as soon as it is mended, and is nobody else’s to read', async () => {
    await room.asSuperuser(`UPDATE employer SET postcode = '030006', address = '太原市虚构路2号'`);
    expect((await own()).score).toBe(8_571);
    const stranger = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    expect((await stranger.get(`/v1/employers/${employer.employerId}/data-quality`)).status).toBe(404);
    expect((await employer.agent.get('/v1/data-quality')).status).toBe(403);
  });
});
