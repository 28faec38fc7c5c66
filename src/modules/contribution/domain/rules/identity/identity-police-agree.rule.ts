import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityChangeFact } from '../../member/identity-change';

/** The police say who somebody is now. */
export const identityPoliceAgree = defineRule({
  id: 'identity-police-agree',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '姓名、证件号码以公安机关登记为准',
    'Name and id number are those that the police have',
  ),
  order: 30,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['identity.change'], parameters: [] },
  judge: ({ fact }) => {
    const { match, alive } = fact<IdentityChangeFact>('identity.change');
    return { truth: match && alive === true ? 'true' : 'false', observed: match, required: true };
  },
  texts: {
    passed: { zh: '公安部门登记与变更后的信息一致', en: 'The police have the new name and number' },
    member: {
      zh: '公安部门没有登记变更后的姓名和证件号码。',
      en: 'The police do not have the new name and number.',
    },
    officer: { zh: '公安无此登记', en: 'Not registered by the police' },
    condition: {
      zh: '变更后的姓名、证件号码与公安部门登记一致',
      en: 'the police have the new name and number',
    },
    fix: { zh: '请先到户籍派出所完成变更登记。', en: 'Have the police register the change first.' },
  },
});
