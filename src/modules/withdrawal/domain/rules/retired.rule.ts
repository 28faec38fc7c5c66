import { defineRule, regulationsClause } from '../../../policy';
import type { RetirementFact } from '../fact-values';

const NO_HINT = { zh: '无从推算', en: 'cannot be told' };

/** Human resources decide, never the age: the statutory month stands in the refusal as a hint. */
export const retired = defineRule({
  id: 'retired',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('24'),
  order: 90,
  reasonCode: 'NOT_RETIRED',
  reads: { facts: ['person.retirement'], parameters: [] },
  judge(input) {
    const retirement = input.fact<RetirementFact>('person.retirement');
    if (!retirement.retired) {
      const { hint } = retirement;
      const observed = { retiredOn: null, hint: hint ?? NO_HINT };
      return { truth: 'false', observed, required: true, ...(hint ? { retryOn: `${hint}-01` } : {}) };
    }
    const { retiredOn } = retirement;
    const observed = { retiredOn, hint: retiredOn.slice(0, 7) };
    if (retiredOn > input.today) return { truth: 'false', observed, required: true, retryOn: retiredOn };
    return { truth: 'true', observed, required: true };
  },
  texts: {
    passed: {
      zh: '人社部门认定已于 {observed.retiredOn} 离退休',
      en: 'Human resources have the member as retired since {observed.retiredOn}',
    },
    member: {
      zh: '人社部门尚未认定您离退休。按公安登记的出生日期和性别推算，最早法定退休年月为 {observed.hint}（仅为提示，以人社部门认定为准）',
      en: 'Human resources do not have you as retired. By the birth date and sex that the police confirm, the earliest statutory month is {observed.hint}: a hint only, human resources decide',
    },
    officer: {
      zh: '人社离退休认定日：{observed.retiredOn}；推算最早法定退休年月 {observed.hint}（提示）',
      en: 'Retired per human resources: {observed.retiredOn}; earliest statutory month {observed.hint} (hint)',
    },
    condition: {
      zh: '人社部门认定已离休或退休（不以年龄推定）',
      en: 'human resources have the member as retired; age alone does not count',
    },
    fix: {
      zh: '人社部门办结退休手续后即可申请；已退休而未登记的，请到人社部门更正',
      en: 'Apply once human resources have completed the retirement; have a missing record mended there',
    },
  },
});
