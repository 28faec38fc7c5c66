import type { CaseView } from '../../../src/modules/casework';
import type { World } from '../../support';
import { apply, receiptOf } from './cases';
import { castOf, type Person } from './cast';
import { confirm, type Employer, openAccounts, registration, sendList, signIn } from './employer';

/** The first month whose parameters are known. */
const FIRST_MONTH = '2026-08';

/** Business date of a world in which this employer has five years to remit. */
export const YEARS_LATER = '2031-08-15';

/** An employer with months to remit, one list after the other; its one member earns 8000.00 yuan. */
export class OldEmployer {
  private month = FIRST_MONTH;

  private constructor(
    readonly employer: Employer,
    private readonly people: readonly Person[],
  ) {}

  /** Registers the second company of the simulated world. */
  static async register(world: World): Promise<OldEmployer> {
    const { creditCode, legalRepresentative } = (await castOf(world)).companyInRole('otherEmployer');
    const made = await world.control('POST', '/control/people', { generate: 1, seed: 77, creditCode });
    const people = await employedForLong(world, made.people as Person[], creditCode);
    const agent = await signIn(world, legalRepresentative as Person, 'employer-agent');
    const registered = await apply(agent.client, 'GJ01', registration(creditCode, FIRST_MONTH));
    const employer = { world, id: receiptOf(registered, 'employerId'), agent };
    await openAccounts(employer, people, () => '8000.00');
    return new OldEmployer(employer, people);
  }

  /** Lists and confirms the next month: the case that waits for 1920.00 yuan. */
  async nextMonth(): Promise<CaseView> {
    const list = await sendList(this.employer, this.month, this.people);
    if (list.status !== 201) throw new Error(`list of ${this.month}: ${list.status} ${list.text}`);
    this.month = following(this.month);
    return confirm(this.employer, list.body.id as string);
  }
}

/** Whoever was hired after the first month would be on no list of it: a first job is paid for from its second month. */
async function employedForLong(
  world: World,
  people: readonly Person[],
  creditCode: string,
): Promise<Person[]> {
  const employments = [{ creditCode, from: '2020-01-01', to: null, base: '8000.00' }];
  const again = await world.control('POST', '/control/people', {
    people: people.map((person) => ({ ...person, employments })),
  });
  return again.people as Person[];
}

function following(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
