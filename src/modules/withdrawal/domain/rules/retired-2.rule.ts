import { defineRule, regulationsClause } from '../../../policy';
import type { RetirementFact } from '../fact-values';

/**
 * Human resources decide, never the age: the statutory month stands in the refusal as a hint. This version tells
 * somebody whose retirement is decided for a later day what that day is.
 */
export const retired2 = defineRule({
  id: 'retired',
  version: 2,
  effective: { from: '2026-11-24', until: null },
  clause: regulationsClause('24'),
  order: 90,
  reasonCode: 'NOT_RETIRED',
  reads: { facts: ['person.retirement'], parameters: [] },
  judge(input) {
    const retirement = input.fact<RetirementFact>('person.retirement');
    if (!retirement.retired) {
      const { hint } = retirement;
      const observed = { retiredOn: null, said: notYet(hint) };
      return { truth: 'false', observed, required: true, ...(hint ? { retryOn: `${hint}-01` } : {}) };
    }
    const { retiredOn } = retirement;
    const observed = { retiredOn, said: decided(retiredOn) };
    if (retiredOn > input.today) return { truth: 'false', observed, required: true, retryOn: retiredOn };
    return { truth: 'true', observed, required: true };
  },
  texts: {
    passed: {
      zh: '人社部门认定已于 {observed.retiredOn} 离退休',
      en: 'Human resources have the member as retired since {observed.retiredOn}',
    },
    member: { zh: '{observed.said}', en: '{observed.said}' },
    officer: { zh: '人社离退休认定：{observed.said}', en: 'Retirement per human resources: {observed.said}' },
    condition: {
      zh: '人社部门认定已离休或退休（不以年龄推定）',
      en: 'human resources have the member as retired; age alone does not count',
    },
    fix: {
      zh: '离退休之日起即可申请；已退休而未登记的，请到人社部门更正',
      en: 'Apply from the day of retirement on; have a missing record mended by human resources',
    },
  },
});

function notYet(hint: string | null): { zh: string; en: string } {
  const month = {
    zh: hint ?? '无从推算',
    en: hint ?? 'cannot be told',
  };
  return {
    zh: `人社部门尚未认定您离退休。按公安登记的出生日期和性别推算，最早法定退休年月为 ${month.zh}（仅为提示，以人社部门认定为准）`,
    en: `Human resources do not have you as retired. By the birth date and sex that the police confirm, the earliest statutory month is ${month.en}: a hint only, human resources decide`,
  };
}

function decided(day: string): { zh: string; en: string } {
  return {
    zh: `人社部门认定您的离退休日为 ${day}，自该日起可以申请`,
    en: `Human resources have your retirement on ${day}; you can apply from that day on`,
  };
}
