import { defineRule, regulationsClause } from '../../../../policy';
import type { ListFact } from '../../facts';

/** Members may have come or gone since the list was made; nobody is left out and nobody sealed is paid for. */
export const listCoversEveryMember = defineRule({
  id: 'list-covers-every-member',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('19'),
  order: 50,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['remittance.list'], parameters: [] },
  judge: ({ fact }) => {
    const { missing, surplus, members } = fact<ListFact>('remittance.list');
    return {
      truth: missing === 0 && surplus === 0 ? 'true' : 'false',
      observed: { missing, surplus, members },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '清册 {observed.members} 人，与单位正常账户一致',
      en: 'The list has {observed.members} members, exactly the active accounts',
    },
    member: {
      zh: '清册提交后人员有变动：漏列 {observed.missing} 人，多列 {observed.surplus} 人。',
      en: 'Members came or went since the list was sent: {observed.missing} missing, {observed.surplus} too many.',
    },
    officer: {
      zh: '清册与正常账户不一致：漏 {observed.missing}，多 {observed.surplus}',
      en: 'List and active accounts differ: {observed.missing} missing, {observed.surplus} surplus',
    },
    condition: {
      zh: '清册包含单位全部状态正常的账户，不多不少',
      en: 'The list holds every active account of the employer and no other',
    },
    fix: { zh: '请重新提交清册后再确认。', en: 'Send the list again and confirm the new one.' },
  },
});
