import { defineRule, practiceClause } from '../../../policy';
import type { CardFact } from '../fact-values';

/** This version leaves a card that its bank has stopped to a rule of its own: it was bound. */
export const cardBound2 = defineRule({
  id: 'card-bound',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause('只付至本人银行卡', 'Paid to the member’s own card only'),
  order: 110,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['member.card'], parameters: [] },
  judge(input) {
    const { cardId, bank, stopped = null } = input.fact<CardFact>('member.card');
    const wasBound = cardId !== null || stopped !== null;
    return { truth: wasBound ? 'true' : 'false', observed: bank ?? stopped?.bank ?? null, required: 'card' };
  },
  texts: {
    passed: {
      zh: '办理过本人收款银行卡绑定',
      en: 'The member has bound a card of their own',
    },
    member: {
      zh: '您还没有绑定本人的收款银行卡',
      en: 'You have not bound a card of your own yet',
    },
    officer: {
      zh: '无已核验的本人收款卡',
      en: 'No verified card of the member',
    },
    condition: {
      zh: '已绑定本人的收款银行卡',
      en: 'has bound a card of one’s own',
    },
    fix: {
      zh: '请先办理“收款银行卡绑定”（GJ34），立即生效',
      en: 'Bind a card first (GJ34); it counts at once',
    },
  },
});
