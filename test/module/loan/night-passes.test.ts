import { LoanNights } from '../../../src/modules/loan/app/night/loan-nights';
import { RunDues } from '../../../src/modules/loan/app/servicing/run-dues';
import { Road } from '../oversight/road';

let road: Road;

beforeAll(async () => {
  road = await Road.start();
}, 60_000);
afterAll(() => road.stop());

const manager = (role: string) => road.signedIn(road.person(role), 'manager');
const untilIdle = async () => {
  while ((await road.opened(LoanNights).workOnce()) > 0);
};
/** Everything is due, and nobody has it. */
const dueAgain = () =>
  road.pastAllGuards(
    `UPDATE loan_night SET due_at = now() - interval '1 second', lease_until = NULL, lease_owner = NULL WHERE finished_at IS NULL`,
  );
const open = async () =>
  (
    await road.query<{ kind: string }>('SELECT kind FROM loan_night WHERE finished_at IS NULL ORDER BY kind')
  ).map(({ kind }) => kind);

describe('a kind of the night that fails for good', () => {
  it('holds those behind it until two managers let the night pass it; it is tried on, and ends when it is mended', async () => {
    const dues = road.opened(RunDues);
    const failing = jest.spyOn(dues, 'batch').mockRejectedValue(new Error('it fails'));
    await untilIdle();
    const behind = ['loan-interest-cash', 'loan-overdue', 'loan-retries', 'loan-yearly'];
    expect(await open()).toEqual(expect.arrayContaining(['loan-dues', ...behind]));
    const first = await manager('buyer');
    const stuck = async () => {
      const { status, body } = await first.get('/v1/loan-nights');
      expect(status).toBe(200);
      return body.nights as { id: string; kind: string; failures: number; passedAt: string | null }[];
    };
    const [night] = await stuck();
    expect(night).toMatchObject({ kind: 'loan-dues', failures: 1, fault: 'Error', passedAt: null });
    const path = `/v1/loan-nights/${night!.id}/pass`;
    const reason = { reason: '利率表缺失，已报修' };
    const early = await first.post(path, reason);
    expect([early.status, early.body.code]).toEqual([409, 'NIGHT_NOT_STUCK']);
    for (let time = 0; time < 2; time += 1) {
      await dueAgain();
      await untilIdle();
    }
    expect((await first.post(path, reason)).status).toBe(200);
    const twice = await first.post(path, reason);
    expect([twice.status, twice.body.code]).toEqual([409, 'PASS_PROPOSED']);
    const own = await first.post(`${path}/decision`, { agreed: true });
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON_WANTED']);
    // Proposed is not decided: nothing goes on yet.
    await dueAgain();
    await untilIdle();
    expect(await open()).toEqual(expect.arrayContaining(behind));
    const second = await manager('retiree');
    const passed = await second.post(`${path}/decision`, { agreed: true });
    expect([passed.status, passed.body]).toMatchObject([200, { passedAt: expect.any(String) }]);
    await dueAgain();
    await untilIdle();
    expect(await open()).toEqual(['loan-dues']);
    expect(await stuck()).toMatchObject([{ kind: 'loan-dues', passedAt: expect.any(String) }]);
    const clerk = await road.signedIn(road.person('renter'), 'clerk');
    expect((await clerk.get('/v1/loan-nights')).status).toBe(403);
    failing.mockRestore();
    await dueAgain();
    await untilIdle();
    expect([await open(), await stuck()]).toEqual([[], []]);
    const [kept] = await road.query<{ reason: string; two: boolean }>(
      `SELECT pass_reason AS reason, pass_proposed_id <> pass_decided_id AS two FROM loan_night WHERE kind = 'loan-dues'`,
    );
    expect(kept).toEqual({ ...reason, two: true });
    expect((await second.post(`${path}/decision`, { agreed: true })).status).toBe(404);
  }, 60_000);
});
