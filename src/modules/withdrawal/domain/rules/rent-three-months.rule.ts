import { defineRule, nationalClause } from '../../../policy';

export const rentThreeMonths = defineRule({
  id: 'rent-three-months',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2015〕19号', 'Jian Jin [2015] No. 19', '2015-01-20'),
  order: 90,
  reasonCode: 'CONTINUOUS_MONTHS_LT_3',
  reads: { facts: ['contribution.monthsInARow'], parameters: ['withdrawal.rent.minContinuousMonths'] },
  judge(input) {
    const months = input.fact<number>('contribution.monthsInARow');
    const required = input.parameters.integer('withdrawal.rent.minContinuousMonths');
    return { truth: months >= required ? 'true' : 'false', observed: months, required };
  },
  required: (parameters) => parameters.integer('withdrawal.rent.minContinuousMonths'),
  texts: {
    passed: {
      zh: '已连续足额缴存 {observed} 个月（要求 {required} 个月）',
      en: '{observed} months contributed in a row, {required} are needed',
    },
    member: {
      zh: '您连续足额缴存 {observed} 个月，需满 {required} 个月',
      en: 'You have contributed {observed} months in a row; {required} are needed',
    },
    officer: {
      zh: '连续足额缴存月数 {observed} < {required}',
      en: 'Months in a row {observed} < {required}',
    },
    condition: {
      zh: '连续足额缴存满 {required} 个月',
      en: 'has contributed in full for {required} months in a row',
    },
    fix: {
      zh: '缴满后即可申请；如单位漏缴，请单位补缴',
      en: 'Apply when they are complete; ask your employer to make up missing months',
    },
  },
});
