import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityBooksFact } from '../../member/identity-change';

/** What is changed is known. */
export const identityKnownHere = defineRule({
  id: 'identity-known-here',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '姓名、证件号码以公安机关登记为准',
    'Name and id number are those that the police have',
  ),
  order: 10,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['identity.books'], parameters: [] },
  judge: ({ fact }) => {
    const { known, nameAgrees } = fact<IdentityBooksFact>('identity.books');
    return { truth: known && nameAgrees ? 'true' : 'false', observed: known, required: true };
  },
  texts: {
    passed: { zh: '本中心有该姓名和证件号码的人员', en: 'The centre has a person of this name and number' },
    member: {
      zh: '本中心没有登记该姓名和证件号码的人员。',
      en: 'The centre knows nobody of this name and number.',
    },
    officer: { zh: '查无此人', en: 'Nobody of this name and number' },
    condition: {
      zh: '变更前的姓名、证件号码与本中心登记一致',
      en: 'name and number before the change are those that the centre has',
    },
    fix: { zh: '请核对变更前的姓名和证件号码。', en: 'Check the name and number before the change.' },
  },
});
