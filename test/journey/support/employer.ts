import type { CaseView } from '../../../src/modules/casework';
import { dataOf, type InputOf } from '../../../scripts/sdk';
import type { HttpAnswer, HttpClient, World } from '../../support';
import type { BankCode } from './bank';
import { apply, applyUntilDone, receiptOf, untilDone, untilState } from './cases';
import { castOf, type Cast, type Person } from './cast';
import { sendText } from './send-text';

/** Months remitted where a journey needs members who may withdraw for rent on JOURNEY_DATE. */
export const MONTHS = ['2026-08', '2026-09', '2026-10'] as const;

export interface SignedIn {
  readonly person: Person;
  readonly token: string;
  readonly client: HttpClient;
}

/** An employer with its agent, as far as it has come. */
export interface Employer {
  readonly world: World;
  readonly id: string;
  readonly agent: SignedIn;
}

export async function signIn(
  world: World,
  person: Person,
  role: 'member' | 'employer-agent',
): Promise<SignedIn> {
  const identity = { role, name: person.name, idNo: person.idNo } as const;
  return { person, token: await world.tokenFor(identity), client: await world.signedIn(identity) };
}

/** Everything GJ01 asks for, about a company of the simulated world. */
export function registration(creditCode: string, firstMonth: string = MONTHS[0]): InputOf<'GJ01'> {
  return {
    creditCode,
    district: '140105',
    payday: 15,
    ratioEmployer: '0.12',
    ratioEmployee: '0.12',
    firstMonth,
  };
}

/** Registers the first company of the simulated world by its legal representative. */
export async function registerEmployer(world: World, cast: Cast): Promise<Employer> {
  const agent = await signIn(world, cast.inRole('legalRepresentative'), 'employer-agent');
  const { creditCode } = cast.companyInRole('employer');
  const made = await applyUntilDone(agent.client, 'GJ01', registration(creditCode));
  return { world, id: receiptOf(made, 'employerId'), agent };
}

export function openAccounts(
  employer: Employer,
  people: readonly Person[],
  baseOf: (person: Person) => string,
): Promise<CaseView> {
  const members = people.map((person) => ({
    name: person.name,
    idNo: person.idNo,
    base: baseOf(person),
  }));
  return apply(employer.agent.client, 'GJ20', { employerId: employer.id, members });
}

/** Sends a list as JSON, bases as the accounts have them. */
export function sendList(
  employer: Employer,
  month: string,
  people: readonly Person[],
  key?: string,
): Promise<HttpAnswer> {
  const members = people.map(({ name, idNo }) => ({ name, idNo }));
  return employer.agent.client.post(
    '/v1/remittance-lists',
    { employerId: employer.id, month, members },
    key === undefined ? {} : { key },
  );
}

/** Sends a list as a CSV file. */
export function sendCsv(employer: Employer, month: string, csv: string): Promise<HttpAnswer> {
  return sendText(employer.world, {
    method: 'POST',
    path: `/v1/remittance-lists?employerId=${employer.id}&month=${month}`,
    token: employer.agent.token,
    contentType: 'text/csv; charset=utf-8',
    text: csv,
  });
}

/** Confirms a list (GJ11): the case that waits for its money. */
export function confirm(employer: Employer, listId: string): Promise<CaseView> {
  return apply(employer.agent.client, 'GJ11', { listId });
}

/** Pays into the centre's account as the employer would; returns the bank's serial number. */
export async function pay(
  employer: Employer,
  confirmed: CaseView,
  amount: string = receiptOf(confirmed, 'amount'),
): Promise<string> {
  const remark = `公积金汇缴 ${receiptOf(confirmed, 'paymentNo')}`;
  return deposit(employer.world, { toAccount: receiptOf(confirmed, 'payTo'), amount, remark });
}

export async function deposit(
  world: World,
  wanted: {
    readonly toAccount: string;
    readonly amount: string;
    readonly remark: string;
    readonly payerName?: string;
  },
  bank: BankCode = '104',
): Promise<string> {
  const line = await world.control('POST', `/control/bank/${bank}/deposits`, {
    payerName: '某单位(虚构)',
    ...wanted,
    payerAccount: '104999900000000777',
  });
  return line.serial as string;
}

/** One whole month: list, confirmation, money, credited. */
export async function remit(employer: Employer, month: string, people: readonly Person[]): Promise<CaseView> {
  const members = people.map(({ name, idNo }) => ({ name, idNo }));
  const body = { employerId: employer.id, month, members };
  const list = dataOf(await employer.agent.client.typed.api.POST('/v1/remittance-lists', { body }));
  if (!('id' in list)) throw new Error('a list was tried out instead of sent');
  const confirmed = await confirm(employer, list.id);
  await pay(employer, confirmed);
  return untilState(employer.agent.client, confirmed.id, 'done');
}

/** An employer whose people have accounts and three months remitted. Bases are 8000.00 yuan unless told. */
export async function settledEmployer(
  world: World,
  choose: (cast: Cast) => Promise<readonly Person[]> | readonly Person[],
  baseOf: (person: Person) => string = () => '8000.00',
): Promise<Employer> {
  const cast = await castOf(world);
  const people = await choose(cast);
  const employer = await registerEmployer(world, cast);
  const opened = await untilDone(employer.agent.client, await openAccounts(employer, people, baseOf));
  if (receiptOf(opened, 'opened') !== String(people.length)) {
    throw new Error(`accounts were opened for ${receiptOf(opened, 'opened')} of ${people.length}`);
  }
  for (const month of MONTHS) await remit(employer, month, people);
  return employer;
}

/** Signs a member in and binds the member's own card. */
export async function memberWithCard(world: World, person: Person): Promise<SignedIn> {
  const member = await signIn(world, person, 'member');
  const bound = await applyUntilDone(member.client, 'GJ34', { cardNo: person.cardNo, phone: person.phone });
  if (bound.state !== 'done') throw new Error(`a card was not bound: ${bound.state}`);
  return member;
}
