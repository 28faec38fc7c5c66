import { randomUUID } from 'node:crypto';
import { settleIn } from '../oversight/travel';
import { CENTRE, Road, TODAY } from '../oversight/road';

let road: Road;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect(Object.fromEntries(await road.broken())).toEqual({});
});

const mute = () =>
  road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: String(CENTRE) });

/** A withdrawal that the bank has paid and does not tell of; then it contradicts itself, and everything stops. */
async function frozenPayment(role: string) {
  await mute();
  await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
  const member = await road.signedIn(road.person(role), 'member');
  const { body } = await member.post('/v1/cases', { item: 'TQ12', input: { amount: '30.00' } });
  expect(body.state).toBe('paying');
  const [order] = await road.query<{ id: string; reference: string }>(
    'SELECT id, reference FROM instruction WHERE source_id = $1',
    [body.id],
  );
  await road.pastAllGuards(`UPDATE instruction SET frozen = true WHERE id = '${order!.id}'`);
  const { lines } = (await road.control('GET', 'bank/books', undefined)) as {
    lines: { reference: string; serial: string }[];
  };
  const serial = lines.find(({ reference }) => reference === order!.reference)!.serial;
  const caseState = async () => (await member.get(`/v1/cases/${body.id as string}`)).body.state as string;
  return { ...order!, serial, member, caseState };
}

const clerk = () => road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
const manager = () => road.signedIn(road.person('retiree'), 'manager');
const propose = async (orderId: string, word: object) =>
  (await clerk()).post(
    '/v1/desk/order-rulings',
    { what: 'payment', orderId, evidenceNo: '中银晋函〔2026〕89号', ...word },
    { key: randomUUID() },
  );
const decide = async (id: string, by: Awaited<ReturnType<typeof manager>>) =>
  by.post(`/v1/desk/order-rulings/${id}/decision`, { agreed: true }, { key: randomUUID() });

describe('a frozen payment', () => {
  it('is ended by two people with the bank’s written word: booked once, and its case is done', async () => {
    const order = await frozenPayment('renter');
    const word = { bankResult: 'paid', bankSerial: order.serial, valueDate: TODAY, amount: '30.00' };
    const proposed = await propose(order.id, word);
    expect(proposed.status).toBe(201);
    const { id } = proposed.body as { id: string };
    // Whose money it is does not rule on it, nor does whoever put it down.
    const own = await decide(id, await road.signedIn(road.person('renter'), 'manager'));
    expect([own.status, own.body.code]).toEqual([403, 'OWN_CASE']);
    expect(await order.caseState()).toBe('paying');
    expect((await decide(id, await manager())).body).toMatchObject({ state: 'applied' });
    expect(await order.caseState()).toBe('done');
    expect(await road.count('journal', `kind = 'withdrawal' AND source_id = '${order.id}'`)).toBe(1);
    const late = await propose(order.id, word);
    expect([late.status, late.body.code]).toEqual([409, 'ORDER_NOT_STUCK']);
    const { body: list } = await (await manager()).get('/v1/desk/order-rulings');
    expect(list.rulings).toMatchObject([{ id, state: 'applied', amount: '30.00' }]);
  }, 30_000);

  it('whose word does not fit stays frozen', async () => {
    const order = await frozenPayment('divorced');
    const word = { bankResult: 'paid', bankSerial: order.serial, valueDate: TODAY, amount: '31.00' };
    const { body } = await propose(order.id, word);
    const wrong = await decide(body.id as string, await manager());
    expect([wrong.status, wrong.body.code]).toEqual([409, 'ORDER_CONTRADICTS']);
    expect(await road.count('instruction', `id = '${order.id}' AND frozen AND state <> 'paid'`)).toBe(1);
    const half = await propose(order.id, { bankResult: 'paid', bankSerial: order.serial });
    expect(half.status).toBe(400);
    const early = await propose(order.id, { ...word, valueDate: '2026-11-20' });
    expect([early.status, early.body.errors]).toMatchObject([
      400,
      [{ pointer: '/valueDate', code: 'VALUE_DATE_IMPOSSIBLE' }],
    ]);
  }, 30_000);
});
