import { parameterBook } from './parameter-book';
import type { ParameterSet } from './parameter-set';
import { TAIYUAN_ROWS } from './taiyuan';

/** The centre's rule book, checked when the process loads it. */
export const TAIYUAN_PARAMETERS = parameterBook(TAIYUAN_ROWS);

/**
 * The parameters in force on a day ('YYYY-MM-DD').
 * @throws NoParametersForDay when no row holds on that day.
 */
export function parametersOn(day: string): ParameterSet {
  return TAIYUAN_PARAMETERS.on(day);
}
