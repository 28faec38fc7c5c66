import { defineRule, regulationsClause } from '../../../../policy';

/** An account is opened in the name of a person who is there. */
export const flexibleIdentity = defineRule({
  id: 'flexible-identity',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 10,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['person.identity'], parameters: [] },
  judge: ({ fact }) => {
    const { match, alive } = fact<{ match: boolean; alive: boolean | null }>('person.identity');
    return { truth: match && alive === true ? 'true' : 'false', observed: match, required: true };
  },
  texts: {
    passed: { zh: '身份与公安部门登记一致', en: 'The police agree on the identity' },
    member: {
      zh: '姓名、证件号码与公安部门登记不一致。',
      en: 'The police do not have this name and number.',
    },
    officer: { zh: '公安核验不一致', en: 'The police do not agree' },
    condition: { zh: '姓名、证件号码与公安部门登记一致', en: 'the police agree on name and number' },
    fix: { zh: '请先到户籍派出所核对登记信息。', en: 'Have the police check your record first.' },
  },
});
