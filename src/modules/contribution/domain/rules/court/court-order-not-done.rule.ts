import { defineRule, practiceClause } from '../../../../policy';
import type { CourtFreezesFact } from '../../court/court-order';

/** One order has one effect. */
export const courtOrderNotDone = defineRule({
  id: 'court-order-not-done',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 25,
  reasonCode: 'COURT_ORDER_DONE',
  reads: { facts: ['court.freezes'], parameters: [] },
  judge: ({ fact }) => {
    const { done } = fact<CourtFreezesFact>('court.freezes');
    return { truth: done ? 'false' : 'true', observed: done, required: false };
  },
  texts: {
    passed: { zh: '该文书尚未办理', en: 'The order was not carried out before' },
    member: { zh: '该文书已经办理过。', en: 'The order was carried out before.' },
    officer: { zh: '文书已办理', en: 'Order done already' },
    condition: { zh: '同一文书只办理一次', en: 'An order is carried out once' },
    fix: { zh: '再次冻结、续冻或扣划须有新的文书。', en: 'Another measure needs another order.' },
  },
});
