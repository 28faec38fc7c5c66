import { defineRule, practiceClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** Money is taken from a card whose holder the bank has confirmed. */
export const flexibleDebitCardBound = defineRule({
  id: 'flexible-debit-card-bound',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('按月代扣须先绑定本人银行卡', 'A monthly debit needs a bound card of one’s own'),
  order: 45,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact, input }) => {
    const { card } = fact<FlexAccountFact>('flexible.account');
    const { action } = input as { action: string };
    const wanted = action === 'debit';
    return { truth: wanted && !card ? 'false' : 'true', observed: card, required: wanted };
  },
  texts: {
    passed: { zh: '已绑定银行卡，或未申请按月代扣', en: 'A card is bound, or no debit is wanted' },
    member: {
      zh: '尚未绑定本人银行卡，不能按月代扣。',
      en: 'No card of yours is bound that could be debited.',
    },
    officer: { zh: '未绑定银行卡', en: 'No card is bound' },
    condition: {
      zh: '申请按月代扣的，已绑定本人银行卡',
      en: 'for a monthly debit, a card of one’s own is bound',
    },
    fix: { zh: '请先绑定银行卡（GJ34）。', en: 'Bind a card first (GJ34).' },
  },
});
