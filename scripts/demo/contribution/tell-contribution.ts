import type { Stage } from '../../stage/stage';
import { castOf } from '../cast';
import { must, type Narrator } from '../narrator';
import { oversightScenes } from '../oversight-scenes';
import { certificateScene } from './certificate-scene';
import { citiesScene } from './city-scenes';
import { interestForeseen, interestPosted } from './interest-scene';
import { firstMonth, type Payer, registration, sameAgain, yearOfBases } from './paying-scenes';
import { type Colleague, staffOf } from './staff-of';

/** Business dates of the story: the window of the year's bases, half a year later, and the day after the interest year. */
export const CONTRIBUTION_BEGINS = '2026-08-20';
const HALF_A_YEAR_LATER = '2027-01-20';
const INTEREST_DAY = '2027-07-01';
const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12', '2027-01'] as const;
const STAFF = 24;

/** What an employer, its members and the city do with contribution, from registration to interest and proof. */
export async function tellContribution(stage: Stage, narrator: Narrator): Promise<void> {
  const cast = await castOf(stage);
  const staff = await staffOf(stage, STAFF);
  const { name, idNo } = cast.inRole('legalRepresentative');
  const head = { role: 'employer-agent', name, idNo } as const;
  const token = await stage.tokenFor(head);
  const employerId = await registration(stage, narrator, cast.employer, { token, staff });
  await firstMonth(stage, narrator, { employerId, token }, staff);
  await yearOfBases(stage, narrator, { employerId, token }, staff);

  await stage.moveTo(HALF_A_YEAR_LATER);
  narrator.line(`业务日期 ${HALF_A_YEAR_LATER}  business date`);
  const payer: Payer = { employerId, token: await stage.tokenFor(head) };
  await sameAgain(stage, narrator, payer, MONTHS);
  const [arriving, leaving, holder] = staff;
  must(arriving !== undefined && leaving !== undefined && holder !== undefined, 'three people have a part');
  await citiesScene(stage, narrator, payer, [arriving, leaving]);
  await certificateScene(stage, narrator, holder);
  await interest(stage, narrator, holder);
  await oversightScenes(stage, narrator, {
    fromDay: CONTRIBUTION_BEGINS,
    toDay: INTEREST_DAY,
    numbers: [
      ['八', 8],
      ['九', 9],
    ],
  });
}

async function interest(stage: Stage, narrator: Narrator, holder: Colleague): Promise<void> {
  const foreseen = await interestForeseen(stage, narrator, holder);
  await stage.moveTo(INTEREST_DAY);
  narrator.line(`业务日期 ${INTEREST_DAY}  business date`);
  await interestPosted(stage, narrator, holder, foreseen);
}
