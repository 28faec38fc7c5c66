import type { Fact } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { FactProvider } from '../../casework';
import { maskName } from '../../party';
import type { BuyersFact, HomeFact, PartiesFact } from '../domain/application/fact-values';
import { asLongAs, dependsOn, following } from './composed';
import type { SealedHome } from './loan-contract.facts';
import { type LoanRooms, opened } from './rooms';

/** `loan.buyers`: who buys by the contract and does not borrow. A guarantor mortgages nothing, so does not count. */
export function loanBuyersFact(rooms: Pick<LoanRooms, 'parties' | 'sealer' | 'clock'>): FactProvider {
  const name = 'loan.buyers';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide(_context, fact) {
      const at = rooms.clock.now();
      const found = (await fact('loan.home')) as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, at);
      const { home } = found.value;
      if (home === null) return following(name, found, null);
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const { buyers } = opened<SealedHome>(rooms.sealer, home.sealed);
      // A contract read before its buyers were asked for tells nothing of them; it is asked for again when it is stale.
      if (buyers === undefined) return dependsOn(name, found, at);
      const borrowing = parties.value.people.filter(({ role }) => role !== 'guarantor');
      const leftOut = buyers.filter(({ idNo }) => {
        const buyerId = rooms.parties.idOf(normaliseResidentId(idNo));
        return borrowing.every(({ personId }) => personId !== buyerId);
      });
      const value: NonNullable<BuyersFact> = {
        count: buyers.length,
        leftOut: leftOut.map((buyer) => maskName(buyer.name)),
      };
      return asLongAs(following(name, found, value), parties);
    },
  };
}
