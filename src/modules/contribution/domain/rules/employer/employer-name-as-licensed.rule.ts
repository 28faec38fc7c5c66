import { defineRule, practiceClause } from '../../../../policy';
import { type LicenceFact, NO_LICENCE } from '../../facts';

/** The account bears the name on the licence, whatever was typed. */
export const employerNameAsLicensed = defineRule({
  id: 'employer-name-as-licensed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('单位名称以市场监管登记为准', 'the name of an employer is that of its licence'),
  order: 40,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['company.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<LicenceFact>('company.licence');
    if (!licence.registered) return { truth: 'true', observed: NO_LICENCE, required: null };
    if (!licence.nameAgrees) return { truth: 'false', observed: licence.name, required: null };
    return { truth: 'true', observed: { zh: '一致', en: 'it agrees' }, required: null };
  },
  texts: {
    passed: {
      zh: '单位名称与登记名称比对：{observed}',
      en: 'The name beside that on the licence: {observed}',
    },
    member: {
      zh: '填写的单位名称与市场监管登记的名称“{observed}”不一致。',
      en: 'The name given differs from the one on the licence, "{observed}".',
    },
    officer: {
      zh: '单位名称与登记名称“{observed}”不一致',
      en: 'Name differs from the licence: "{observed}"',
    },
    condition: {
      zh: '单位名称与市场监管登记一致，可以不填',
      en: 'The name is that of the licence; it need not be given',
    },
    fix: {
      zh: '请改为登记名称，或删除该项由系统带出。',
      en: 'Use the name on the licence, or leave it out: it is taken from there.',
    },
  },
});
