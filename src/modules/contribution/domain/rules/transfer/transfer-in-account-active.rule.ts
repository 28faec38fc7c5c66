import { defineRule, nationalClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';

export const transferInAccountActive = defineRule({
  id: 'transfer-in-account-active',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2018〕46号', 'Jian Jin [2018] No. 46', '2018-05-02'),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['member.account'], parameters: [] },
  judge({ fact }) {
    const { state } = fact<{ state: string }>('member.account');
    const observed = state === 'none' ? { zh: '未开户', en: 'no account' } : memberStateText(state);
    return { truth: state === '01' ? 'true' : 'false', observed, required: memberStateText('01') };
  },
  texts: {
    passed: {
      zh: '在本市有正常缴存账户',
      en: 'There is an active account here',
    },
    member: {
      zh: '您在本市的账户为“{observed}”，须为“{required}”才能转入',
      en: 'Your account here is {observed}; it must be {required}',
    },
    officer: {
      zh: '转入地账户状态：{observed}，应为{required}',
      en: 'Account here {observed}, must be {required}',
    },
    condition: {
      zh: '在本市有正常缴存的个人账户',
      en: 'the member has an active account here',
    },
    fix: {
      zh: '请由现单位为您开户或启封并缴存后再申请',
      en: 'Have your employer open or unseal your account, then apply',
    },
  },
});
