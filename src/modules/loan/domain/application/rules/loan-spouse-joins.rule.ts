import { defineRule, practiceClause } from '../../../../policy';
import type { ConsentsFact, PartiesFact } from '../fact-values';

/** LE9: a married borrower borrows together with the spouse. */
export const loanSpouseJoins = defineRule({
  id: 'loan-spouse-joins',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('已婚借款人的配偶为共同借款人', 'The spouse of a married borrower is a co-borrower'),
  order: 65,
  reasonCode: 'SPOUSE_NOT_COBORROWER',
  reads: { facts: ['loan.parties', 'loan.consents'], parameters: [] },
  judge(input) {
    const { spouse } = input.fact<PartiesFact>('loan.parties');
    if (spouse === 'left-out')
      return {
        truth: 'false',
        observed: { zh: '申请中未包括配偶', en: 'the application leaves the spouse out' },
        required: null,
      };
    if (spouse === 'none')
      return { truth: 'true', observed: { zh: '无配偶', en: 'no spouse' }, required: null };
    const declined = input
      .fact<ConsentsFact>('loan.consents')
      .some(({ role, agreed }) => role === 'spouse' && !agreed);
    const observed = declined
      ? { zh: '配偶不同意共同借款', en: 'the spouse declined' }
      : { zh: '配偶同意共同借款', en: 'the spouse agreed' };
    return { truth: declined ? 'false' : 'true', observed, required: null };
  },
  texts: {
    passed: {
      zh: '{observed}',
      en: 'Spouse: {observed}',
    },
    member: {
      zh: '已婚的，配偶须为共同借款人：{observed}',
      en: 'The spouse of a married borrower has to borrow too: {observed}',
    },
    officer: {
      zh: '配偶未作为共同借款人（{observed}）',
      en: 'Spouse is no co-borrower ({observed})',
    },
    condition: {
      zh: '已婚的，配偶为共同借款人并本人确认',
      en: 'the spouse of a married borrower is a co-borrower and says so',
    },
    fix: {
      zh: '请由配偶作为共同借款人重新申请，配偶用自己的账号确认即可',
      en: 'Apply again with your spouse as co-borrower, who agrees by their own login',
    },
  },
});
