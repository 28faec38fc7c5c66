import type { Clock } from '../../../platform/clock';
import { fen, yuan } from '../../../kernel/money';
import { type FactProvider, internalFact } from '../../casework';
import type { Ledger } from '../../ledger';
import type { ClosingFact } from '../domain/fact-values';

/** `member.closing`: what closing the account today pays; at carry-out true under the account's lock. */
export function memberClosingFact(ledger: Ledger, clock: Clock): FactProvider {
  const name = 'member.closing';
  return {
    kind: 'internal',
    name,
    async provide(tx, { accountId, personId }) {
      const today = clock.today();
      const terms =
        accountId === null
          ? null
          : await ledger.closingTermsOf(tx, accountId, today, await ledger.interestRates(tx));
      const value: ClosingFact = {
        principal: yuan(terms?.principalFen ?? fen(0n)),
        interest: yuan(terms?.interestFen ?? fen(0n)),
        held: yuan(fen(terms?.heldFen ?? 0n)),
        valueDate: terms?.valueDate ?? today,
        accumulation: String(terms?.fenDays ?? 0n),
      };
      const receiptNo = accountId === null ? personId : String(accountId);
      return internalFact({ name, source: 'ledger', receiptNo, at: clock.now() }, value);
    },
  };
}
