import type { BilingualText } from '../../../../../kernel/decision';
import { defineRule, regulationsClause } from '../../../../policy';
import type { CourtGround, CourtGroundFact, CourtOrderFact } from '../../court/court-order';

const GROUNDS: Readonly<Record<CourtGround, BilingualText>> = {
  retirement: { zh: '离休、退休', en: 'retirement' },
  disability: {
    zh: '完全丧失劳动能力并与单位终止劳动关系',
    en: 'total loss of working ability, with the employment ended',
  },
};

/**
 * The fund is for housing: it is drawn by force on the grounds on which the member might draw it, or when the court says
 * so. Of these retirement (2) and the loss of working ability (3) are shown by registries.
 */
export const courtDeductionGrounded2 = defineRule({
  id: 'court-deduction-grounded',
  version: 2,
  effective: { from: '2026-12-01', until: null },
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
      observed: ground === null ? { zh: '无', en: 'none' } : { ...GROUNDS[ground] },
      required: null,
    };
  },
  texts: {
    passed: { zh: '扣划依据：{observed}', en: 'Ground of the deduction: {observed}' },
    member: {
      zh: '经人社、社保核验，该职工未退休，也没有完全丧失劳动能力并终止劳动关系，文书也未决定强制扣划。',
      en: 'By the registries the person is neither retired nor without ability to work and employment, and the order does not say that it is deducted regardless.',
    },
    officer: { zh: '无提取条件，文书未决定强制扣划', en: 'No ground to withdraw, not ordered regardless' },
    condition: {
      zh: '扣划须有条例第二十四条的提取情形（离退休，或完全丧失劳动能力并终止劳动关系），或由法院决定扣划',
      en: 'A deduction needs a ground of article 24 (retirement, or loss of working ability with the employment ended) or the word of the court',
    },
    fix: {
      zh: '可以先冻结，具备提取条件时再扣划；其他情形请法院在文书中载明决定扣划。',
      en: 'Freeze now, and deduct when a ground exists; in any other case the court says in its order that it is deducted.',
    },
  },
});
