import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoansOf } from '../store/loan-party-store';

/** `loan.used`: how many loans of this centre were paid out to the person, and how many are not settled. */
export function loansUsedFact(clock: Clock): FactProvider {
  const name = 'loan.used';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const loans = await selectLoansOf(tx, [personId]);
      const value = {
        used: loans.filter(({ paidOut }) => paidOut).length,
        unsettled: loans.filter(({ settled }) => !settled).length,
      };
      return internalFact({ name, source: 'loan', receiptNo: personId, at: clock.now() }, value);
    },
  };
}
