import type { ParameterValue } from './parameter-value';

/** Values by name; a path joins names with dots ('withdrawal.rent.city6'), list members by index ('loan.rates.0'). */
export interface ParameterTree {
  readonly [name: string]: ParameterTree | ParameterValue | readonly ParameterValue[];
}

/** Parameters in force from one day to another, both inclusive; `validTo` null: until further notice. */
export interface ParameterRow {
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Earlier row whose values hold wherever this one is silent. */
  readonly extends?: string;
  readonly values: ParameterTree;
}
