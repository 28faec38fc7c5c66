import { addDays, type Day } from '../../../../kernel/calendar';
import { parametersOn } from '../../../policy';

/** Last day on which the other centre may answer a letter of that day; calendar days. */
export function answerBy(today: Day): Day {
  return addDays(today, parametersOn(today).integer('transfer.answerDays'));
}

/** Last day of a negotiation that begins that day; calendar days. */
export function negotiateBy(today: Day): Day {
  return addDays(today, parametersOn(today).integer('transfer.negotiationDays'));
}
