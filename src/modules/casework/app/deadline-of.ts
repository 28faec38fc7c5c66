import { addDays, type Day } from '../../../kernel/calendar';
import { parametersOn } from '../../policy';
import { statutoryClock } from '../catalogue/statutory-clock';

/**
 * Last day for a decision where the law names one; statutory days are calendar days, the stricter reading.
 * @throws NoParametersForDay for every item: a case that no rule could decide is not taken in.
 */
export function deadlineOf(item: string, lawDay: Day): string | null {
  const parameters = parametersOn(lawDay);
  const clock = statutoryClock(item);
  return clock === null ? null : addDays(lawDay, parameters.integer(clock));
}
