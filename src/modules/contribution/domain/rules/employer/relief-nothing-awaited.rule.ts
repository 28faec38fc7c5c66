import { defineRule, practiceClause } from '../../../../policy';
import type { ObligationsFact } from '../../employer/change-facts';

/** Money that is awaited comes in first. */
export const reliefNothingAwaited = defineRule({
  id: 'relief-nothing-awaited',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('有待付款清册的先完成汇缴', 'a confirmed list is paid before a deferral'),
  order: 60,
  reasonCode: 'EMPLOYER_ARREARS',
  reads: { facts: ['unit.obligations'], parameters: [] },
  judge: ({ fact }) => {
    const { awaiting } = fact<ObligationsFact>('unit.obligations');
    return { truth: awaiting === 0 ? 'true' : 'false', observed: awaiting, required: 0 };
  },
  texts: {
    passed: { zh: '没有待付款的清册', en: 'No list awaits money' },
    member: { zh: '还有 {observed} 份已确认的清册等待付款。', en: '{observed} confirmed lists await money.' },
    officer: { zh: '待付款清册 {observed} 份', en: 'Lists awaiting money: {observed}' },
    condition: { zh: '没有已确认而未付款的清册', en: 'No confirmed list awaits money' },
    fix: { zh: '请先完成该清册的汇缴。', en: 'Pay that list first.' },
  },
});
