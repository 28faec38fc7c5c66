import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { Road } from '../oversight/road';
import { apply, settleIn } from '../oversight/travel';

let road: Road;
let otherHead: HttpClient;
let clerk: HttpClient;
let employerId: string;
let otherId: string;

beforeAll(async () => {
  road = await Road.start();
  ({ employerId } = await settleIn(road));
  clerk = await road.signedIn(clerkIdentity, 'clerk');
  otherHead = await road.signedIn(road.person('otherLegalRepresentative'), 'employer-agent');
  const registration = {
    creditCode: OTHER_COMPANY_CODE,
    district: '140106',
    payday: 10,
    ratioEmployer: '0.05',
    ratioEmployee: '0.12',
    firstMonth: '2026-11',
  };
  const made = await apply(otherHead, 'GJ01', registration, 'done');
  otherId = made.receipt.employerId as string;
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const named = (role: string) => {
  const { name, idNo } = road.person(role);
  return { name, idNo };
};
const account = async (role: string) =>
  (await (await road.signedIn(road.person(role), 'member')).get('/v1/me/account')).body;

/** A court freezes the whole account (06). */
async function freeze(role: string): Promise<void> {
  const orderNo = '（2026）晋0105执6号';
  const order = { orderNo, idNo: road.person(role).idNo, kind: 'freeze', until: '2027-05-20' };
  await road.control('POST', 'court-orders', { orders: [order] });
  const issuedOn = '2026-11-20';
  const notice = { kind: 'assistance-notice', number: orderNo, issuer: '太原市虚构区人民法院', issuedOn };
  await apply(clerk, 'GJ35', { ...named(role), orderNo, papers: { notice } }, 'done');
}

describe('an employer merges into another (GJ06)', () => {
  it('its members come on the lists of the other from the month of the move, whom a court has frozen too', async () => {
    await freeze('parentOfTwo');
    expect((await account('parentOfTwo')).state).toBe('06');
    const document = {
      kind: 'merger-approval',
      number: '2026-17',
      issuer: '太原市虚构区市场监管局',
      issuedOn: '2026-11-10',
      fromCreditCode: road.employerCode,
      toCreditCode: OTHER_COMPANY_CODE,
    };
    const input = {
      kind: 'merger',
      fromEmployerId: employerId,
      toEmployerId: otherId,
      fromMonth: '2026-12',
      agent: named('legalRepresentative'),
      papers: { document },
    };
    const moved = await apply(clerk, 'GJ06', input, 'done');
    expect(moved.receipt).toMatchObject({ members: 11, from: '2026-12' });
    // The former employer has paid November: nobody owes it again.
    expect((await otherHead.get(`/v1/employers/${otherId}`)).body).toMatchObject({ monthDue: '2026-12' });
    const november = await otherHead.post('/v1/remittance-lists', {
      employerId: otherId,
      month: '2026-11',
      members: [named('parentOfTwo')],
    });
    expect(november.status).toBe(422);
  });

  it('each is told the amounts of the new ratios, and a certificate says the same', async () => {
    for (const role of ['renter', 'parentOfTwo'])
      expect((await account(role)).monthly).toMatchObject({
        base: '20000.00',
        employer: '1000.00',
        employee: '2400.00',
      });
    const member = await road.signedIn(road.person('renter'), 'member');
    const { receipt } = await apply(member, 'GJ32', { certificate: 'contribution' }, 'done');
    const document = await member.get(`/v1/documents/${receipt.documentId as string}`);
    expect(document.body.content.body).toMatchObject({
      monthlyEmployer: '1000.00',
      monthlyEmployee: '2400.00',
      ratioEmployer: '0.0500',
      ratioEmployee: '0.1200',
    });
  });
});
