import type { Json } from '../../../../kernel/fact';
import { type Fen, fen, yuan } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { planOf } from '../plan/plan-segment';
import type { RepaymentMethod } from '../plan/repayment-method';
import { scheduleOf } from '../plan/schedule';

/** A month of either method, and what the loan costs in all: side by side, so that one may choose. */
export function paymentsCompared(
  principal: Fen,
  annualRate: Rate,
  periods: number,
): { readonly equalInstalment: Json; readonly equalPrincipal: Json } {
  const of = (method: RepaymentMethod): Json => {
    const plan = planOf({ method, fromNo: 1, periods, startBalance: principal, annualRate });
    const { rows, totalInterest, totalPayment } = scheduleOf(plan);
    return {
      method,
      firstPayment: yuan(rows[0]?.payment ?? fen(0n)),
      lastPayment: yuan(rows.at(-1)?.payment ?? fen(0n)),
      totalInterest: yuan(totalInterest),
      totalPayment: yuan(totalPayment),
    };
  };
  return { equalInstalment: of('01'), equalPrincipal: of('02') };
}
