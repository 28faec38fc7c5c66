import { parseYuan, yuan } from '../../../../../kernel/money';
import { assumedClause, defineRule } from '../../../../policy';
import type { BaseMemberFact, WageWord } from '../../base/base-facts';
import { agreesWithTax, averageOf } from '../../base/tax-wage';

/** A base holds for the fund year, unless it is wrong: further from what was declared for tax than the tolerance. */
export const correctionNeeded = defineRule({
  id: 'correction-needed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '年度基数当年不变；与税务申报相差超过规定幅度的可个别调整',
    'a base holds for its year; one that is off the tax declaration by more than the tolerance may be corrected',
  ),
  order: 40,
  reasonCode: 'BASE_AGREES_WITH_TAX',
  reads: {
    facts: ['base.member', 'base.wage', 'unit.account'],
    parameters: ['contribution.baseTaxTolerance', 'contribution.lowerBase', 'contribution.upperBase'],
  },
  judge: ({ fact, parameters }) => {
    const { base } = fact<BaseMemberFact>('base.member');
    const word = fact<WageWord>('base.wage');
    const { district } = fact<{ district: string }>('unit.account');
    const limits = {
      lower: parameters.money(`contribution.lowerBase.${district}`),
      upper: parameters.money('contribution.upperBase'),
    };
    const of = { tolerance: parameters.rate('contribution.baseTaxTolerance'), limits };
    const average = averageOf(word);
    const off = base !== null && average !== null && !agreesWithTax(parseYuan(base), word, of);
    return {
      truth: off ? 'true' : 'false',
      observed: { base, average: average === null ? null : yuan(average), months: word.months },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '现基数 {observed.base} 与税务申报 {observed.average} 不符',
      en: 'The base {observed.base} is off the {observed.average} declared for tax',
    },
    member: {
      zh: '现基数 {observed.base}，本单位向税务申报的月平均工资 {observed.average}（{observed.months} 个月），相差未超过 {param:contribution.baseTaxTolerance}，本年度不作调整。',
      en: 'The base is {observed.base}, the wage declared for tax {observed.average} ({observed.months} months): not more than {param:contribution.baseTaxTolerance} apart, so it holds for the year.',
    },
    officer: {
      zh: '基数 {observed.base}，税务 {observed.average}，未超幅度',
      en: 'Base {observed.base}, tax {observed.average}, within the tolerance',
    },
    condition: {
      zh: '现基数与本单位向税务申报的月平均工资相差超过 {param:contribution.baseTaxTolerance}',
      en: 'The base differs from the wage declared for tax by more than {param:contribution.baseTaxTolerance}',
    },
    fix: {
      zh: '税务没有申报或申报有误的，请先办理税务申报更正。',
      en: 'Declare or correct the wages with the tax authority first.',
    },
  },
});
