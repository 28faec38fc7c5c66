import { defineRule } from '../../../../policy';
import { LEAST_TERM } from '../../granting/loan-term';
import type { ValueFact } from '../fact-values';
import { requestOf } from '../loan-request';
import { longestTerm } from '../loan-room';
import { NO_HOME, NOTHING_ASKED, TERM_BOUND_WORDS } from '../words';
import { loanTermInLimit } from './loan-term-in-limit.rule';

/** 5.3. This version quotes a term that was asked for, and none where none was. */
export const loanTermInLimit2 = defineRule({
  ...loanTermInLimit,
  version: 2,
  effective: { from: '2026-12-01', until: null },
  judge(input) {
    const worth = input.fact<ValueFact>('loan.value');
    if (worth === null)
      return {
        truth: 'true',
        observed: { term: NO_HOME, asked: NO_HOME },
        required: { most: NO_HOME, by: NO_HOME },
      };
    const { maxPeriods, binding } = longestTerm(input, worth);
    const asked = requestOf(input.input).termMonths;
    const words = asked === undefined ? NOTHING_ASKED : { zh: `${asked} 个月`, en: `${asked} months` };
    const truth = maxPeriods >= LEAST_TERM && (asked ?? maxPeriods) <= maxPeriods ? 'true' : 'false';
    return {
      truth,
      observed: { term: asked ?? maxPeriods, asked: words },
      required: { most: maxPeriods, by: TERM_BOUND_WORDS[binding] },
    };
  },
  texts: {
    ...loanTermInLimit.texts,
    passed: {
      zh: '贷款期限 {observed.term} 个月，最长 {required.most} 个月（取决于{required.by}）',
      en: 'Term {observed.term} months, at most {required.most} (bound by {required.by})',
    },
    member: {
      zh: '本次贷款最长 {required.most} 个月（取决于{required.by}），申请期限：{observed.asked}；期限不足 12 个月的不予贷款',
      en: 'This loan may run {required.most} months at most (bound by {required.by}); asked for: {observed.asked}; none is granted for less than 12 months',
    },
    officer: {
      zh: '最长 {required.most} 个月（{required.by}），申请期限：{observed.asked}；最短 12 个月',
      en: 'At most {required.most} months ({required.by}), asked: {observed.asked}; at least 12',
    },
  },
});
