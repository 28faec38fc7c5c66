import { defineRule, regulationsClause } from '../../../../policy';
import type { MergeIdentitiesFact } from '../../member/account-merge';

/** Who merges accounts is who they say. */
export const mergePoliceAgree = defineRule({
  id: 'merge-police-agree',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 10,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['merge.identities'], parameters: [] },
  judge: ({ fact }) => {
    const { match } = fact<MergeIdentitiesFact>('merge.identities');
    return { truth: match ? 'true' : 'false', observed: match, required: true };
  },
  texts: {
    passed: { zh: '身份与公安部门登记一致', en: 'The police agree on the identity' },
    member: {
      zh: '您的姓名、证件号码与公安部门登记不一致。',
      en: 'The police do not have this name and number.',
    },
    officer: { zh: '公安核验不一致', en: 'The police do not agree' },
    condition: { zh: '姓名、证件号码与公安部门登记一致', en: 'the police agree on name and number' },
    fix: { zh: '请先到户籍派出所核对登记信息。', en: 'Have the police check your record first.' },
  },
});
