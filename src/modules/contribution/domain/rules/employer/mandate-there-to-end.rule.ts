import { defineRule, practiceClause } from '../../../../policy';
import type { MandateFact } from '../../employer/change-facts';

/** A mandate that is ended must be there. */
export const mandateThereToEnd = defineRule({
  id: 'mandate-there-to-end',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('终止的须为有效签约', 'only a mandate that holds is ended'),
  order: 30,
  reasonCode: 'NO_MANDATE',
  reads: { facts: ['unit.mandate'], parameters: [] },
  judge: ({ fact }) => {
    const { ending, active } = fact<MandateFact>('unit.mandate');
    return { truth: ending && !active ? 'false' : 'true', observed: active, required: ending };
  },
  texts: {
    passed: { zh: '委托收款签约状态相符', en: 'The mandate is as the application says' },
    member: { zh: '单位没有有效的委托收款签约。', en: 'The employer has no mandate that could be ended.' },
    officer: { zh: '无有效签约', en: 'No mandate holds' },
    condition: { zh: '申请终止的，单位有有效的委托收款签约', en: 'To end a mandate, one must hold' },
    fix: null,
  },
});
