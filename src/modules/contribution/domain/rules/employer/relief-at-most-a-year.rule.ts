import { defineRule, practiceClause } from '../../../../policy';
import type { ReliefAskedFact } from '../../employer/relief-facts';

/** What is granted ends within a year; it may be applied for anew. */
export const reliefAtMostAYear = defineRule({
  id: 'relief-at-most-a-year',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '降低比例、缓缴期限不超过12个月，可再次申请',
    'a lower ratio or a deferral lasts 12 months at most and may be renewed',
  ),
  order: 40,
  reasonCode: 'RELIEF_PERIOD',
  reads: { facts: ['relief.asked'], parameters: [] },
  judge: ({ fact }) => {
    const { months } = fact<ReliefAskedFact>('relief.asked');
    return { truth: months >= 1 && months <= 12 ? 'true' : 'false', observed: months, required: 12 };
  },
  texts: {
    passed: { zh: '期限 {observed} 个月', en: 'It lasts {observed} months' },
    member: {
      zh: '申请期限为 {observed} 个月，应为 1 至 {required} 个月。',
      en: 'It would last {observed} months; 1 to {required} are possible.',
    },
    officer: { zh: '期限 {observed} 个月', en: '{observed} months' },
    condition: { zh: '期限为 1 至 12 个月，可再次申请', en: 'It lasts 1 to 12 months and may be renewed' },
    fix: { zh: '请缩短期限。', en: 'Apply for fewer months.' },
  },
});
