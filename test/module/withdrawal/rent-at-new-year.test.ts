import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import { parseDay } from '../../../src/kernel/calendar';
import { Clock } from '../../../src/platform/clock';
import { Road } from '../oversight/road';
import { apply, confirm, settleIn } from '../oversight/travel';

let road: Road;

beforeAll(async () => {
  road = await Road.start({ BUSINESS_DATE: '2026-12-31' });
  const { head, employerId } = await settleIn(road);
  const december = await confirm(road, head, employerId, '2026-12');
  await road.transfer(december.amount, december.paymentNo);
}, 60_000);
afterAll(() => road.stop());

it('what was applied for in the old year and waited into the new one draws on the quota of the old', async () => {
  await road.control('PUT', 'moods/civ', { mood: 'garbage' });
  const member = await road.signedIn(road.person('divorced'), 'member');
  const { id } = await apply(member, 'TQ12', { amount: '1000.00' }, 'waiting');
  await road.control('PUT', 'moods/civ', { mood: 'normal' });

  Object.assign(road.opened(Clock), { today: () => parseDay('2027-01-01') });
  const drawn = () =>
    road.query<{ period: string; taken: string }>(
      `SELECT p.period, p.taken_fen::text AS taken FROM hold AS h JOIN pot AS p ON p.centre_id = h.centre_id AND p.id = h.pot_id
        WHERE h.case_id = $1`,
      [id],
    );
  await road.until(async () => {
    await road.pastAllGuards(
      `UPDATE service_case SET due_at = now(), lease_until = NULL WHERE id = '${id}' AND due_at IS NOT NULL`,
    );
    await road.opened(CaseWorker).workOnce();
    return (await drawn()).length > 0;
  });
  expect(await drawn()).toEqual([{ period: '2026', taken: '100000' }]);
}, 30_000);
