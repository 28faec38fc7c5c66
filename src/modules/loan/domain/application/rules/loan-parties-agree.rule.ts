import { defineRule, practiceClause } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { ConsentsFact } from '../fact-values';

/** Nobody borrows or guarantees, and nobody's credit is asked for, without having said so. */
export const loanPartiesAgree = defineRule({
  id: 'loan-parties-agree',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '共同借款人、保证人本人确认并授权查询',
    'Co-borrowers and guarantors agree for themselves',
  ),
  order: 66,
  reasonCode: 'CONSENT_DECLINED',
  reads: { facts: ['loan.consents'], parameters: [] },
  judge(input) {
    const declined = input.fact<ConsentsFact>('loan.consents').filter(({ agreed }) => !agreed);
    const observed = rolesIn(declined.map(({ role }) => role));
    return { truth: declined.length === 0 ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: {
      zh: '参与人均已本人确认',
      en: 'Everybody in it has agreed for themselves',
    },
    member: {
      zh: '{observed}未同意参与本次贷款',
      en: 'This loan was declined by {observed}',
    },
    officer: {
      zh: '{observed}不同意',
      en: 'Declined by {observed}',
    },
    condition: {
      zh: '配偶、共同借款人、保证人本人同意并授权查询征信',
      en: 'spouse, co-borrowers and guarantor agree for themselves and consent to their credit reports',
    },
    fix: {
      zh: '协商一致后可以重新申请，或更换参与人',
      en: 'Apply again once they agree, or with somebody else',
    },
  },
});
