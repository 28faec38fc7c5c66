import { Road } from '../oversight/road';
import { apply, bindCard, settleIn } from '../oversight/travel';

/** The day from which a stopped card is told of by a rule of its own. */
const DAY = '2026-12-01';
let road: Road;

beforeAll(async () => {
  road = await Road.start({ BUSINESS_DATE: DAY });
  await settleIn(road);
}, 60_000);
afterAll(() => road.stop());

it('whose card was stopped by a payment that came back is told why, and not that none was ever bound', async () => {
  const renter = road.person('renter');
  const member = await road.signedIn(renter, 'member');
  const input = { amount: '1000.00' };
  const { id, receipt } = await apply(member, 'TQ12', input, 'done');
  await road.control('POST', 'bank/returns', { reference: receipt.reference, reason: '账号户名不符' });
  await road.until(
    async () => (await road.count('event', `case_id = '${id}' AND kind = 'card-stopped'`)) === 1,
  );

  const refused = await apply(member, 'TQ12', input, 'refused');
  expect(refused.reasons).toMatchObject([
    {
      rule: 'card-not-stopped@1',
      reasonCode: 'CARD_NOT_BOUND',
      observed: { bank: '104', why: 'NAME_MISMATCH', on: DAY },
    },
  ]);
  expect(refused.reasons[0].text.zh).toContain('因银行退回（户名不符）已于 2026-12-01 停用');
  await bindCard(road, renter);
  await apply(member, 'TQ12', input, 'done');

  // Who never bound a card is told so.
  const stranger = await road.signedIn(road.person('rareName'), 'member');
  const none = await apply(stranger, 'TQ12', input, 'refused');
  expect(none.reasons.map(({ rule }: { rule: string }) => rule)).toContain('card-bound@2');
  expect([...(await road.broken()).keys()]).toEqual([]);
}, 30_000);
