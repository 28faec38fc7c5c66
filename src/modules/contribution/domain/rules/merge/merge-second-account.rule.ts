import { defineRule, regulationsClause } from '../../../../policy';
import type { MergeAccountsFact } from '../../member/account-merge';

/** Two accounts, one person: the police join the numbers (一人一户). */
export const mergeSecondAccount = defineRule({
  id: 'merge-second-account',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 20,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['merge.accounts'], parameters: [] },
  judge: ({ fact }) => {
    const { accounts } = fact<MergeAccountsFact>('merge.accounts');
    return { truth: accounts.length === 2 ? 'true' : 'false', observed: accounts.length, required: 2 };
  },
  texts: {
    passed: { zh: '在曾用证件号码下另有一个账户', en: 'There is another account under a former number' },
    member: {
      zh: '您和您的曾用证件号码名下共有{observed}个未销户账户，合并须为{required}个。',
      en: 'You and your former numbers have {observed} open accounts here; a merger is of {required}.',
    },
    officer: { zh: '账户数{observed}', en: '{observed} accounts' },
    condition: {
      zh: '本人与公安部门登记的曾用证件号码名下各有一个未销户账户',
      en: 'you and a former number that the police have of you have one open account each',
    },
    fix: {
      zh: '仅需变更证件号码的，请到柜台办理（GJ22）。',
      en: 'To change the number alone go to a counter (GJ22).',
    },
  },
});
