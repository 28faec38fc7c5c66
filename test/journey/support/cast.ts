import type { World } from '../../support';
import type { BankCode } from './bank';

/** Somebody of the simulated world, as its control interface shows one. */
export interface Person {
  readonly role: string | null;
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
  readonly bankCode: BankCode;
  /** Jobs as social insurance has them; base in yuan. */
  readonly employments: readonly { readonly base: string }[];
}

export interface Company {
  readonly role: string | null;
  readonly creditCode: string;
  readonly name: string;
  readonly legalRepresentative: { readonly name: string; readonly idNo: string };
}

export interface Cast {
  readonly people: readonly Person[];
  inRole(role: string): Person;
  companyInRole(role: string): Company;
}

/** Reads who lives in the simulated world. */
export async function castOf(world: World): Promise<Cast> {
  const seen = (await world.control('GET', '/control/world')) as {
    people: readonly Person[];
    companies: readonly Company[];
  };
  return {
    people: seen.people,
    inRole: (role) => found(seen.people, role),
    companyInRole: (role) => found(seen.companies, role),
  };
}

/** Makes `count` singles who work at the first company, with cards of that bank. */
export async function newPeople(
  world: World,
  count: number,
  seed = 1,
  bankCode: BankCode = '104',
): Promise<Person[]> {
  // One seed makes the same people at either bank.
  const ownSeed = bankCode === '104' ? seed : seed + 50;
  const made = await world.control('POST', '/control/people', { generate: count, seed: ownSeed, bankCode });
  return made.people as Person[];
}

/** As `newPeople`, every other one with a card of the second bank. */
export async function newPeopleAtBanks(world: World, count: number): Promise<Person[]> {
  const half = Math.ceil(count / 2);
  const [some, others] = [await newPeople(world, half, 1, '104'), await newPeople(world, half, 1, '301')];
  return some.flatMap((person, n) => [person, others[n]!]).slice(0, count);
}

/** Marries people who were single, one pair after the other. */
export async function marry(world: World, pairs: readonly (readonly [Person, Person])[]): Promise<void> {
  const people = pairs.flatMap(([one, other]) => [wedded(one, other), wedded(other, one)]);
  await world.control('POST', '/control/people', { people });
}

function wedded(person: Person, spouse: Person): object {
  return {
    ...person,
    marriage: { status: 'married', spouseIdNo: spouse.idNo, since: '2020-05-20', file: 'local' },
  };
}

function found<T extends { readonly role: string | null }>(list: readonly T[], role: string): T {
  const one = list.find((candidate) => candidate.role === role);
  if (one === undefined) throw new Error(`nobody plays ${role}`);
  return one;
}
