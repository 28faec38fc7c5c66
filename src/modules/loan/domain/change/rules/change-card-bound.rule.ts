import { defineRule, practiceClause } from '../../../../policy';
import type { ChangeFact } from '../change-fact';
import type { ChangeRequest } from '../change-request';

const NONE = { zh: '未绑定', en: 'none' };

/** A loan is repaid from a card whose holder was verified. */
export const changeCardBound = defineRule({
  id: 'change-card-bound',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '还款卡须为借款人本人已核验的银行卡',
    'The card is a borrower’s own, and was verified',
  ),
  order: 60,
  reasonCode: 'CARD_NOT_BOUND',
  reads: { facts: ['loan.change'], parameters: [] },
  judge(input) {
    const { ownCard } = input.fact<ChangeFact>('loan.change');
    const { change } = input.input as ChangeRequest;
    const truth = change !== 'card' || ownCard !== null ? 'true' : 'false';
    return { truth, observed: ownCard ?? NONE, required: null };
  },
  texts: {
    passed: { zh: '还款卡符合要求', en: 'The card may repay the loan' },
    member: {
      zh: '您没有绑定银行卡，不能变更还款卡',
      en: 'You have bound no card that could repay the loan',
    },
    officer: { zh: '申请人未绑卡', en: 'The applicant has bound no card' },
    condition: {
      zh: '变更还款卡的，本人已绑定银行卡',
      en: 'for a change of the card the applicant has bound one',
    },
    fix: { zh: '先绑定银行卡（GJ34）再申请', en: 'Bind a card (GJ34), then apply again' },
  },
});
