import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';

/** Nobody moves an account by its number alone. */
export const moveMemberNamed = defineRule({
  id: 'move-member-named',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 15,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['move.account'], parameters: [] },
  judge: ({ fact }) => {
    const { nameAgrees } = fact<MoveAccountFact>('move.account');
    return { truth: nameAgrees === false ? 'false' : 'true', observed: nameAgrees, required: true };
  },
  texts: {
    passed: { zh: '姓名与账户一致', en: 'The name is that of the account' },
    member: {
      zh: '姓名与该证件号码的账户户名不一致。',
      en: 'The name is not that of the account of this id number.',
    },
    officer: { zh: '姓名不一致', en: 'Another name' },
    condition: { zh: '姓名与账户户名一致', en: 'The name is that of the account' },
    fix: {
      zh: '请核对姓名；姓名已变更的，请本人到柜台办理（GJ22）。',
      en: 'Check the name; a changed one is registered at a counter (GJ22).',
    },
  },
});
