import type { Clock } from '../../../platform/clock';
import { askOf, factFrom, type FactProvider } from '../../casework';
import type { BankCards } from '../../settlement';

/** `card.owner`: the bank's word on name, id number, card and phone together. */
export function cardOwnerFact(cards: BankCards, clock: Clock): FactProvider {
  const name = 'card.owner';
  return {
    kind: 'external',
    name,
    needs: { 'BNK.card-four-factors': ['bankCode', 'cardClass'] },
    async provide(context, _fact, exchanges) {
      const identity = context.applicant;
      if (!identity) throw new Error('a card is bound by a natural person');
      const { cardNo, phone } = context.input as { cardNo: string; phone: string };
      const at = clock.now();
      const answer = await cards.verify(askOf(context, '申请人授权 (consent given with the application)'), {
        ...identity,
        cardNo,
        phone,
      });
      const evidenceId = answer.exchange?.id ?? null;
      return factFrom({ name, source: 'BNK', at }, answer, exchanges, (check) => ({ ...check, evidenceId }));
    },
  };
}
