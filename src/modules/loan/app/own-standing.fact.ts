import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoanStanding } from '../store/loan-party-store';

/**
 * `loan.ownStanding`: how the member alone stands in unsettled loans, as borrower, co-borrower or guarantor. It rests on
 * no registry: whoever the spouse is, and whether civil affairs answers, makes no difference to it.
 */
export function loanOwnStandingFact(clock: Clock): FactProvider {
  const name = 'loan.ownStanding';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const standing = await selectLoanStanding(tx, [personId]);
      return internalFact({ name, source: 'loan', receiptNo: personId, at: clock.now() }, { ...standing });
    },
  };
}
