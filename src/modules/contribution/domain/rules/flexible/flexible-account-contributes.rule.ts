import { defineRule, practiceClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';
import { memberStateText } from '../../member/account-state';

/** Paying and stopping need an account that contributes. */
export const flexibleAccountContributes = defineRule({
  id: 'flexible-account-contributes',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('停缴的账户恢复后缴存', 'A stopped contribution is resumed before it is paid'),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact, input }) => {
    const { state } = fact<FlexAccountFact>('flexible.account');
    const { action } = input as { action: string };
    const fits = state === null || state === '06' || action === 'change' || state === '01';
    return {
      truth: fits ? 'true' : 'false',
      observed: state === null ? null : memberStateText(state),
      required: null,
    };
  },
  texts: {
    passed: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    member: {
      zh: '账户已停缴（{observed}），恢复后才能缴存。',
      en: 'The contribution is stopped ({observed}); resume it first.',
    },
    officer: { zh: '账户{observed}', en: 'Account {observed}' },
    condition: { zh: '缴存、停缴时账户为正常', en: 'to pay or to stop, the account is active' },
    fix: {
      zh: '请先办理缴存变更（change），填写基数和比例即恢复缴存。',
      en: 'Send a change with base and ratio: it resumes the contribution.',
    },
  },
});
