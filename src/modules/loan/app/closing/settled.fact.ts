import { fen, yuan } from '../../../../kernel/money';
import type { Clock } from '../../../../platform/clock';
import { type FactProvider, internalFact } from '../../../casework';
import type { SettledFact } from '../../domain/closing/settled-fact';
import type { LoanBooks } from '../servicing/loan-books';

/** `loan.settled`, by contract and account. A loan whose money came back was never repaid. */
export function settledFact(books: LoanBooks, clock: Clock): FactProvider {
  const name = 'loan.settled';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const { loanId } = context.input as { loanId: string };
      const account = (await books.find(tx, loanId))?.account;
      const settled = account?.loanState === 'settled' && account.state === 'settled';
      const value: SettledFact = {
        settled,
        settledOn: settled ? account.settledOn : null,
        principal: yuan(fen(account?.principalFen ?? 0n)),
      };
      return internalFact({ name, source: 'loan', receiptNo: loanId, at: clock.now() }, value);
    },
  };
}
