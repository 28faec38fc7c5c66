import { defineRule, regulationsClause } from '../../../../policy';
import { parseYuan } from '../../../../../kernel/money';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** A base is declared, not clamped: nobody else pays for it. */
export const flexibleBaseInLimits = defineRule({
  id: 'flexible-base-in-limits',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('16'),
  order: 60,
  reasonCode: 'BASE_OUT_OF_RANGE',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact }) => {
    const { base, lowerBase, upperBase } = fact<FlexAccountFact>('flexible.account');
    const fits =
      base === null || (parseYuan(base) >= parseYuan(lowerBase) && parseYuan(base) <= parseYuan(upperBase));
    return {
      truth: fits ? 'true' : 'false',
      observed: base,
      required: { lower: lowerBase, upper: upperBase },
    };
  },
  texts: {
    passed: { zh: '缴存基数{observed}元', en: 'Base {observed} yuan' },
    member: {
      zh: '缴存基数{observed}元不在{required.lower}至{required.upper}元之间。',
      en: 'The base of {observed} yuan is not between {required.lower} and {required.upper}.',
    },
    officer: { zh: '基数{observed}超限', en: 'Base {observed} out of range' },
    condition: { zh: '缴存基数在当地上下限之间', en: 'a base within the limits of the district' },
    fix: { zh: '请按上下限填写基数。', en: 'Choose a base within the limits.' },
  },
});
