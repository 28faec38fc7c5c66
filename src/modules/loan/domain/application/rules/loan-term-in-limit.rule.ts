import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import { LEAST_TERM, type TermBound } from '../../granting/loan-term';
import type { ValueFact } from '../fact-values';
import { longestTerm, TERM_PARAMETERS } from '../loan-room';
import { requestOf } from '../loan-request';
import { NO_HOME } from '../words';

const BOUNDS: Readonly<Record<TermBound, { zh: string; en: string }>> = {
  longest: { zh: '最长期限', en: 'the longest term' },
  age: { zh: '借款人年龄', en: 'the age of the borrower' },
  building: { zh: '房龄', en: 'the age of the building' },
  land: { zh: '土地使用年限', en: 'the right to use the land' },
};

/** 5.3: whole months between a year and the longest that age, building and land allow. */
export const loanTermInLimit = defineRule({
  id: 'loan-term-in-limit',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 110,
  reasonCode: 'TERM_LIMIT',
  reads: { facts: ['person.age', 'loan.value'], parameters: TERM_PARAMETERS },
  judge(input) {
    const worth = input.fact<ValueFact>('loan.value');
    if (worth === null) return { truth: 'true', observed: NO_HOME, required: { most: NO_HOME, by: NO_HOME } };
    const { maxPeriods, binding } = longestTerm(input, worth);
    const asked = requestOf(input.input).termMonths;
    const truth = maxPeriods >= LEAST_TERM && (asked ?? maxPeriods) <= maxPeriods ? 'true' : 'false';
    return { truth, observed: asked ?? maxPeriods, required: { most: maxPeriods, by: BOUNDS[binding] } };
  },
  texts: {
    passed: {
      zh: '贷款期限 {observed} 个月，最长 {required.most} 个月（取决于{required.by}）',
      en: 'Term {observed} months, at most {required.most} (bound by {required.by})',
    },
    member: {
      zh: '本次贷款最长 {required.most} 个月（取决于{required.by}），申请 {observed} 个月；期限不足 12 个月的不予贷款',
      en: 'This loan may run {required.most} months at most (bound by {required.by}); {observed} were asked for, and none is granted for less than 12',
    },
    officer: {
      zh: '期限 {observed} 个月超过 {required.most} 个月（{required.by}）或最长不足 12 个月',
      en: 'Term {observed} over {required.most} months ({required.by}), or less than 12 possible',
    },
    condition: {
      zh: '期限 12 至 {param:loan.maxMonths} 个月，到期时借款人不满 {param:loan.ageLimit} 周岁，二手房房龄与期限之和不超过 {param:loan.houseAgePlusTerm} 年，并在土地使用年限内',
      en: 'a term of 12 to {param:loan.maxMonths} months that ends before the borrower is {param:loan.ageLimit}, before a second-hand building is {param:loan.houseAgePlusTerm} years old, and within the right to use the land',
    },
    fix: {
      zh: '请缩短期限，或由较年轻的共同借款人作为主借款人申请',
      en: 'Ask for a shorter term, or let a younger co-borrower apply as the borrower',
    },
  },
});
