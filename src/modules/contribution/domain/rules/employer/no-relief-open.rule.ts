import { defineRule, practiceClause } from '../../../../policy';
import type { ReliefFact } from '../../employer/change-facts';
import { reliefText } from '../../employer/relief-text';

/** What was granted for hardship is ended first. */
export const noReliefOpen = defineRule({
  id: 'no-relief-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('在执行困难降比或缓缴的，先恢复缴存', 'a relief that was granted is ended first'),
  order: 20,
  reasonCode: 'RELIEF_OPEN',
  reads: { facts: ['unit.relief'], parameters: [] },
  judge: ({ fact }) => {
    const { kind } = fact<ReliefFact>('unit.relief');
    return { truth: kind === 'none' ? 'true' : 'false', observed: reliefText(kind), required: null };
  },
  texts: {
    passed: { zh: '困难降比或缓缴：{observed}', en: 'Relief: {observed}' },
    member: {
      zh: '单位正在执行{observed}，须先恢复缴存。',
      en: 'The employer has a relief in force: {observed}. It resumes first.',
    },
    officer: { zh: '在执行：{observed}', en: 'In force: {observed}' },
    condition: { zh: '没有在执行的困难降比或缓缴', en: 'No lower ratio and no deferral is in force' },
    fix: { zh: '请先办理恢复缴存（GJ16）。', en: 'Resume first (GJ16).' },
  },
});
