import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

const TODAY = '2026-12-02';
const COURT = '太原市虚构区人民法院';

let road: Road;
let clerk: HttpClient;
let numbers = 0;

beforeAll(async () => {
  road = await Road.start({ BUSINESS_DATE: TODAY, BANK_DEADLINE_MS: '2000' });
  await settleIn(road);
  clerk = await road.signedIn(clerkIdentity, 'clerk');
}, 60_000);
afterEach(() => road.control('PUT', 'moods/hrr', { mood: 'normal' }));
afterAll(() => road.stop());

/** A member as the registries know them from now on: with what was assessed, and until when they worked. */
async function known(role: string, grade: number | null, to: string | null): Promise<void> {
  const { name, idNo, phone, cardNo } = road.person(role);
  const employments = [{ creditCode: road.employerCode, from: '2015-03-01', to, base: '8000.00' }];
  const disability = grade === null ? null : { grade, assessedOn: '2026-08-03' };
  await road.control('POST', 'people', { people: [{ name, idNo, phone, cardNo, employments, disability }] });
}

/** The court orders a deduction that rests on a ground, and a clerk hands it in. */
async function deducted(role: string) {
  numbers += 1;
  const orderNo = `（2026）晋0105执扣${numbers}号`;
  const { name, idNo } = road.person(role);
  const payee = { name: COURT, accountNo: '104999900000000888', bankCode: '104' };
  const order = { orderNo, idNo, kind: 'deduct', regardless: false, amount: '100.00', payee };
  await road.control('POST', 'court-orders', { orders: [order] });
  const notice = { kind: 'assistance-notice', number: orderNo, issuer: COURT, issuedOn: '2026-12-01' };
  const { body } = await clerk.post('/v1/cases', {
    item: 'GJ35',
    input: { name, idNo, orderNo, papers: { notice } },
  });
  const reasons = ((body.reasons ?? []) as { reasonCode: string }[]).map(({ reasonCode }) => reasonCode);
  return { state: body.state as string, reasons, body };
}

describe('a deduction that the court does not order regardless of a ground', () => {
  it('is carried out where the ability to work is lost and the employment has ended', async () => {
    await known('buyerSpouse', 4, '2026-11-30');
    expect(await deducted('buyerSpouse')).toMatchObject({ state: 'done', reasons: [] });
  });

  it('is refused with what the order may say instead while the employment runs, and to whom a grade is no total loss', async () => {
    await known('renterSpouse', 4, null);
    const running = await deducted('renterSpouse');
    expect([running.state, running.reasons]).toEqual(['refused', ['DEDUCTION_WITHOUT_GROUND']]);
    expect(running.body.reasons[0].fix.zh).toContain('文书中载明');
    await known('renterSpouse', 5, '2026-11-30');
    expect((await deducted('renterSpouse')).reasons).toEqual(['DEDUCTION_WITHOUT_GROUND']);
  });

  it('waits while the registry is silent: without an answer there is neither a ground nor none', async () => {
    await road.control('PUT', 'moods/hrr', { mood: 'silence' });
    expect(await deducted('renterSpouse')).toMatchObject({ state: 'waiting', reasons: [] });
  });
});
