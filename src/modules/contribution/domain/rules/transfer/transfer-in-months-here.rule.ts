import { defineRule, nationalClause } from '../../../../policy';

export const transferInMonthsHere = defineRule({
  id: 'transfer-in-months-here',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2018〕46号', 'Jian Jin [2018] No. 46', '2018-05-02'),
  order: 30,
  reasonCode: 'CONTINUOUS_MONTHS_LT_6',
  reads: { facts: ['contribution.monthsInARow'], parameters: ['transfer.monthsHere'] },
  judge({ fact, parameters }) {
    const months = fact<number>('contribution.monthsInARow');
    const required = parameters.integer('transfer.monthsHere');
    return { truth: months >= required ? 'true' : 'false', observed: months, required };
  },
  required: (parameters) => parameters.integer('transfer.monthsHere'),
  texts: {
    passed: {
      zh: '在本市已连续缴存 {observed} 个月',
      en: '{observed} months in a row were contributed here',
    },
    member: {
      zh: '您在本市连续缴存 {observed} 个月，满 {required} 个月方可办理转入',
      en: 'You have contributed {observed} months in a row here; a transfer needs {required}',
    },
    officer: {
      zh: '转入地连续缴存 {observed} 个月，应满 {required} 个月',
      en: '{observed} months in a row here, {required} needed',
    },
    condition: {
      zh: '在本市连续缴存满 {required} 个月',
      en: '{required} months in a row are contributed here',
    },
    fix: {
      zh: '继续正常缴存，满足月数后即可申请',
      en: 'Go on contributing and apply when the months are complete',
    },
  },
});
