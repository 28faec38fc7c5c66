import { defineRule, practiceClause } from '../../../../policy';
import type { MoveUnitsFact } from '../../employer/move-facts';

/** Nobody gets one month from two employers. */
export const staffMoveMonthOpen = defineRule({
  id: 'staff-move-month-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '转移自接收单位尚未汇缴的月份起，最迟为次月',
    'members come from a month that the receiving employer has not remitted, the next month at the latest',
  ),
  order: 40,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['move.units'], parameters: [] },
  judge: ({ fact }) => {
    const { fromMonth, targetOpen, latest } = fact<MoveUnitsFact>('move.units');
    const fits = targetOpen <= fromMonth && fromMonth <= latest;
    return {
      truth: fits ? 'true' : 'false',
      observed: { from: fromMonth, open: targetOpen, latest },
      required: null,
    };
  },
  texts: {
    passed: { zh: '自 {observed.from} 起', en: 'From {observed.from}' },
    member: {
      zh: '不能自 {observed.from} 起：可选 {observed.open} 至 {observed.latest}。',
      en: 'It cannot hold from {observed.from}: {observed.open} to {observed.latest} are possible.',
    },
    officer: {
      zh: '生效月 {observed.from} 不在 {observed.open} 至 {observed.latest} 之间',
      en: 'Month {observed.from} is not within {observed.open} to {observed.latest}',
    },
    condition: {
      zh: '生效月接收单位尚未汇缴，且不晚于次月',
      en: 'The receiving employer has not remitted the month, and it is the next one at the latest',
    },
    fix: {
      zh: '请选择 {observed.open} 至 {observed.latest} 之间的月份。',
      en: 'Choose a month from {observed.open} to {observed.latest}.',
    },
  },
});
