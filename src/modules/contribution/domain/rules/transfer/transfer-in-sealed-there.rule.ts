import { defineRule, practiceClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';
import type { AccountThereFact } from '../../transfer/transfer-facts';

export const transferInSealedThere = defineRule({
  id: 'transfer-in-sealed-there',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 55,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['transfer.accountThere'], parameters: [] },
  judge({ fact }) {
    const { state } = fact<AccountThereFact>('transfer.accountThere');
    // Whether there is an account is another rule’s to judge.
    const observed =
      state === null
        ? { zh: '查无账户，未作比对', en: 'no account, nothing compared' }
        : memberStateText(state);
    return {
      truth: state === null || state === '02' ? 'true' : 'false',
      observed,
      required: memberStateText('02'),
    };
  },
  texts: {
    passed: {
      zh: '转出地账户状态：{observed}',
      en: 'State of the account there: {observed}',
    },
    member: {
      zh: '您在转出地的账户为“{observed}”，须先封存',
      en: 'Your account there is {observed}; it must be sealed first',
    },
    officer: {
      zh: '转出地账户{observed}，应为{required}',
      en: 'Account there {observed}, must be {required}',
    },
    condition: {
      zh: '转出地的账户已封存',
      en: 'the account there is sealed',
    },
    fix: {
      zh: '请原单位办理封存；冻结的账户待解除后申请',
      en: 'Ask your former employer to seal it; a frozen account waits until it is released',
    },
  },
});
