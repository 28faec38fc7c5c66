import { datong } from '../../../scripts/set-up-centre';
import type { CaseView } from '../../../src/modules/casework';
import { startWorld, type World } from '../../support';
import { rows } from './books';
import { apply, until } from './cases';
import { castOf, newPeople, type Person } from './cast';
import { type Employer, memberWithCard, registerEmployer, remit, type SignedIn } from './employer';

/** Business date on which six months have been remitted since the first whose parameters are known. */
export const HALF_A_YEAR_LATER = '2027-01-20';
export const SIX_MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01'] as const;

/** Two services, two databases, two centres; one outside world with the national platform between them. */
export class TwoCentres {
  private constructor(
    readonly taiyuan: World,
    readonly datong: World,
    readonly employers: readonly [Employer, Employer],
    /** Members of both: first those who move to Taiyuan, then those who move to Datong. */
    readonly people: readonly Person[],
  ) {}

  /** Everybody has an account with six months at both; `moving` of them are sealed at Datong, the others at Taiyuan. */
  static async start(moving: { readonly toTaiyuan: number; readonly toDatong: number }): Promise<TwoCentres> {
    const options = { businessDate: HALF_A_YEAR_LATER };
    const here = await startWorld(options);
    const there = await startWorld({ ...options, beside: here, centre: datong });
    const people = await newPeople(here, moving.toTaiyuan + moving.toDatong);
    const employers = [await employerOf(here, people), await employerOf(there, people)] as const;
    const centres = new TwoCentres(here, there, employers, people);
    for (const [index, person] of people.entries()) {
      const toTaiyuan = index < moving.toTaiyuan;
      await seal(employers[toTaiyuan ? 1 : 0], person);
      await knownElsewhere(here, person, toTaiyuan ? datong.code : here.centre.code);
    }
    return centres;
  }

  /** A member of the world to which the member moves. */
  mover(world: World, person: Person): Promise<SignedIn> {
    return memberWithCard(world, person);
  }

  async stop(): Promise<void> {
    await this.datong.stop();
    await this.taiyuan.stop();
  }
}

async function employerOf(world: World, people: readonly Person[]): Promise<Employer> {
  const employer = await registerEmployer(world, await castOf(world));
  const members = people.map(({ name, idNo }) => ({ name, idNo, base: '8000.00' }));
  await apply(employer.agent.client, 'GJ20', { employerId: employer.id, members });
  for (const month of SIX_MONTHS) await remit(employer, month, people);
  return employer;
}

/** The job ended, and the employer seals the account (GJ23). */
export async function seal(employer: Employer, { name, idNo }: Person): Promise<CaseView> {
  const sealed = await apply(employer.agent.client, 'GJ23', {
    employerId: employer.id,
    name,
    idNo,
    reason: 'unpaid-leave',
  });
  if (sealed.state !== 'done')
    throw new Error(`the account is not sealed: ${JSON.stringify(sealed.reasons)}`);
  return sealed;
}

/** What the national platform tells of somebody's account with a centre: sealed. */
export async function knownElsewhere(world: World, person: Person, centreCode: string): Promise<void> {
  const accounts = [{ centreCode, accountState: '02' }];
  const elsewhere = { accounts, loansUsed: 0, loansUnsettled: 0, offline: [] };
  await world.control('POST', '/control/people', { people: [{ ...person, elsewhere }] });
}

/** The case that a letter of another centre made here. */
export async function caseOfLetter(world: World, letterNo: string): Promise<{ id: string; state: string }> {
  return until(`the case of letter ${letterNo}`, async () => {
    const [found] = await rows<{ id: string; state: string }>(
      world,
      `SELECT c.id, c.state FROM transfer_letter AS l JOIN service_case AS c ON c.centre_id = l.centre_id AND c.id = l.case_id
        WHERE l.letter_no = $1`,
      [letterNo],
    );
    return found;
  });
}

/** A letter as it stands in the database of one of its centres. */
export async function letterIn(
  world: World,
  letterNo: string,
): Promise<{ state: string; direction: string; told_fen: string | null; kept_open: boolean }> {
  const [letter] = await rows<{
    state: string;
    direction: string;
    told_fen: string | null;
    kept_open: boolean;
  }>(world, 'SELECT state, direction, told_fen, kept_open FROM transfer_letter WHERE letter_no = $1', [
    letterNo,
  ]);
  if (letter === undefined) throw new Error(`no letter ${letterNo}`);
  return letter;
}
