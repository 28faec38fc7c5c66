import { defineRule, nationalClause } from '../../../../policy';
import { continuityFacts, steadiness } from '../contributor';

/** LE1: months in a row up to the month before. */
export const loanSixMonths = defineRule({
  id: 'loan-six-months',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2014〕148号', 'Jian Jin [2014] No. 148', '2014-10-09'),
  order: 30,
  reasonCode: 'CONTINUOUS_MONTHS_LT_6',
  reads: {
    facts: continuityFacts,
    parameters: ['loan.minContinuousMonths', 'loan.backPaymentsAtMost', 'loan.backPaymentMonths'],
  },
  judge(input) {
    const { months } = steadiness(input);
    const required = input.parameters.integer('loan.minContinuousMonths');
    return { truth: months >= required ? 'true' : 'false', observed: months, required };
  },
  required: (parameters) => parameters.integer('loan.minContinuousMonths'),
  texts: {
    passed: {
      zh: '截至上月已连续足额缴存 {observed} 个月（要求 {required} 个月）',
      en: '{observed} months contributed in a row up to last month, {required} are needed',
    },
    member: {
      zh: '截至上月您连续足额缴存 {observed} 个月，需满 {required} 个月',
      en: 'You have contributed {observed} months in a row up to last month; {required} are needed',
    },
    officer: {
      zh: '连续足额缴存月数 {observed} < {required}',
      en: 'Months in a row {observed} < {required}',
    },
    condition: {
      zh: '截至申请上月连续足额缴存满 {required} 个月（转入的连续六个月计入；补缴不超过 {param:loan.backPaymentsAtMost} 次且每次不超过 {param:loan.backPaymentMonths} 个月的视为连续）',
      en: 'has contributed in full for {required} months in a row up to the month before; six months carried from another city count, and {param:loan.backPaymentsAtMost} back payment of at most {param:loan.backPaymentMonths} months does not break the row',
    },
    fix: {
      zh: '缴满后即可申请；如单位漏缴，请单位补缴',
      en: 'Apply when they are complete; ask your employer to make up missing months',
    },
  },
});
