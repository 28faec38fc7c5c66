import { defineRule, regulationsClause } from '../../../policy';
import type { AccountFact } from '../fact-values';

export const accountInUse = defineRule({
  id: 'account-in-use',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('24'),
  order: 25,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['member.account'], parameters: [] },
  judge(input) {
    const { state } = input.fact<AccountFact>('member.account');
    // Somebody without an account is told so by another rule; a frozen account likewise.
    const fits = ['none', '01', '02', '06'].includes(state);
    return { truth: fits ? 'true' : 'false', observed: state, required: ['01', '02'] };
  },
  texts: {
    passed: {
      zh: '个人账户状态正常',
      en: 'The account is in use',
    },
    member: {
      zh: '您的账户已销户或合并，不能办理提取',
      en: 'Your account is closed or merged; nothing can be withdrawn from it',
    },
    officer: {
      zh: '账户状态 {observed}，应为 01 正常或 02 封存',
      en: 'Account state {observed}; 01 or 02 is needed',
    },
    condition: {
      zh: '账户状态为正常或封存',
      en: 'the account is active or sealed',
    },
    fix: {
      zh: '请查询您现在的账户，在现账户办理',
      en: 'Look up your present account and apply there',
    },
  },
});
