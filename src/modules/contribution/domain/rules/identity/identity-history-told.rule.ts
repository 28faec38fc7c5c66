import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityChangeFact } from '../../member/identity-change';

/** Nobody becomes somebody else: the history of the police joins both. */
export const identityHistoryTold = defineRule({
  id: 'identity-history-told',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '姓名、证件号码以公安机关登记为准',
    'Name and id number are those that the police have',
  ),
  order: 40,
  reasonCode: 'IDENTITY_HISTORY_DIFFERS',
  reads: { facts: ['identity.change'], parameters: [] },
  judge: ({ fact }) => {
    const { match, formerTold } = fact<IdentityChangeFact>('identity.change');
    // Whether the police have the new identity at all is another rule's to judge.
    return { truth: !match || formerTold ? 'true' : 'false', observed: formerTold, required: true };
  },
  texts: {
    passed: {
      zh: '公安部门登记的曾用信息与原登记一致',
      en: 'The police have the former name and number as those of this person',
    },
    member: {
      zh: '公安部门的变更记录中没有原姓名和证件号码，无法确认是同一人。',
      en: 'The police do not have the former name and number as those of this person: it cannot be told that it is the same one.',
    },
    officer: { zh: '公安变更记录不符', en: 'History of the police differs' },
    condition: {
      zh: '公安部门的变更记录载有原姓名和证件号码',
      en: 'the police have the former name and number as those of the same person',
    },
    fix: { zh: '请到户籍派出所核对并补充变更记录。', en: 'Have the police mend their record of the change.' },
  },
});
