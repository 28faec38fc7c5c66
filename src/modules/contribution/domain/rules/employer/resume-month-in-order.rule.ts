import { defineRule, regulationsClause } from '../../../../policy';
import type { ReliefFact } from '../../employer/change-facts';

/** Contribution is resumed from a month that is not over, without a gap. */
export const resumeMonthInOrder = defineRule({
  id: 'resume-month-in-order',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('20'),
  order: 30,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['unit.relief'], parameters: [] },
  judge: ({ fact }) => {
    const { resumeFrom, open, latest, parameters } = fact<ReliefFact>('unit.relief');
    const fits = resumeFrom !== null && open <= resumeFrom && resumeFrom <= latest && parameters;
    return { truth: fits ? 'true' : 'false', observed: { from: resumeFrom, open, latest }, required: null };
  },
  texts: {
    passed: { zh: '自 {observed.from} 起恢复', en: 'Contribution is resumed from {observed.from}' },
    member: {
      zh: '不能自 {observed.from} 起恢复：可选 {observed.open} 至 {observed.latest}，且须有生效的缴存参数。',
      en: 'It cannot be resumed from {observed.from}: choose a month from {observed.open} to {observed.latest} for which parameters are in force.',
    },
    officer: {
      zh: '恢复月 {observed.from} 不在 {observed.open} 至 {observed.latest} 之间',
      en: 'Month {observed.from} is not within {observed.open} to {observed.latest}',
    },
    condition: {
      zh: '恢复月尚未汇缴或缓缴，且不晚于次月',
      en: 'The month is neither remitted nor deferred yet, and the next one at the latest',
    },
    fix: {
      zh: '请选择 {observed.open} 至 {observed.latest} 之间的月份。',
      en: 'Choose a month from {observed.open} to {observed.latest}.',
    },
  },
});
