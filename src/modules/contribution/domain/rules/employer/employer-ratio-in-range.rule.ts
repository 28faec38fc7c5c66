import { formatRate, parseRate } from '../../../../../kernel/rate';
import { defineRule, regulationsClause } from '../../../../policy';
import type { RatiosInput } from '../../facts';

/** Both ratios lie within the limits and on a step. */
export const employerRatioInRange = defineRule({
  id: 'employer-ratio-in-range',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('18'),
  order: 60,
  reasonCode: 'RATIO_OUT_OF_RANGE',
  reads: {
    facts: [],
    parameters: ['contribution.ratioMin', 'contribution.ratioMax', 'contribution.ratioStep'],
  },
  judge: ({ input, parameters }) => {
    const { ratioEmployer, ratioEmployee } = input as RatiosInput;
    const least = parameters.rate('contribution.ratioMin');
    const most = parameters.rate('contribution.ratioMax');
    const step = parameters.rate('contribution.ratioStep');
    const fits = [ratioEmployer, ratioEmployee]
      .map(parseRate)
      .every((ratio) => ratio >= least && ratio <= most && ratio % step === 0n);
    return {
      truth: fits ? 'true' : 'false',
      observed: { employer: ratioEmployer, employee: ratioEmployee },
      required: { least: formatRate(least, 2), most: formatRate(most, 2), step: formatRate(step, 2) },
    };
  },
  texts: {
    passed: {
      zh: '单位比例 {observed.employer}、个人比例 {observed.employee} 在规定范围内',
      en: 'The ratios {observed.employer} and {observed.employee} are within the limits',
    },
    member: {
      zh: '单位比例 {observed.employer}、个人比例 {observed.employee}，应在 {param:contribution.ratioMin} 至 {param:contribution.ratioMax} 之间，且为 {param:contribution.ratioStep} 的整数倍。',
      en: 'Employer {observed.employer}, employee {observed.employee}: each must lie between {param:contribution.ratioMin} and {param:contribution.ratioMax} in steps of {param:contribution.ratioStep}.',
    },
    officer: {
      zh: '缴存比例越限：单位 {observed.employer}，个人 {observed.employee}',
      en: 'Ratios out of range: employer {observed.employer}, employee {observed.employee}',
    },
    condition: {
      zh: '单位和个人缴存比例各在 {param:contribution.ratioMin} 至 {param:contribution.ratioMax} 之间，以 {param:contribution.ratioStep} 为一档',
      en: 'Each ratio lies between {param:contribution.ratioMin} and {param:contribution.ratioMax} in steps of {param:contribution.ratioStep}',
    },
    fix: {
      zh: '请选择范围内的比例；困难单位可申请降低比例（GJ14）。',
      en: 'Choose ratios within the limits; an employer in hardship may apply for a lower one (GJ14).',
    },
  },
});
