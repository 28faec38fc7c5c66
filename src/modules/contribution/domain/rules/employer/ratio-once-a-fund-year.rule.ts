import { defineRule, assumedClause } from '../../../../policy';
import type { RatiosFact } from '../../employer/change-facts';

/** Ratios change once a fund year; hardship has a way of its own. */
export const ratioOnceAFundYear = defineRule({
  id: 'ratio-once-a-fund-year',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('每个缴存年度可调整一次比例', 'ratios change once a fund year'),
  order: 50,
  reasonCode: 'RATIO_ONCE_A_YEAR',
  reads: { facts: ['unit.ratios'], parameters: ['contribution.fundYearStart'] },
  judge: ({ fact }) => {
    const { changedFrom, yearEnds } = fact<RatiosFact>('unit.ratios');
    if (changedFrom === null)
      return { truth: 'true', observed: { zh: '未调整过', en: 'not changed' }, required: null };
    return { truth: 'false', observed: changedFrom, required: yearEnds, retryOn: yearEnds };
  },
  texts: {
    passed: { zh: '本缴存年度比例调整：{observed}', en: 'Ratios in this fund year: {observed}' },
    member: {
      zh: '本缴存年度已自 {observed} 起调整过比例，下一次可自 {required} 起调整。',
      en: 'The ratios were changed in this fund year already, from {observed}; they may change again from {required}.',
    },
    officer: { zh: '本年度已调整，起始月 {observed}', en: 'Changed already from {observed}' },
    condition: {
      zh: '该缴存年度（自 {param:contribution.fundYearStart} 起）内未调整过比例',
      en: 'The ratios were not changed in that fund year (from {param:contribution.fundYearStart})',
    },
    fix: {
      zh: '确有困难的，可申请困难降低比例（GJ14）。',
      en: 'An employer in hardship may apply for a lower ratio (GJ14).',
    },
  },
});
