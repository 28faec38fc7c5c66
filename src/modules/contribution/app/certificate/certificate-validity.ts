import { addDays, type Day } from '../../../../kernel/calendar';
import { parametersOn } from '../../../policy';

/** Last day on which a certificate issued today may be relied upon. */
export function certificateValidUntil(today: Day): Day {
  return addDays(today, parametersOn(today).integer('contribution.certificateValidDays'));
}
