import { parseYuan, yuan } from '../../../../../kernel/money';
import { assumedClause, defineRule } from '../../../../policy';
import type { WageWord } from '../../base/base-facts';
import { agreesWithTax, averageOf } from '../../base/tax-wage';

const SHOWN = 20;
const TOLD = 1_000;

/**
 * Wages are those declared to the tax authority, which is what no wage table has to be brought for. Of whom the employer
 * declared nothing in that year, as of somebody who came since, there is nothing to compare.
 */
export const basesAgreeWithTax = defineRule({
  id: 'bases-agree-with-tax',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '申报的月平均工资应与税务申报的工资薪金相符',
    'declared average wages agree with the wages declared for tax',
  ),
  order: 40,
  reasonCode: 'BASE_DIFFERS_FROM_TAX',
  reads: {
    facts: ['bases.wages', 'unit.account'],
    parameters: ['contribution.baseTaxTolerance', 'contribution.lowerBase', 'contribution.upperBase'],
  },
  judge: ({ fact, parameters }) => {
    const words = fact<readonly WageWord[]>('bases.wages');
    const { district } = fact<{ district: string }>('unit.account');
    const limits = {
      lower: parameters.money(`contribution.lowerBase.${district}`),
      upper: parameters.money('contribution.upperBase'),
    };
    const of = { tolerance: parameters.rate('contribution.baseTaxTolerance'), limits };
    const compared = words.filter(({ months }) => months > 0);
    const apart = compared.filter((word) => !agreesWithTax(parseYuan(word.wage), word, of));
    const told = apart.slice(0, TOLD).map((word) => {
      const average = averageOf(word);
      return {
        row: word.row,
        field: 'base',
        code: 'BASE_DIFFERS_FROM_TAX',
        value: word.wage,
        declaredForTax: average === null ? null : yuan(average),
      };
    });
    return {
      truth: apart.length === 0 ? 'true' : 'false',
      observed: {
        rows: words.length,
        compared: compared.length,
        differ: apart.length,
        first: told
          .slice(0, SHOWN)
          .map(({ row, value, declaredForTax }) => `${row}: ${value} / ${declaredForTax ?? ''}`),
        results: told,
      },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '{observed.rows} 人中 {observed.compared} 人与税务申报相符',
      en: '{observed.compared} of {observed.rows} wages compared, all agree',
    },
    member: {
      zh: '有 {observed.differ} 行与税务申报的月平均工资相差超过 {param:contribution.baseTaxTolerance}，未作任何调整；行号、申报数 / 税务数：{observed.first}。',
      en: '{observed.differ} rows differ from the wages declared for tax by more than {param:contribution.baseTaxTolerance}, so nothing was changed; row, declared / for tax: {observed.first}.',
    },
    officer: {
      zh: '{observed.differ} 行与税务不符：{observed.first}',
      en: '{observed.differ} rows differ from tax: {observed.first}',
    },
    condition: {
      zh: '申报的月平均工资与本单位向税务申报的相差不超过 {param:contribution.baseTaxTolerance}，或按上下限调整后相同；税务无申报的不比对',
      en: 'Declared wages are within {param:contribution.baseTaxTolerance} of those the employer declared for tax, or the same after the limits; without a declaration nothing is compared',
    },
    fix: {
      zh: '请按税务申报数改正各行，或先更正税务申报，再重新提交。',
      en: 'Mend the rows by what was declared for tax, or correct the tax declaration first, and send the list again.',
    },
  },
});
