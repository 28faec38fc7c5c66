import { parseDay } from '../../../src/kernel/calendar';
import { ServiceInTime } from '../../stage/service-in-time';
import type { Stage } from '../../stage/stage';
import { must, type Narrator } from '../narrator';
import { oversightScenes } from '../oversight-scenes';
import { closingScene } from './closing-scene';
import { completion, firstMonths, latePayment, prepayment, rateChange, toTheEnd } from './five-years-scenes';
import { LOAN_BEGINS, marry, newPeople, steadyEmployer } from './household';
import { dueDayOf, type InTime } from './in-time';
import { newHomeScene, TERM_MONTHS, UNIT_KEY } from './new-home-scene';
import { proved } from './proof-scene';
import { secondHandScene } from './second-hand-scene';
import { openBranch } from './signing-scene';
import { supposeRates } from './supposed-rates';

/** Loans from "how much could we borrow" to the released mortgage. */
export async function tellLoan(stage: Stage, narrator: Narrator): Promise<void> {
  await stage.control('PUT', '/rea/callback', { url: `${stage.api.url}/v1/registry-events/rea` });
  const [borrower, spouse, buyer, seller] = await newPeople(stage, 4);
  must(borrower !== undefined && spouse !== undefined, 'a couple has a part');
  must(buyer !== undefined && seller !== undefined, 'a buyer and a seller have a part');
  await marry(stage, borrower, spouse);
  const payer = await narrator.step(
    () => steadyEmployer(stage, [borrower, spouse, buyer]),
    (_, ms) => `单位登记，三名职工开户，连续汇缴七个月 (${ms} ms)`,
  );
  const branch = await openBranch(stage, LOAN_BEGINS);
  const loan = await newHomeScene(stage, narrator, [borrower, spouse], branch);
  await proved(stage, narrator);
  const other = await secondHandScene(stage, narrator, { buyer, seller, branch });
  await proved(stage, narrator);

  await fiveYears(stage, { narrator, payer, loan, other });
  await oversightScenes(stage, narrator, {
    fromDay: LOAN_BEGINS,
    toDay: dueDayOf(TERM_MONTHS),
    numbers: [
      ['十二', 12],
      ['十三', 13],
    ],
  });
}

/** In virtual time: the service lives in this process, and starts again by itself on the day that was reached. */
async function fiveYears(stage: Stage, told: Omit<InTime, 'stage' | 'service'>): Promise<void> {
  supposeRates();
  await stage.withoutApi(async () => {
    const service = await ServiceInTime.open(stage, parseDay(LOAN_BEGINS));
    const t = { ...told, stage, service };
    try {
      await firstMonths(t);
      await completion(t, UNIT_KEY);
      await rateChange(t);
      await prepayment(t);
      await latePayment(t);
      await toTheEnd(t);
      await closingScene(t);
    } finally {
      await service.close();
    }
  });
}
