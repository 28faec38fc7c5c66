import type { Stage } from '../stage/stage';
import { must } from './narrator';

export interface Person {
  readonly role: string | null;
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly cardNo: string;
  /** Bank of the card. */
  readonly bankCode: string;
}

interface Contract {
  readonly filedOn: string;
  readonly buyers: readonly { readonly idNo: string }[];
}

interface Company {
  readonly role: string;
  readonly creditCode: string;
  readonly name: string;
}

interface WorldView {
  readonly businessDate: string;
  readonly people: readonly Person[];
  readonly companies: readonly Company[];
  readonly contracts: readonly Contract[];
}

/** Who plays in the story: people of the simulated world, all invented. */
export interface Cast {
  readonly businessDate: string;
  readonly employer: Company;
  readonly staff: readonly Person[];
  inRole(role: string): Person;
  /** The contract that the housing bureau has filed for somebody in this role. */
  contractOf(role: string): Contract;
}

const staffSize = 40;
/** Employees of the simulated world whom no fund would open an account for as they are. */
const unfit = new Set(['deceased', 'policeSpellsDifferently', 'leftEmployer', 'disabled']);
const outsiders = new Set([
  'legalRepresentative',
  'otherLegalRepresentative',
  'revokedLegalRepresentative',
  'deregisteredLegalRepresentative',
  'spouseElsewhere',
]);

/** Reads the simulated world and fills the employer's staff up to forty. */
export async function castOf(stage: Stage): Promise<Cast> {
  const world = await stage.control<WorldView>('GET', '/world');
  const fit = world.people.filter(({ role }) => role === null || !(unfit.has(role) || outsiders.has(role)));
  const missing = Math.max(0, staffSize - fit.length);
  const added =
    missing === 0
      ? []
      : (await stage.control<WorldView>('POST', '/people', { generate: missing, seed: 1 })).people;
  const staff = [...fit, ...added].slice(0, staffSize);
  must(staff.length === staffSize, 'the world has forty employees');
  const employer = world.companies.find(({ role }) => role === 'employer');
  must(employer !== undefined, 'the world has an employer');
  const inRole = (role: string): Person => {
    const person = world.people.find((candidate) => candidate.role === role);
    must(person !== undefined, `the world has a ${role}`);
    return person;
  };
  return {
    businessDate: world.businessDate,
    employer,
    staff,
    inRole,
    contractOf(role) {
      const { idNo } = inRole(role);
      const contract = world.contracts.find(({ buyers }) => buyers.some((buyer) => buyer.idNo === idNo));
      must(contract !== undefined, `a contract is filed for ${role}`);
      return contract;
    },
  };
}
