import type { Clock } from '../../../platform/clock/clock';
import { type FactProvider, internalFact } from '../../casework';
import { selectLoansOf, selectLoanStanding } from '../store/loan-party-store';

/**
 * `loan.ownRecord`: whether the member, apart from the spouse, borrows or guarantees in a loan of this centre that is
 * not settled, and in how many loans the member ever borrowed.
 */
export function loanOwnRecordFact(clock: Clock): FactProvider {
  const name = 'loan.ownRecord';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }) {
      const { borrowing, guaranteeing } = await selectLoanStanding(tx, [personId]);
      const used = (await selectLoansOf(tx, [personId])).length;
      const of = { name, source: 'loan', receiptNo: personId, at: clock.now() };
      return internalFact(of, { borrowing, guaranteeing, used });
    },
  };
}
