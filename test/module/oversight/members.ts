import { clerkIdentity } from './at-the-desk';
import type { Road } from './road';
import { apply } from './travel';

/** What becomes of accounts besides contributions and withdrawals: a court freezes one, the centre keeps another. */
export async function membersOf(road: Road): Promise<void> {
  const clerk = await road.signedIn(clerkIdentity, 'clerk');
  const { name, idNo } = road.person('homeOwner');
  const orderNo = '（2026）晋0105执1001号';
  const order = { orderNo, idNo, kind: 'freeze', amount: '1000.00', until: '2027-05-20' };
  await road.control('POST', 'court-orders', { orders: [order] });
  const notice = {
    kind: 'assistance-notice',
    number: orderNo,
    issuer: '太原市虚构区人民法院',
    issuedOn: '2026-11-20',
  };
  await apply(clerk, 'GJ35', { name, idNo, orderNo, papers: { notice } }, 'done');

  const head = await road.signedIn(road.person('legalRepresentative'), 'employer-agent');
  const leaver = road.person('renterSpouse');
  const [job] = leaver.employments;
  const left = { creditCode: job!.creditCode, from: job!.from, to: '2026-09-30', base: '20000.00' };
  const { role, phone, cardNo, bankCode, marriage } = leaver;
  const who = { name: leaver.name, idNo: leaver.idNo };
  await road.control('POST', 'people', {
    people: [{ ...who, role, phone, cardNo, bankCode, marriage, employments: [left] }],
  });
  const [unit] = await road.query<{ employerId: string }>(
    `SELECT employer_id AS "employerId" FROM unit_account WHERE kind = 'employer' ORDER BY opened_on LIMIT 1`,
  );
  const { employerId } = unit!;
  await apply(head, 'GJ23', { employerId, ...who, reason: 'terminated', endedOn: '2026-09-30' }, 'done');
  await apply(await road.signedIn(who, 'member'), 'GJ26', {}, 'done');
}
