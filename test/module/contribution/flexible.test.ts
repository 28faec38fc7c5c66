import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';

const FREE = { name: '测灵活', idNo: '140199199505050097', phone: '13900009921', cardNo: '6219990000099917' };
const DUE = { paymentNo: '', amount: '' };

let road: Road;
let head: HttpClient;
let employerId: string;

beforeAll(async () => {
  road = await Road.start();
  ({ head, employerId } = await settleIn(road));
  await people([FREE]);
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const people = (list: object[]) => road.control('POST', 'people', { people: list });
const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);
const join = async (who: { name: string; idNo: string }, more: object = {}) =>
  (await road.signedIn(who, 'member')).post('/v1/cases', {
    item: 'GJ30',
    input: { district: '140105', base: '6000.00', ratio: '0.10', ...more },
  });
const change = async (who: { name: string; idNo: string }, input: object) =>
  (await road.signedIn(who, 'member')).post('/v1/cases', { item: 'GJ31', input });
const account = async (who: { name: string; idNo: string }) =>
  (await (await road.signedIn(who, 'member')).get('/v1/me/account')).body;

describe('who has no employer', () => {
  it.each([
    ['2149.99', '0.10', ['BASE_OUT_OF_RANGE']],
    ['29100.01', '0.24', ['BASE_OUT_OF_RANGE']],
    ['6000.00', '0.09', ['RATIO_OUT_OF_RANGE']],
    ['6000.00', '0.25', ['RATIO_OUT_OF_RANGE']],
  ])('base %s and ratio %s: %j', async (base, ratio, codes) => {
    const { body } = await join(FREE, { base, ratio });
    expect([body.state, reasons(body)]).toEqual(['refused', codes]);
  });

  it('is sixteen to the day, and not retired', async () => {
    const born = (idNo: string, phone: string, cardNo: string) => ({ name: '测少年', idNo, phone, cardNo });
    const today = born('140199201011210118', '13900009922', '6219990000099925');
    const tomorrow = born('140199201011220121', '13900009923', '6219990000099933');
    await people([today, tomorrow]);
    expect(reasons((await join(tomorrow)).body)).toEqual(['AGE_LIMIT']);
    expect((await join(today)).body.state).toBe('done');
    const retiree = await join(road.person('retiree'));
    expect(reasons(retiree.body)).toContain('AGE_LIMIT');
  });

  it('is not whom an employer has', async () => {
    const { body } = await join(road.person('renter'));
    expect(reasons(body)).toEqual(['REEMPLOYED', 'ACCOUNT_STATE']);
  });

  it('joins by the national rule of today: the guide names the order, not the city', async () => {
    const { body } = await head.get('/v1/items/GJ30');
    const age = body.guide.conditions.find(({ rule }: { rule: string }) =>
      rule.startsWith('flexible-age-admitted'),
    );
    expect(age).toMatchObject({
      rule: 'flexible-age-admitted@2',
      clause: { zh: expect.stringContaining('844') as string },
    });
  });
});

describe('a voluntary contribution', () => {
  it('opens, is paid under its number and credited whole; another amount is not credited in part', async () => {
    expect((await join(FREE)).body).toMatchObject({
      state: 'done',
      receipt: { monthly: '600.00', firstMonth: '2026-11' },
    });
    const { body } = await change(FREE, { action: 'pay' });
    expect(body).toMatchObject({ state: 'waiting-funds', receipt: { month: '2026-11', amount: '600.00' } });
    Object.assign(DUE, body.receipt);
    expect(reasons((await change(FREE, { action: 'stop' })).body)).toEqual(['BUSINESS_IN_PROGRESS']);
    await road.transfer('599.99', DUE.paymentNo);
    expect((await account(FREE)).balance).toBe('0.00');
    await road.transfer('600.00', `公积金 ${DUE.paymentNo.toLowerCase()}`);
    expect(await account(FREE)).toMatchObject({
      balance: '600.00',
      monthly: { employer: '0.00', employee: '600.00' },
    });
    const own = await road.signedIn(FREE, 'member');
    expect((await own.get(`/v1/cases/${body.id}`)).body).toMatchObject({ state: 'done' });
    await road.transfer('600.00', DUE.paymentNo);
    expect((await account(FREE)).balance).toBe('600.00');
  });

  it('pays months in order up to the next one', async () => {
    const next = await change(FREE, { action: 'pay' });
    expect(next.body.receipt.month).toBe('2026-12');
    await road.transfer('600.00', next.body.receipt.paymentNo as string);
    expect(reasons((await change(FREE, { action: 'pay' })).body)).toEqual(['MONTH_INVALID']);
  });

  it('changes base and ratio, stops, and is resumed by a change', async () => {
    expect((await change(FREE, { action: 'change', ratio: '0.24', base: '7000.00' })).body).toMatchObject({
      state: 'done',
      receipt: { monthly: '1680.00' },
    });
    expect((await change(FREE, { action: 'stop' })).body.state).toBe('done');
    expect(await account(FREE)).toMatchObject({ state: '02' });
    expect(reasons((await change(FREE, { action: 'pay' })).body)).toContain('ACCOUNT_STATE');
    expect((await change(FREE, { action: 'change', ratio: '0.10' })).body.state).toBe('done');
    expect(await account(FREE)).toMatchObject({ state: '01', monthly: { employee: '700.00' } });
    const wrong = await change(FREE, { action: 'pay', ratio: '0.10' });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([400, 'TERMS_OF_A_CHANGE']);
  });

  it('takes the sealed account of a former employment over, with all that is on it', async () => {
    const { name, idNo, phone, cardNo, bankCode, employments } = road.person('divorced');
    const jobs = employments.map(({ creditCode, from }) => ({
      creditCode,
      from,
      to: '2026-10-31',
      base: '20000.00',
    }));
    await people([{ role: 'divorced', name, idNo, phone, cardNo, bankCode, employments: jobs }]);
    await apply(
      head,
      'GJ23',
      { employerId, name, idNo, reason: 'terminated', endedOn: '2026-10-31' },
      'done',
    );
    const before = await account({ name, idNo });
    expect((await join({ name, idNo })).body.state).toBe('done');
    expect(await account({ name, idNo })).toMatchObject({
      state: '01',
      accountNo: before.accountNo,
      balance: before.balance,
      monthly: { employee: '600.00' },
    });
  });
});
