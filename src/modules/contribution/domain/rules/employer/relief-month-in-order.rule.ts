import { defineRule, regulationsClause } from '../../../../policy';
import type { ReliefAskedFact } from '../../employer/relief-facts';

/** Relief begins with a month that is open; months before it are paid. */
export const reliefMonthInOrder = defineRule({
  id: 'relief-month-in-order',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('20'),
  order: 50,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['relief.asked'], parameters: [] },
  judge: ({ fact }) => {
    const { from, open, latest, parameters } = fact<ReliefAskedFact>('relief.asked');
    const fits = open <= from && from <= latest && parameters;
    return { truth: fits ? 'true' : 'false', observed: { from, open, latest }, required: null };
  },
  texts: {
    passed: { zh: '自 {observed.from} 起', en: 'From {observed.from}' },
    member: {
      zh: '不能自 {observed.from} 起：可选 {observed.open} 至 {observed.latest}，且须有生效的缴存参数。',
      en: 'It cannot begin in {observed.from}: {observed.open} to {observed.latest} are possible, with parameters in force.',
    },
    officer: {
      zh: '起始月 {observed.from} 不在 {observed.open} 至 {observed.latest} 之间',
      en: 'Month {observed.from} is not within {observed.open} to {observed.latest}',
    },
    condition: {
      zh: '起始月尚未汇缴；缓缴自下一个应汇缴的月份起',
      en: 'It begins in a month that is not remitted; a deferral with the next month to remit',
    },
    fix: {
      zh: '请选择 {observed.open} 至 {observed.latest} 之间的月份。',
      en: 'Choose a month from {observed.open} to {observed.latest}.',
    },
  },
});
