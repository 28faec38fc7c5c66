import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveTargetFact } from '../../employer/move-facts';

/** Members go to an employer that is there. */
export const moveTargetInBusiness = defineRule({
  id: 'move-target-in-business',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 20,
  reasonCode: 'EMPLOYER_NOT_IN_BUSINESS',
  reads: { facts: ['move.target'], parameters: [] },
  judge: ({ fact }) => {
    const { status } = fact<MoveTargetFact>('move.target');
    return { truth: status === 'in-business' ? 'true' : 'false', observed: status, required: 'in-business' };
  },
  texts: {
    passed: { zh: '接收单位存续', en: 'The receiving employer is in business' },
    member: {
      zh: '接收单位的市场监管登记状态为“{observed}”。',
      en: 'The company registry has the receiving employer as {observed}.',
    },
    officer: { zh: '接收单位登记状态：{observed}', en: 'Receiving employer: {observed}' },
    condition: {
      zh: '接收单位在市场监管部门登记且存续',
      en: 'The receiving employer is in business at the company registry',
    },
    fix: null,
  },
});
