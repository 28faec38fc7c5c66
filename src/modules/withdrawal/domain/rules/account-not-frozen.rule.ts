import { defineRule, practiceClause } from '../../../policy';
import type { AccountFact } from '../fact-values';

export const accountNotFrozen = defineRule({
  id: 'account-not-frozen',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('司法冻结期间不得提取', 'No withdrawal while a court has frozen the account'),
  order: 30,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['member.account'], parameters: [] },
  judge(input) {
    const { state } = input.fact<AccountFact>('member.account');
    return { truth: state === '06' ? 'false' : 'true', observed: state, required: ['01', '02'] };
  },
  texts: {
    passed: {
      zh: '账户未被冻结',
      en: 'The account is not frozen',
    },
    member: {
      zh: '您的账户已被依法冻结，冻结期间不能提取',
      en: 'Your account is frozen by order; nothing can be withdrawn meanwhile',
    },
    officer: {
      zh: '账户状态 06 冻结',
      en: 'Account state 06, frozen',
    },
    condition: {
      zh: '账户未被司法冻结',
      en: 'the account is not frozen by a court',
    },
    fix: {
      zh: '请联系作出冻结决定的机关，解除后即可申请',
      en: 'Turn to the court that ordered it; apply again once it is lifted',
    },
  },
});
