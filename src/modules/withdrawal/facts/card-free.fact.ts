import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { CardFreeFact, CardOwnerFact } from '../domain/fact-values';

/**
 * `card.free`: whether no other person is paid to the card. Looked up only for a card the bank calls the applicant's
 * own, so that nobody learns whose payout card a number is.
 */
export function cardFreeFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'card.free';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId, input }, known) {
      const owner = known.get('card.owner');
      if (!owner) throw new Error('the fact card.owner is asked for before it is used');
      if (owner.state === 'unknown') {
        const { source, askedAt } = owner;
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const { match } = owner.value as CardOwnerFact;
      const { cardNo } = input as { cardNo: string };
      const value: CardFreeFact = { free: match ? await parties.cardIsFree(tx, personId, cardNo) : null };
      return internalFact({ name, source: 'party', receiptNo: personId, at: clock.now() }, value);
    },
  };
}
