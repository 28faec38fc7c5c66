import { type Day, monthOf } from '../../../../kernel/calendar';
import { compareMonths, type Month, nextMonth } from '../../../../kernel/month';
import { parseRate } from '../../../../kernel/rate';
import { limitsOfMonth } from '../../domain/member/contribution-limits';
import type { LineTerms } from '../../domain/remittance/draft-lines';
import type { ListFaults } from '../../domain/remittance/list-fault';
import { ratioOperands } from '../../domain/remittance/ratio-fault';
import { checkRemittanceMonth } from '../../domain/remittance/remittance-month';
import type { UnitInMonth } from '../../store/unit-ratio-store';

/**
 * Checks the month of a list against the one that is due; null, with a fault told, when lines cannot be worked out for it.
 */
export function listTerms(
  { unit, due }: { readonly unit: UnitInMonth; readonly due: Month },
  month: Month,
  today: Day,
  faults: ListFaults,
): LineTerms | null {
  const place = { field: 'month', value: month } as const;
  const check = checkRemittanceMonth(unit.paidThrough, month, due);
  if (!check.accepted) faults.add(check.reason, place, check.reason === 'MONTH_GAP' ? due : unit.paidThrough);
  const latest = nextMonth(monthOf(today));
  if (compareMonths(month, latest) > 0) faults.add('MONTH_INVALID', place, latest);
  const limits = limitsOfMonth(month, unit.district, unit);
  if (limits === null) {
    faults.add('NO_PARAMETERS_FOR_DAY', place);
    return null;
  }
  const employerRatio = parseRate(unit.ratioEmployer);
  const employeeRatio = parseRate(unit.ratioEmployee);
  const terms = { employerRatio, employeeRatio, limits };
  const fits = [employerRatio, employeeRatio].every(
    (ratio) => ratio >= limits.ratioMin && ratio <= limits.ratioMax,
  );
  if (fits) return terms;
  faults.add('RATIO_OUT_OF_RANGE', place, ...ratioOperands(terms));
  return null;
}
