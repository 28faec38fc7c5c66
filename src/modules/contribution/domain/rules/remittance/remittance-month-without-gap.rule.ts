import { nextMonth, parseMonth } from '../../../../../kernel/month';
import { defineRule, practiceClause } from '../../../../policy';
import type { ListFact } from '../../facts';
import { checkRemittanceMonth } from '../../remittance/remittance-month';

/** Months are remitted in order, none left out. */
export const remittanceMonthWithoutGap = defineRule({
  id: 'remittance-month-without-gap',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('汇缴年月连续，不得跳月', 'months are remitted in order, none left out'),
  order: 40,
  reasonCode: 'MONTH_GAP',
  reads: { facts: ['remittance.list'], parameters: [] },
  judge: ({ fact }) => {
    const { month, paidThrough } = fact<ListFact>('remittance.list');
    const check = checkRemittanceMonth(parseMonth(paidThrough), parseMonth(month));
    const gap = !check.accepted && check.reason === 'MONTH_GAP';
    return { truth: gap ? 'false' : 'true', observed: month, required: nextMonth(parseMonth(paidThrough)) };
  },
  texts: {
    passed: { zh: '汇缴年月 {observed} 连续', en: 'The month {observed} leaves no gap' },
    member: {
      zh: '本次应汇缴 {required}，清册为 {observed}，中间不得跳月。',
      en: 'The month due is {required}, the list is for {observed}; no month may be left out.',
    },
    officer: { zh: '跳月：应缴 {required}，清册 {observed}', en: 'Gap: due {required}, list {observed}' },
    condition: { zh: '清册年月为缴至年月的次月', en: 'The list is for the month after the one paid through' },
    fix: { zh: '请先汇缴 {required}。', en: 'Remit {required} first.' },
  },
});
