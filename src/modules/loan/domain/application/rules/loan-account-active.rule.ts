import { defineRule, nationalClause } from '../../../../policy';
import { continuityFacts, steadiness } from '../contributor';

export const loanAccountActive = defineRule({
  id: 'loan-account-active',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2014〕148号', 'Jian Jin [2014] No. 148', '2014-10-09'),
  order: 25,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: continuityFacts, parameters: [] },
  judge(input) {
    const { state } = steadiness(input);
    // Somebody without an account is told so by another rule.
    return { truth: ['01', 'none'].includes(state) ? 'true' : 'false', observed: state, required: '01' };
  },
  texts: {
    passed: {
      zh: '个人账户状态正常',
      en: 'The account is active',
    },
    member: {
      zh: '您的账户不在正常缴存状态，不能申请贷款',
      en: 'Your account is not active, so no loan can be granted on it',
    },
    officer: {
      zh: '账户状态 {observed}，应为 {required} 正常',
      en: 'Account state {observed}; {required} is needed',
    },
    condition: {
      zh: '借款人账户状态为正常',
      en: 'the borrower’s account is active',
    },
    fix: {
      zh: '请由单位办理启封并恢复缴存；被冻结的，解除冻结后可以申请',
      en: 'Have your employer unseal it and contribute again; a frozen account has to be released first',
    },
  },
});
