import { defineRule, assumedClause } from '../../../../policy';
import { parseRate } from '../../../../../kernel/rate';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** Both sides in one: the person pays what employer and employee would. */
export const flexibleRatioInRange = defineRule({
  id: 'flexible-ratio-in-range',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('灵活就业人员单方缴存比例', 'Ratio of those who contribute alone'),
  order: 50,
  reasonCode: 'RATIO_OUT_OF_RANGE',
  reads: { facts: ['flexible.account'], parameters: ['contribution.flexRatio'] },
  judge: ({ fact, parameters }) => {
    const { ratio } = fact<FlexAccountFact>('flexible.account');
    const [least, most] = [
      parameters.rate('contribution.flexRatio.0'),
      parameters.rate('contribution.flexRatio.1'),
    ];
    const fits = ratio === null || (parseRate(ratio) >= least && parseRate(ratio) <= most);
    return { truth: fits ? 'true' : 'false', observed: ratio, required: null };
  },
  texts: {
    passed: { zh: '缴存比例{observed}', en: 'Ratio {observed}' },
    member: {
      zh: '缴存比例{observed}不在{param:contribution.flexRatio.0}至{param:contribution.flexRatio.1}之间。',
      en: 'The ratio {observed} is not between {param:contribution.flexRatio.0} and {param:contribution.flexRatio.1}.',
    },
    officer: { zh: '比例{observed}超限', en: 'Ratio {observed} out of range' },
    condition: {
      zh: '缴存比例在{param:contribution.flexRatio.0}至{param:contribution.flexRatio.1}之间',
      en: 'a ratio between {param:contribution.flexRatio.0} and {param:contribution.flexRatio.1}',
    },
    fix: { zh: '请按范围填写比例。', en: 'Choose a ratio within the range.' },
  },
});
