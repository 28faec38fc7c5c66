import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { StatementMonthFact } from '../domain/statement/statement-month';
import { selectUnitOfEmployer } from '../store/unit-account-store';

/** `unit.months`: first month and paid-through month of the employer the case is about. */
export function unitMonthsFact(clock: Clock): FactProvider {
  const name = 'unit.months';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId }) {
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      if (!unit) throw new Error('an employer’s statement is that of an employer with an account');
      const { firstMonth, paidThrough, unitAccountNo } = unit;
      const value: StatementMonthFact = {
        first: firstMonth,
        paidThrough: paidThrough < firstMonth ? null : paidThrough,
      };
      return internalFact({ name, source: 'contribution', receiptNo: unitAccountNo, at: clock.now() }, value);
    },
  };
}
