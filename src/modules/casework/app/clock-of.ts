import { addDays, type Day } from '../../../kernel/calendar';
import { parametersOn } from '../../policy';
import { statutoryClock } from '../catalogue/statutory-clock';

export interface CaseClock {
  /** Last day for a decision where the law names one; null otherwise. */
  readonly deadline: string | null;
  /** Last day on which the case waits for registries alone, whether or not the law names one. */
  readonly personBy: string;
}

/**
 * The days of a case that is accepted on `lawDay`; statutory days are calendar days, the stricter reading.
 * @throws NoParametersForDay for every item: a case that no rule could decide is not taken in.
 */
export function clockOf(item: string, lawDay: Day): CaseClock {
  const parameters = parametersOn(lawDay);
  const clock = statutoryClock(item);
  const silence = addDays(lawDay, parameters.integer('casework.silenceDays'));
  if (clock === null) return { deadline: null, personBy: silence };
  const deadline = addDays(lawDay, parameters.integer(clock));
  return { deadline, personBy: deadline < silence ? deadline : silence };
}
