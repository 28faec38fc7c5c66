import { defineRule, practiceClause } from '../../../../policy';
import type { EmployerLicenceFact } from '../../employer/change-facts';

/** A new code is the same firm’s when its licence bears the name or the head that we know. */
export const employerNewCodeSameFirm = defineRule({
  id: 'employer-new-code-same-firm',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('统一社会信用代码变更须为同一单位', 'a new credit code must be the same employer’s'),
  order: 30,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['employer.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<EmployerLicenceFact>('employer.licence');
    const same = !licence.asked || !licence.registered || !licence.codeChanged || licence.sameFirm;
    return { truth: same ? 'true' : 'false', observed: same, required: true };
  },
  texts: {
    passed: { zh: '信用代码属于同一单位', en: 'The credit code is the same employer’s' },
    member: {
      zh: '新代码的营业执照与本单位的名称和法定代表人都不一致。',
      en: 'The licence of the new code bears neither this employer’s name nor its legal representative.',
    },
    officer: { zh: '新代码与本单位不符', en: 'The new code is not this employer’s' },
    condition: {
      zh: '申请变更信用代码的，新代码执照的名称或法定代表人与登记一致',
      en: 'Under a new credit code the licence bears the name or the legal representative that are registered',
    },
    fix: { zh: '请核对新的统一社会信用代码。', en: 'Check the new credit code.' },
  },
});
