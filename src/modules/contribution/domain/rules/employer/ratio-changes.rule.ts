import { defineRule, practiceClause } from '../../../../policy';
import type { RatiosFact } from '../../employer/change-facts';

/** A change changes something. */
export const ratioChanges = defineRule({
  id: 'ratio-changes',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('申请的比例应与现行比例不同', 'the ratios applied for differ from those in force'),
  order: 40,
  reasonCode: 'RATIO_UNCHANGED',
  reads: { facts: ['unit.ratios'], parameters: [] },
  judge: ({ fact }) => {
    const { differs, employer, employee } = fact<RatiosFact>('unit.ratios');
    return { truth: differs ? 'true' : 'false', observed: { employer, employee }, required: null };
  },
  texts: {
    passed: {
      zh: '现行单位比例 {observed.employer}、个人比例 {observed.employee}',
      en: 'The ratios now are {observed.employer} and {observed.employee}',
    },
    member: {
      zh: '申请的比例与现行比例（单位 {observed.employer}、个人 {observed.employee}）相同。',
      en: 'The ratios applied for are those in force, {observed.employer} and {observed.employee}.',
    },
    officer: {
      zh: '比例未变：{observed.employer}/{observed.employee}',
      en: 'Ratios unchanged: {observed.employer}/{observed.employee}',
    },
    condition: { zh: '申请的比例与现行比例不同', en: 'The ratios applied for differ from those in force' },
    fix: null,
  },
});
