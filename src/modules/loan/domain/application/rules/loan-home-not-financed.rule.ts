import { defineRule, regulationsClause } from '../../../../policy';
import type { OnHomeFact } from '../fact-values';

/** LE10: one home secures one loan of this centre. Read under the lock of the home, so that of two who ask at once one is told. */
export const loanHomeNotFinanced = defineRule({
  id: 'loan-home-not-financed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('27'),
  order: 91,
  reasonCode: 'COLLATERAL_SEIZED',
  reads: { facts: ['loan.onHome'], parameters: [] },
  judge(input) {
    const { financed } = input.fact<OnHomeFact>('loan.onHome');
    return { truth: financed ? 'false' : 'true', observed: financed, required: false };
  },
  texts: {
    passed: {
      zh: '本中心在该住房上没有在途或未结清的贷款',
      en: 'No other loan of this centre is on the home',
    },
    member: {
      zh: '该住房已有本中心已核准或未结清的贷款，一套住房只能设一笔',
      en: 'This centre has approved another loan on the home, or one is not settled: a home secures one',
    },
    officer: {
      zh: '该不动产单元已有本中心贷款',
      en: 'The unit secures another loan of this centre',
    },
    condition: {
      zh: '该住房没有本中心其他已核准或未结清的贷款',
      en: 'no other loan of this centre on the home is approved or unsettled',
    },
    fix: {
      zh: '原贷款结清或撤销后即可申请',
      en: 'Apply when the other loan is settled or cancelled',
    },
  },
});
