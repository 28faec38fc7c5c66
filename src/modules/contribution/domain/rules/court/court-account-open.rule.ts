import { defineRule, practiceClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';

const OPEN = ['01', '02', '06'];

/** Active, sealed or frozen accounts are open; a closed one holds nothing. */
export const courtAccountOpen = defineRule({
  id: 'court-account-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 30,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['member.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<{ state: string }>('member.account');
    return {
      truth: OPEN.includes(state) ? 'true' : 'false',
      observed: state === 'none' ? { zh: '无账户', en: 'no account' } : memberStateText(state),
      required: null,
    };
  },
  texts: {
    passed: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    member: {
      zh: '该职工没有可以冻结或扣划的账户（{observed}）。',
      en: 'There is no account that could be frozen or drawn on ({observed}).',
    },
    officer: { zh: '账户{observed}', en: 'Account: {observed}' },
    condition: { zh: '该职工在本中心有未销户的账户', en: 'The person has an open account here' },
    fix: {
      zh: '请将无可供执行财产的情况回复执行法院。',
      en: 'Answer the court that there is nothing to enforce on.',
    },
  },
});
