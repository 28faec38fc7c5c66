import { parseMonth } from '../../../../../kernel/month';
import { defineRule, practiceClause } from '../../../../policy';
import type { ListFact } from '../../facts';
import { checkRemittanceMonth } from '../../remittance/remittance-month';

/** No month is remitted twice. */
export const remittanceMonthNotYetRemitted = defineRule({
  id: 'remittance-month-not-yet-remitted',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('汇缴年月不得重复', 'no month is remitted twice'),
  order: 30,
  reasonCode: 'MONTH_ALREADY_REMITTED',
  reads: { facts: ['remittance.list'], parameters: [] },
  judge: ({ fact }) => {
    const { month, paidThrough } = fact<ListFact>('remittance.list');
    const check = checkRemittanceMonth(parseMonth(paidThrough), parseMonth(month));
    const repeated = !check.accepted && check.reason === 'MONTH_ALREADY_REMITTED';
    return { truth: repeated ? 'false' : 'true', observed: { month, paidThrough }, required: null };
  },
  texts: {
    passed: {
      zh: '{observed.month} 尚未汇缴（缴至 {observed.paidThrough}）',
      en: '{observed.month} is not remitted yet (paid through {observed.paidThrough})',
    },
    member: {
      zh: '单位已缴至 {observed.paidThrough}，{observed.month} 不能重复汇缴。',
      en: 'The employer is paid through {observed.paidThrough}; {observed.month} cannot be remitted again.',
    },
    officer: {
      zh: '{observed.month} 已汇缴，缴至 {observed.paidThrough}',
      en: '{observed.month} already remitted, paid through {observed.paidThrough}',
    },
    condition: { zh: '该年月尚未汇缴', en: 'The month has not been remitted' },
    fix: {
      zh: '请为下一个年月提交清册；漏缴人员请办理补缴（GJ12）。',
      en: 'Send a list for the next month; make up for somebody forgotten by back payment (GJ12).',
    },
  },
});
