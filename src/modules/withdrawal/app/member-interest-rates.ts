import { type Day, parseDay } from '../../../kernel/calendar';
import { parseRate } from '../../../kernel/rate';
import { InterestRateTable } from '../../ledger';
import { parametersOn } from '../../policy';

/** The dated yearly rates of members' balances, as the parameters of that day know them (handbook 3.9). */
export function memberInterestRates(day: Day): InterestRateTable {
  const rows = parametersOn(day).raw('interest.rates') as readonly (readonly [string, string])[];
  return new InterestRateTable(
    rows.map(([from, annual]) => ({ from: parseDay(from), annual: parseRate(annual) })),
  );
}
