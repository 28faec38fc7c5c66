import { defineRule, practiceClause } from '../../../../policy';
import type { PhoneFact } from '../../member/identity-change';

/** The bank of the card is who knows the number. */
export const contactCardBound = defineRule({
  id: 'contact-card-bound',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '手机号码经收款卡开户银行核验',
    'The bank of the payout card checks the mobile number',
  ),
  order: 10,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['contact.phone'], parameters: [] },
  judge: ({ fact }) => {
    const { asked, card } = fact<PhoneFact>('contact.phone');
    return { truth: !asked || card ? 'true' : 'false', observed: card, required: true };
  },
  texts: {
    passed: { zh: '已绑定收款卡，可核验手机号码', en: 'A card is bound by which the number can be checked' },
    member: {
      zh: '变更手机号码须先绑定收款银行卡，由开户银行核验。',
      en: 'A mobile number is checked by the bank of your payout card: bind one first.',
    },
    officer: { zh: '未绑卡', en: 'No card bound' },
    condition: {
      zh: '变更手机号码的，已绑定收款银行卡',
      en: 'for a new mobile number a payout card is bound',
    },
    fix: { zh: '请先办理个人收款银行卡绑定（GJ34）。', en: 'Bind a payout card (GJ34) first.' },
  },
});
