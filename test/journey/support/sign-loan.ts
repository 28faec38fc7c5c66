import type { SigningDesk, SigningView } from '../../../src/modules/loan/domain/signing/signing-view';
import type { HttpAnswer, HttpClient, World } from '../../support';
import type { Person } from './cast';
import type { SignedIn } from './employer';

/** The people of the centre at whose desks loans are signed. */
export interface SigningStaff {
  readonly clerk: HttpClient;
  readonly secondClerk: HttpClient;
  readonly manager: HttpClient;
  readonly branchId: string;
}

/** Two clerks, a manager, and a branch that receives `capacity` loans in each half hour of these days. */
export async function signingStaff(
  world: World,
  people: readonly [Person, Person, Person],
  days: readonly [from: string, until: string],
  capacity = 10,
): Promise<SigningStaff> {
  const [clerk, secondClerk, manager] = await Promise.all(
    (['clerk', 'clerk', 'manager'] as const).map((role, n) =>
      world.signedIn({ role, name: people[n]!.name, idNo: people[n]!.idNo }),
    ),
  );
  const branchId = await openBranch(manager!, '样板管理部', days, capacity);
  return { clerk: clerk!, secondClerk: secondClerk!, manager: manager!, branchId };
}

export async function openBranch(
  manager: HttpClient,
  name: string,
  [from, until]: readonly [string, string],
  capacity: number,
): Promise<string> {
  const branch = expectDone(
    await manager.post('/v1/signing-branches', { name, address: '太原市小店区虚构路1号' }),
  );
  const id = branch.id as string;
  const slots = { from, until, opens: '09:00', closes: '17:00', capacity };
  expectDone(await manager.post(`/v1/signing-branches/${id}/slots`, slots));
  return id;
}

export function bookVisit(
  { client }: Pick<SignedIn, 'client'>,
  loanId: string,
  visit: {
    branchId: string;
    day: string;
    time?: string;
    hedging?: boolean;
    hedgingChoice?: { draw?: string; holders?: readonly string[] };
  },
): Promise<HttpAnswer> {
  return client.post(`/v1/loans/${loanId}/signing`, { time: '09:30', ...visit });
}

export function atDesk(
  clerk: HttpClient,
  loanId: string,
  act: string,
  body: object = {},
): Promise<HttpAnswer> {
  return clerk.post(`/v1/loans/${loanId}/signing/${act}`, body);
}

/** A terminal of the police takes a picture of somebody; the number of the capture. */
export async function captureFace(world: World, { idNo }: Person, poor = false): Promise<string> {
  return (await world.control('POST', '/control/captures', { idNo, poor })).captureNo as string;
}

export async function readDesk(clerk: HttpClient, loanId: string): Promise<SigningDesk> {
  return expectDone(await clerk.get(`/v1/loans/${loanId}/signing`)) as SigningDesk;
}

/** Everybody named in the loan signs whatever is theirs. */
export async function signAll(clerk: HttpClient, loanId: string): Promise<SigningDesk> {
  const desk = await readDesk(clerk, loanId);
  for (const { personId, toSign } of desk.parties) {
    const texts = desk.signing.papers
      .filter(({ kind }) => toSign.includes(kind))
      .map(({ kind, hash }) => ({ kind, hash }));
    expectDone(await atDesk(clerk, loanId, 'signatures', { personId, texts }));
  }
  return readDesk(clerk, loanId);
}

/** The whole visit today, of a loan and everybody in it, up to the confirmation by a second clerk. */
export async function signLoan(
  world: World,
  staff: SigningStaff,
  loan: {
    readonly loanId: string;
    readonly people: readonly SignedIn[];
    readonly day: string;
    readonly time?: string;
  },
): Promise<SigningView> {
  const { loanId, people, day, time = '09:30' } = loan;
  const { clerk, secondClerk, branchId } = staff;
  expectDone(await bookVisit(people[0]!, loanId, { branchId, day, time }));
  const arrived = expectDone(await atDesk(clerk, loanId, 'check-in')) as SigningDesk;
  for (const party of arrived.parties) {
    const person = people.find(({ person: { name } }) => name === party.name)!.person;
    const captureNo = await captureFace(world, person);
    expectDone(await atDesk(clerk, loanId, 'faces', { personId: party.personId, captureNo }));
  }
  expectDone(await atDesk(clerk, loanId, 'reading'));
  const { termsHash } = await signAll(clerk, loanId);
  const done = expectDone(await atDesk(secondClerk, loanId, 'confirmation', { termsHash })) as SigningDesk;
  return done.signing;
}

/** The body of an answer that did what was asked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
export function expectDone({ status, body, text }: HttpAnswer): any {
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body;
}
