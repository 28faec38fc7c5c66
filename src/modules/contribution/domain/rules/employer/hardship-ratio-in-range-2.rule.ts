import { defineRule, regulationsClause } from '../../../../policy';
import { parseRate } from '../../../../../kernel/rate';
import type { RatiosFact } from '../../employer/change-facts';
import type { RatiosInput } from '../../facts';

/** Hardship lowers ratios, on the steps that all ratios have, and not below what the centre lets them fall to. */
export const hardshipRatioInRange2 = defineRule({
  id: 'hardship-ratio-in-range',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('20'),
  order: 70,
  reasonCode: 'RATIO_OUT_OF_RANGE',
  reads: {
    facts: ['unit.ratios'],
    parameters: ['contribution.hardshipRatioMin', 'contribution.ratioStep'],
  },
  judge: ({ fact, input, parameters }) => {
    const { ratioEmployer, ratioEmployee } = input as RatiosInput;
    const now = fact<RatiosFact>('unit.ratios');
    const least = parameters.rate('contribution.hardshipRatioMin');
    const step = parameters.rate('contribution.ratioStep');
    const [employer, employee] = [parseRate(ratioEmployer), parseRate(ratioEmployee)];
    const lower = employer <= parseRate(now.employer) && employee <= parseRate(now.employee) && now.differs;
    const fits = [employer, employee].every((ratio) => ratio >= least && ratio % step === 0n);
    return {
      truth: lower && fits ? 'true' : 'false',
      observed: { employer: ratioEmployer, employee: ratioEmployee },
      required: { employer: now.employer, employee: now.employee },
    };
  },
  texts: {
    passed: {
      zh: '单位 {observed.employer}、个人 {observed.employee}，低于现行比例',
      en: 'Employer {observed.employer}, employee {observed.employee}: lower than now',
    },
    member: {
      zh: '申请比例（单位 {observed.employer}、个人 {observed.employee}）应低于现行比例（{required.employer}、{required.employee}），不低于 {param:contribution.hardshipRatioMin}，且为 {param:contribution.ratioStep} 的整数倍。',
      en: 'The ratios applied for ({observed.employer}, {observed.employee}) must be lower than now ({required.employer}, {required.employee}), not below {param:contribution.hardshipRatioMin} and in steps of {param:contribution.ratioStep}.',
    },
    officer: {
      zh: '降比越限：{observed.employer}/{observed.employee}',
      en: 'Out of range: {observed.employer}/{observed.employee}',
    },
    condition: {
      zh: '申请的比例低于现行比例，不低于 {param:contribution.hardshipRatioMin}，以 {param:contribution.ratioStep} 为一档',
      en: 'The ratios are lower than now, not below {param:contribution.hardshipRatioMin} and in steps of {param:contribution.ratioStep}',
    },
    fix: null,
  },
});
