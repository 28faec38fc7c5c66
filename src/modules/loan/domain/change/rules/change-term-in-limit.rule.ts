import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import type { ChangeFact, TermChangeBound } from '../change-fact';
import type { ChangeRequest } from '../change-request';
import { leastPeriods } from '../term-bound';

const BOUNDS: Readonly<Record<TermChangeBound, { zh: string; en: string }>> = {
  longest: { zh: '最长期限', en: 'the longest term' },
  age: { zh: '借款人年龄', en: 'the age of the borrower' },
  granted: { zh: '核准期限', en: 'the term that was granted' },
};

/** 5.3: the whole term stays between a year and the longest that age and home allow. */
export const changeTermInLimit = defineRule({
  id: 'change-term-in-limit',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 50,
  reasonCode: 'TERM_LIMIT',
  reads: { facts: ['loan.change'], parameters: ['loan.maxMonths', 'loan.ageLimit'] },
  judge(input) {
    const { fallenDue, periodsLeft, most, boundBy } = input.fact<ChangeFact>('loan.change');
    // They bound the fact; named here so that the guide says them.
    input.parameters.integer('loan.maxMonths');
    input.parameters.integer('loan.ageLimit');
    const request = input.input as ChangeRequest;
    const asked = request.change === 'term' ? request.periods : periodsLeft;
    const least = leastPeriods(fallenDue);
    const fits =
      request.change === 'card' ||
      (periodsLeft > 0 && (request.change === 'method' || (asked >= least && asked <= most)));
    return {
      truth: fits ? 'true' : 'false',
      observed: asked,
      required: { least, most, by: BOUNDS[boundBy] },
    };
  },
  texts: {
    passed: {
      zh: '剩余 {observed} 期，可在 {required.least} 至 {required.most} 期之间（上限取决于{required.by}）',
      en: '{observed} instalments left, between {required.least} and {required.most} (bound by {required.by})',
    },
    member: {
      zh: '剩余期数只能在 {required.least} 至 {required.most} 期之间（上限取决于{required.by}），申请 {observed} 期',
      en: 'Between {required.least} and {required.most} instalments can be left (bound by {required.by}); {observed} were asked for',
    },
    officer: {
      zh: '申请剩余 {observed} 期，允许 {required.least} 至 {required.most} 期（{required.by}）',
      en: 'Asked {observed} left, allowed {required.least} to {required.most} ({required.by})',
    },
    condition: {
      zh: '变更后总期限 12 至 {param:loan.maxMonths} 个月，到期时借款人不满 {param:loan.ageLimit} 周岁；二手房、建造和商转公贷款不超过核准期限',
      en: 'the whole term is 12 to {param:loan.maxMonths} months and ends before the borrower is {param:loan.ageLimit}; for a second-hand home, building works and a conversion not beyond what was granted',
    },
    fix: { zh: '请调整申请的剩余期数', en: 'Ask for another number of instalments' },
  },
});
