import { defineRule, regulationsClause } from '../../../../policy';
import type { ReliefLossFact } from '../../employer/relief-facts';

/** Relief is for an employer that makes losses. */
export const reliefLossShown = defineRule({
  id: 'relief-loss-shown',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('20'),
  order: 30,
  reasonCode: 'RELIEF_PAPER',
  reads: { facts: ['relief.loss'], parameters: [] },
  judge: ({ fact }) => {
    const { loss } = fact<ReliefLossFact>('relief.loss');
    return { truth: loss === '0.00' ? 'false' : 'true', observed: loss, required: null };
  },
  texts: {
    passed: { zh: '亏损 {observed} 元', en: 'A loss of {observed} yuan' },
    member: { zh: '证明材料未显示亏损。', en: 'The paper shows no loss.' },
    officer: { zh: '亏损额 {observed}', en: 'Loss {observed}' },
    condition: { zh: '审计报告或纳税申报表显示亏损', en: 'An audit report or tax return shows a loss' },
    fix: null,
  },
});
