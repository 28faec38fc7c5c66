import { parameterBook } from './parameter-book';
import type { ParameterRow } from './parameter-row';
import type { ParameterSet } from './parameter-set';
import { TAIYUAN_ROWS } from './taiyuan';

/** The centre's rule book, checked when the process loads it. */
export const TAIYUAN_PARAMETERS = parameterBook(TAIYUAN_ROWS);

let book = TAIYUAN_PARAMETERS;

/**
 * From now on this process goes by other rows: for demonstrations of days to come, whose parameters nobody has published
 * yet. No part of the service calls it.
 */
export function supposeParameters(rows: readonly ParameterRow[]): void {
  book = parameterBook(rows);
}

/**
 * The parameters in force on a day ('YYYY-MM-DD').
 * @throws NoParametersForDay when no row holds on that day.
 */
export function parametersOn(day: string): ParameterSet {
  return book.on(day);
}
