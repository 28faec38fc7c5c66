import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveUnitsFact } from '../../employer/move-facts';

/** Months before the move are settled where they were owed, as far as a back payment can settle them. */
export const moveSourceSettled2 = defineRule({
  id: 'move-source-settled',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('14'),
  order: 30,
  reasonCode: 'EMPLOYER_ARREARS',
  reads: { facts: ['move.units'], parameters: [] },
  judge: ({ fact }) => {
    const {
      awaiting,
      deferredPayable: deferred,
      relief,
      pending,
      fromMonth,
      sourceOpen,
    } = fact<MoveUnitsFact>('move.units');
    const settled = awaiting + deferred + pending === 0 && !relief && sourceOpen === fromMonth;
    return {
      truth: settled ? 'true' : 'false',
      observed: { awaiting, deferred, pending, open: sourceOpen },
      required: fromMonth,
    };
  },
  texts: {
    passed: { zh: '转出单位在 {required} 前已缴清', en: 'The former employer is settled up to {required}' },
    member: {
      zh: '转出单位须缴清 {required} 前的各月：下一个应汇缴月为 {observed.open}，待付款清册 {observed.awaiting} 份，未补缴的缓缴月 {observed.deferred} 个，{required} 之后的人员变更 {observed.pending} 项；有困难降比或缓缴的先恢复缴存。',
      en: 'The former employer must be settled up to {required}: its next month is {observed.open}, lists awaiting money {observed.awaiting}, deferred months open {observed.deferred}, changes of later months {observed.pending}; a relief is ended first.',
    },
    officer: { zh: '转出单位未缴清', en: 'Former employer not settled' },
    condition: {
      zh: '转出单位已缴清生效月之前的各月，没有缓缴、待付款清册和以后月份的人员变更',
      en: 'The former employer has paid every month before the move; nothing is deferred or awaited, and no change of a later month is made',
    },
    fix: { zh: '请先汇缴或补缴，再办理。', en: 'Remit or make up first.' },
  },
});
