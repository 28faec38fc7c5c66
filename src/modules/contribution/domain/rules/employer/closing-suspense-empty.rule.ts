import { defineRule, practiceClause } from '../../../../policy';
import type { ObligationsFact } from '../../employer/change-facts';

/** Money nobody allocated is not closed away. */
export const closingSuspenseEmpty = defineRule({
  id: 'closing-suspense-empty',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('单位暂收款为零方可销户', 'suspense must be empty'),
  order: 50,
  reasonCode: 'SUSPENSE_NOT_EMPTY',
  reads: { facts: ['unit.obligations'], parameters: [] },
  judge: ({ fact }) => {
    const { suspense } = fact<ObligationsFact>('unit.obligations');
    return { truth: suspense === '0.00' ? 'true' : 'false', observed: suspense, required: '0.00' };
  },
  texts: {
    passed: { zh: '单位暂收款为零', en: 'The unit’s suspense is empty' },
    member: { zh: '单位暂收款还有 {observed} 元。', en: 'There is {observed} yuan in the unit’s suspense.' },
    officer: { zh: '暂收款 {observed} 元', en: 'Suspense {observed}' },
    condition: { zh: '单位暂收款为零', en: 'The unit’s suspense is empty' },
    fix: { zh: '请先办理暂收款分配或退回（GJ19）。', en: 'Have it allocated or returned first (GJ19).' },
  },
});
