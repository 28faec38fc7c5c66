import { defineRule, practiceClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';

export const transferOutAccountSealed = defineRule({
  id: 'transfer-out-account-sealed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['member.account'], parameters: [] },
  judge({ fact }) {
    const { state } = fact<{ state: string }>('member.account');
    const observed = state === 'none' ? { zh: '未开户', en: 'no account' } : memberStateText(state);
    // A frozen account is told so by another rule.
    return {
      truth: state === '02' || state === '06' ? 'true' : 'false',
      observed,
      required: memberStateText('02'),
    };
  },
  texts: {
    passed: {
      zh: '账户已封存',
      en: 'The account is sealed',
    },
    member: {
      zh: '账户状态为“{observed}”，封存后方可转出',
      en: 'The account is {observed}; only a sealed one can be transferred',
    },
    officer: {
      zh: '账户{observed}，应为{required}',
      en: 'Account {observed}, must be {required}',
    },
    condition: {
      zh: '账户已封存',
      en: 'the account is sealed',
    },
    fix: {
      zh: '请原单位办理封存后重新发函',
      en: 'Have the former employer seal it, then send a new letter',
    },
  },
});
