import { defineRule, regulationsClause } from '../../../../policy';
import type { CourtGroundFact, CourtOrderFact } from '../../court/court-order';

/** The fund is for housing: it is drawn by force on the grounds on which the member might draw it, or when the court says so. */
export const courtDeductionGrounded = defineRule({
  id: 'court-deduction-grounded',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('24'),
  order: 60,
  reasonCode: 'DEDUCTION_WITHOUT_GROUND',
  reads: { facts: ['court.order', 'court.ground'], parameters: [] },
  judge: ({ fact }) => {
    const order = fact<CourtOrderFact>('court.order');
    if (!order.inForce || order.kind !== 'deduct') return { truth: 'true', observed: null, required: null };
    if (order.regardless)
      return { truth: 'true', observed: { zh: '法院决定扣划', en: 'ordered by the court' }, required: null };
    const { ground } = fact<CourtGroundFact>('court.ground');
    return {
      truth: ground === null ? 'false' : 'true',
      observed: ground === null ? { zh: '无', en: 'none' } : { zh: '离休、退休', en: 'retirement' },
      required: null,
    };
  },
  texts: {
    passed: { zh: '扣划依据：{observed}', en: 'Ground of the deduction: {observed}' },
    member: {
      zh: '该职工不具备条例第二十四条规定的提取条件，文书也未决定强制扣划。',
      en: 'The person has no ground to withdraw under article 24, and the order does not say that it is deducted regardless.',
    },
    officer: { zh: '无提取条件，文书未决定强制扣划', en: 'No ground to withdraw, not ordered regardless' },
    condition: {
      zh: '扣划须有条例第二十四条的提取情形，或由法院决定扣划',
      en: 'A deduction needs a ground to withdraw (article 24) or the word of the court',
    },
    fix: { zh: '可以先冻结，具备提取条件时再扣划。', en: 'Freeze now, and deduct when a ground exists.' },
  },
});
