import { parseYuan, yuan } from '../../../../../kernel/money';
import { assumedClause, defineRule } from '../../../../policy';
import type { WageWord } from '../../base/base-facts';
import { agreesWithTax, averageOf } from '../../base/tax-wage';

/** What replaces a wrong base is what was declared for tax. */
export const correctionAgreesWithTax = defineRule({
  id: 'correction-agrees-with-tax',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '调整后的基数应与税务申报的工资薪金相符',
    'the corrected base agrees with the wages declared for tax',
  ),
  order: 50,
  reasonCode: 'BASE_DIFFERS_FROM_TAX',
  reads: {
    facts: ['base.wage', 'unit.account'],
    parameters: ['contribution.baseTaxTolerance', 'contribution.lowerBase', 'contribution.upperBase'],
  },
  judge: ({ fact, parameters }) => {
    const word = fact<WageWord>('base.wage');
    const { district } = fact<{ district: string }>('unit.account');
    const limits = {
      lower: parameters.money(`contribution.lowerBase.${district}`),
      upper: parameters.money('contribution.upperBase'),
    };
    const of = { tolerance: parameters.rate('contribution.baseTaxTolerance'), limits };
    const average = averageOf(word);
    const agrees = average !== null && agreesWithTax(parseYuan(word.wage), word, of);
    return {
      truth: agrees ? 'true' : 'false',
      observed: { wage: word.wage, average: average === null ? null : yuan(average) },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '申报的 {observed.wage} 与税务申报相符',
      en: 'The wage {observed.wage} agrees with the tax declaration',
    },
    member: {
      zh: '申报的月平均工资 {observed.wage} 与税务申报的 {observed.average} 相差超过 {param:contribution.baseTaxTolerance}。',
      en: 'The wage {observed.wage} differs from the {observed.average} declared for tax by more than {param:contribution.baseTaxTolerance}.',
    },
    officer: {
      zh: '申报 {observed.wage}，税务 {observed.average}',
      en: 'Declared {observed.wage}, tax {observed.average}',
    },
    condition: {
      zh: '调整后的月平均工资与税务申报相差不超过 {param:contribution.baseTaxTolerance}',
      en: 'The corrected wage is within {param:contribution.baseTaxTolerance} of the one declared for tax',
    },
    fix: {
      zh: '请按税务申报数填写，或先更正税务申报。',
      en: 'Give what was declared for tax, or correct the declaration first.',
    },
  },
});
