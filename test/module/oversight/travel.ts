import type { Person } from '../../../src/simulators/world/person';
import type { HttpClient } from '../../support';
import type { Road } from './road';

const roles = [
  'renter',
  'renterSpouse',
  'timeoutRenter',
  'parentOfTwo',
  'homeOwner',
  'divorced',
  'marriageOnPaper',
  'buyer',
  'buyerSpouse',
  'retiree',
];

/** An employer registers and opens accounts for its staff, who bind cards; three months are remitted. */
export async function settleIn(road: Road): Promise<{ head: HttpClient; employerId: string }> {
  const head = await road.signedIn(road.person('legalRepresentative'), 'employer-agent');
  const employerId = await employ(road, head);
  for (const month of ['2026-09', '2026-10', '2026-11']) await remit(road, head, employerId, month);
  return { head, employerId };
}

/**
 * Goes the whole way once: an employer with its staff, three months remitted, money too little and money of nobody, one member sealed;
 * a withdrawal paid, one shared with the spouse, one refused, one rejected by the bank, one given back (退票), one the
 * bank has not confirmed, one that waits for a registry; a couple that buys a flat, somebody who retires and whose
 * account closes; a certificate that is revoked, and statements.
 */
export async function travel(road: Road): Promise<void> {
  const { head, employerId } = await settleIn(road);
  const december = await confirm(road, head, employerId, '2026-12');
  await road.transfer('0.01', december.paymentNo);
  await road.transfer('5.00', 'no number at all');
  const { name, idNo } = road.person('marriageOnPaper');
  await apply(head, 'GJ23', { employerId, name, idNo, reason: 'unpaid-leave' }, 'done');

  // The same at the second bank, where the result comes after the answer.
  await road.transfer('6.00', 'nobody’s there either', '301');
  await withdraw(road, road.bocomHolder, null, { amount: '12.00' });
  await road.until(async () => (await road.count('instruction', `state = 'paid'`)) === 1);

  const done = await withdraw(road, 'renter', 'done', { amount: '1000.00' });
  await withdraw(road, 'renterSpouse', 'done', { amount: '2000.00' });
  await withdraw(road, 'homeOwner', 'refused', {});
  await road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
  await withdraw(road, 'divorced', 'pay-failed', { amount: '10.00' });
  await bindCard(road, road.person('divorced'));
  await withdraw(road, 'divorced', 'done', { amount: '11.00' });
  await giveBack(road, done);
  await apply(await road.signedIn(road.person('buyer'), 'member'), 'TQ01', { amount: '5000.00' }, 'done');
  await apply(await road.signedIn(road.person('retiree'), 'member'), 'TQ14', {}, 'done');
  await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
  // Its notices go astray, so that the payment stays open.
  await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
  await withdraw(road, 'timeoutRenter', 'paying', { amount: '30.00' });
  await road.control('PUT', 'moods/civ', { mood: 'garbage' });
  await withdraw(road, 'parentOfTwo', 'waiting', {});
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  await haveDocuments(road, head, employerId);
}

/** A statement of the employer's month, one of the account that was closed, and a certificate that is revoked. */
async function haveDocuments(road: Road, head: HttpClient, employerId: string): Promise<void> {
  await apply(head, 'GJ18', { employerId, month: '2026-10' }, 'done');
  const retiree = await road.signedIn(road.person('retiree'), 'member');
  await apply(retiree, 'GJ33', { from: '2026-09-01', to: '2026-11-21' }, 'done');
  const made = await apply(retiree, 'GJ32', { certificate: 'contribution' }, 'done');
  const path = `/v1/documents/${made.receipt.documentId as string}/revocation`;
  const revoked = await retiree.post(path, { reason: 'no-longer-needed' });
  if (revoked.status !== 200) throw new Error(`a certificate is not revoked: ${revoked.text}`);
}

async function employ(road: Road, head: HttpClient): Promise<string> {
  const registration = {
    creditCode: road.employerCode,
    district: '140105',
    payday: 15,
    ratioEmployer: '0.12',
    ratioEmployee: '0.12',
    firstMonth: '2026-09',
  };
  const made = await apply(head, 'GJ01', registration, 'done');
  const employerId = made.receipt.employerId as string;
  await apply(head, 'GJ20', { employerId, members: staffOf(road) }, 'done');
  for (const person of peopleOf(road)) await bindCard(road, person);
  return employerId;
}

/** Binds the person's own card; anew, where a bank has called it closed. */
export async function bindCard(road: Road, person: Person): Promise<void> {
  const { cardNo, phone } = person;
  await apply(await road.signedIn(person, 'member'), 'GJ34', { cardNo, phone }, 'done');
}

function peopleOf(road: Road): Person[] {
  return [...roles.map((role) => road.person(role)), road.bocomHolder];
}

function staffOf(road: Road): object[] {
  return peopleOf(road).map(({ name, idNo }) => ({ name, idNo, base: '20000.00' }));
}

/** A list of the month with all the staff, and others; confirmed, its money awaited. */
export async function confirm(
  road: Road,
  head: HttpClient,
  employerId: string,
  month: string,
  others: readonly object[] = [],
) {
  const members = [...staffOf(road), ...others];
  const list = await head.post('/v1/remittance-lists', { employerId, month, members });
  if (list.status !== 201) throw new Error(`the list of ${month}: ${list.status} ${list.text}`);
  const confirmed = await apply(head, 'GJ11', { listId: list.body.id }, 'waiting-funds');
  return confirmed.receipt as { amount: string; paymentNo: string };
}

async function remit(road: Road, head: HttpClient, employerId: string, month: string): Promise<void> {
  const { amount, paymentNo } = await confirm(road, head, employerId, month);
  await road.transfer(amount, `${month} ${paymentNo}`);
}

/** Applies for a rent withdrawal, which must end in that state (null: any); gives the case's id. */
export async function withdraw(
  road: Road,
  who: string | Person,
  state: string | null,
  input: object,
): Promise<string> {
  const member = await road.signedIn(typeof who === 'string' ? road.person(who) : who, 'member');
  return (await apply(member, 'TQ12', input, state)).id as string;
}

/** The bank gives the payment of a case back, for a reason that does not lie in its card. */
export async function giveBack(road: Road, caseId: string): Promise<void> {
  const [row] = await road.query<{ reference: string }>(
    'SELECT reference FROM instruction WHERE source_id = $1',
    [caseId],
  );
  await road.control('POST', 'bank/returns', { reference: row!.reference, reason: '收款行系统故障' });
  await road.until(async () => (await road.count('instruction', `state = 'returned'`)) === 1);
}

/** Submits a case, which must be in that state when it is answered; gives the case. */
export async function apply(client: HttpClient, item: string, input: object, state: string | null) {
  const answer = await client.post('/v1/cases', { item, input });
  if (state !== null && answer.body.state !== state)
    throw new Error(`${item} is not ${state}: ${answer.status} ${answer.text}`);

  return answer.body;
}
