import type { Road } from './road';
import { apply } from './travel';

export const clerkIdentity = { name: '零跑柜员', idNo: '11010519491231002X' };

/** One case is decided by what a clerk saw, and one is taken back by its applicant. */
export async function atTheDesk(road: Road): Promise<void> {
  const clerk = await road.signedIn(clerkIdentity, 'clerk');
  const visitor = await road.signedIn(road.person('marriageOnPaper'), 'member');
  const counter = await apply(visitor, 'TQ12', { amount: '12.00' }, 'counter');
  const { name, idNo } = road.person('widowed');
  const answered = await clerk.post(`/v1/desk/cases/${counter.id}/facts`, {
    fact: 'household.marriage',
    value: { status: 'married', spouse: { name, idNo } },
    evidence: {
      kind: 'marriage-certificate',
      number: 'J140203-2018-000001',
      issuer: '大同市平城区民政局',
      issuedOn: '2018-05-20',
    },
  });
  // The bank's notices may go astray by now: then the payment stays open.
  if (!['done', 'paying'].includes(answered.body.state as string))
    throw new Error(`the case answered at the desk: ${answered.text}`);

  await road.control('PUT', 'moods/civ', { mood: 'garbage' });
  const changed = await road.signedIn(road.person('divorced'), 'member');
  const waiting = await apply(changed, 'TQ12', { amount: '13.00' }, 'waiting');
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  const { body } = await changed.post(`/v1/cases/${waiting.id}/cancellation`, undefined);
  if (body.state !== 'cancelled') throw new Error(`the case taken back is ${body.state}`);
}
