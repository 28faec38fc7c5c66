import { IsBoolean } from 'class-validator';
import type { Fact } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type DeskAnswering, type FactProvider, internalFact } from '../../casework';
import { dependsOn } from '../../loan';
import type { Parties } from '../../party';
import type { CardOwnerFact, CardPhoneFact } from '../domain/fact-values';
import { PHONE_SHARED_BY, PHONE_WITHIN_DAYS } from '../domain/shared-phone';

const DAY_MS = 86_400_000;

/** Whether the phone of the card is the applicant's own, as the carrier says. */
export class CardPhoneAtDesk {
  @IsBoolean()
  own!: boolean;
}

const cardPhoneAtDesk: DeskAnswering = {
  input: CardPhoneAtDesk,
  example: { own: true },
  evidence: {
    'carrier-record': { zh: '运营商出具的手机号实名证明', en: 'carrier’s record of whose number it is' },
  },
  value: ({ own }: CardPhoneAtDesk): CardPhoneFact => ({ own }),
  // Where nobody has to look any more, what was shown contradicts nothing.
  same: (one, other) =>
    [one, other].some((value) => (value as CardPhoneFact).own === null) ||
    (one as CardPhoneFact).own === (other as CardPhoneFact).own,
  shown: (value) => value,
};

/**
 * `card.phone`: whose phone the bank has for the card. Nobody has to look, unless cards of several people were bound under
 * it within days: whoever collects members' cards has them under a phone of their own. Looked up only for a card that the
 * bank calls the applicant's, so that nobody learns whose phone a number is.
 */
export function cardPhoneFact(parties: Parties, unitOfWork: UnitOfWork, clock: Clock): FactProvider {
  const name = 'card.phone';
  const source = 'party';
  return {
    kind: 'external',
    name,
    needs: {},
    desk: cardPhoneAtDesk,
    async provide({ centreId, personId, input }, fact) {
      const at = clock.now();
      const owner = (await fact('card.owner')) as Fact<CardOwnerFact>;
      if (owner.state === 'unknown') return dependsOn(name, owner, at);
      const { phone } = input as { phone: string };
      const since = new Date(at.getTime() - PHONE_WITHIN_DAYS * DAY_MS);
      const others = owner.value.match
        ? await unitOfWork.read(centreId, (tx) => parties.othersUnderPhone(tx, { personId, phone, since }))
        : 0;
      if (others + 1 >= PHONE_SHARED_BY)
        return { name, state: 'unknown', reason: 'denied', source, askedAt: at.toISOString() };
      const notWanted: CardPhoneFact = { own: null };
      return internalFact({ name, source, receiptNo: personId, at }, notWanted);
    },
  };
}
