import { dayOf } from '../../../kernel/calendar';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';

/** `member.card`: the payout card the bank has confirmed to be the member's own; else the one that its bank has stopped. */
export function memberCardFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'member.card';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const card = await parties.activeCard(tx, context.personId);
      const changed = card && (await parties.cardChangedAt(tx, card.id));
      const stopped = card === null ? await parties.stoppedCard(tx, context.personId) : null;
      const receiptNo = card?.id ?? context.personId;
      return internalFact(
        { name, source: 'party', receiptNo, at: clock.now() },
        {
          cardId: card?.id ?? null,
          bank: card?.bankCode ?? null,
          changedOn: changed === null ? null : dayOf(changed),
          stopped: stopped && { bank: stopped.bankCode, why: stopped.why, on: dayOf(stopped.at) },
        },
      );
    },
  };
}
