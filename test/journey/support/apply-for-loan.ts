import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../../src/modules/casework';
import type { LoanView } from '../../../src/modules/loan/domain/loan-view';
import type { HttpClient, World } from '../../support';
import { apply, receiptOf, untilState } from './cases';
import type { Cast, Person } from './cast';
import { type Employer, openAccounts, registerEmployer, remit, type SignedIn, signIn } from './employer';
import { fileContract, unitKeyOf } from './travel-in-time';

/** Business date on which people of a steady employer have contributed seven months in a row up to the month before. */
export const LOAN_DATE = '2027-03-10';

const STEADY_MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'] as const;

/** An employer whose people have contributed seven months; bases are 12000.00 yuan unless told. */
export async function steadyEmployer(
  world: World,
  cast: Cast,
  people: readonly Person[],
  baseOf: (person: Person) => string = () => '12000.00',
): Promise<Employer> {
  const employer = await registerEmployer(world, cast);
  await openAccounts(employer, people, baseOf);
  for (const month of STEADY_MONTHS) await remit(employer, month, people);
  return employer;
}

let consents = 0;

/** Number of a consent that somebody signed. */
export function consentNo(): string {
  consents += 1;
  return `SQ${String(consents).padStart(12, '0')}`;
}

/** The card by which a clerk knows somebody. */
export function cardOf({ idNo }: Pick<Person, 'idNo'>): object {
  return { kind: 'identity-card', number: idNo, issuer: '太原市公安局(虚构)', issuedOn: '2020-05-20' };
}

/** A new home that these people buy: 1000000.00 yuan, three tenths of it paid, unless told. */
export async function buyHome(
  world: World,
  flat: number,
  buyers: readonly Person[],
  change: object = {},
): Promise<void> {
  await fileContract(world, {
    contractNo: `YS(2027)2${String(flat).padStart(6, '0')}`,
    unitKey: unitKeyOf(flat),
    price: '1000000.00',
    filedOn: '2027-02-01',
    buyers,
    ...change,
  });
}

/** Somebody named in an application agrees, or does not, by their own login. */
export function sayTo(
  { client }: Pick<SignedIn, 'client'>,
  caseId: string,
  agreed = true,
): ReturnType<HttpClient['post']> {
  const word = agreed ? { agreed, creditConsentNo: consentNo() } : { agreed };
  return client.post(`/v1/loan-applications/${caseId}/consents`, word);
}

/** A committed loan, applied for over HTTP. */
export interface CommittedLoan {
  readonly case: CaseView;
  readonly loanId: string;
  readonly loanNo: string;
}

/** Applies for a loan for a new home; a spouse who is signed in agrees. Throws unless it ends in a commitment. */
export async function committedLoan(
  borrower: SignedIn,
  input: object = {},
  spouse?: SignedIn,
): Promise<CommittedLoan> {
  const request = { creditConsentNo: consentNo(), ...input };
  let view = await apply(borrower.client, 'DK02', request as never, randomUUID());
  if (spouse) {
    await sayTo(spouse, view.id);
    view = await untilState(borrower.client, view.id, 'done');
  }
  if (view.state !== 'done')
    throw new Error(`the application is ${view.state}: ${view.reasons.map((r) => r.reasonCode).join(', ')}`);
  return { case: view, loanId: receiptOf(view, 'loanId'), loanNo: receiptOf(view, 'loanNo') };
}

export async function readLoan({ client }: Pick<SignedIn, 'client'>, id: string): Promise<LoanView> {
  const { status, body, text } = await client.get(`/v1/loans/${id}`);
  if (status !== 200) throw new Error(`loan ${id}: ${status} ${text}`);
  return body as LoanView;
}

/** Signs people in as members, in order. */
export function membersOf(world: World, people: readonly Person[]): Promise<SignedIn[]> {
  return Promise.all(people.map((person) => signIn(world, person, 'member')));
}
