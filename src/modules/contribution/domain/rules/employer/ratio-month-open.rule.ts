import { defineRule, practiceClause } from '../../../../policy';
import type { RatiosFact } from '../../employer/change-facts';

/** Ratios hold from a month that is not remitted; history is never worked out again. */
export const ratioMonthOpen = defineRule({
  id: 'ratio-month-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '比例自尚未汇缴的月份起执行，最迟为次月',
    'ratios hold from a month not yet remitted, the next month at the latest',
  ),
  order: 30,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['unit.ratios'], parameters: [] },
  judge: ({ fact }) => {
    const { from, open, latest, parameters } = fact<RatiosFact>('unit.ratios');
    const fits = open <= from && from <= latest && parameters;
    return { truth: fits ? 'true' : 'false', observed: { from, open, latest }, required: null };
  },
  texts: {
    passed: { zh: '自 {observed.from} 起执行', en: 'They hold from {observed.from}' },
    member: {
      zh: '{observed.from} 不能作为起始月：该月已核定清册、晚于次月或没有生效的缴存参数。',
      en: 'They cannot hold from {observed.from}: its list is confirmed, it is later than the next month, or no parameters are in force for it.',
    },
    officer: {
      zh: '起始月 {observed.from} 不在 {observed.open} 至 {observed.latest} 之间',
      en: 'Month {observed.from} is not within {observed.open} to {observed.latest}',
    },
    condition: {
      zh: '起始月尚未汇缴，且不晚于次月',
      en: 'The month is not remitted yet and is the next one at the latest',
    },
    fix: {
      zh: '请选择 {observed.open} 至 {observed.latest} 之间的月份。',
      en: 'Choose a month from {observed.open} to {observed.latest}.',
    },
  },
});
