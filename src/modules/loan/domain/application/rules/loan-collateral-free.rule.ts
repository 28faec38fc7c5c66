import { defineRule, regulationsClause } from '../../../../policy';
import type { UnitFact } from '../fact-values';
import { NO_HOME } from '../words';

/** LE10: the home is the security, free of seizure and of anybody else's mortgage. */
export const loanCollateralFree = defineRule({
  id: 'loan-collateral-free',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('27'),
  order: 90,
  reasonCode: 'COLLATERAL_SEIZED',
  reads: { facts: ['loan.unit'], parameters: [] },
  judge(input) {
    const unit = input.fact<UnitFact>('loan.unit');
    if (unit === null) return { truth: 'true', observed: { seized: NO_HOME, mortgages: 0 }, required: null };
    const { seized, mortgages } = unit;
    const truth = seized || mortgages > 0 ? 'false' : 'true';
    return { truth, observed: { seized, mortgages }, required: null };
  },
  texts: {
    passed: {
      zh: '抵押物查封：{observed.seized}，他人抵押 {observed.mortgages} 项',
      en: 'Seized: {observed.seized}; mortgages of others: {observed.mortgages}',
    },
    member: {
      zh: '拟抵押房屋查封：{observed.seized}，已有他人抵押 {observed.mortgages} 项，不能作为抵押物',
      en: 'The home cannot be the security: seized {observed.seized}, mortgages of others {observed.mortgages}',
    },
    officer: {
      zh: '抵押物查封 {observed.seized}，他项抵押 {observed.mortgages}',
      en: 'Collateral seized {observed.seized}, mortgaged {observed.mortgages} times',
    },
    condition: {
      zh: '所购（建）住房作为抵押物，未被查封，也没有他人抵押',
      en: 'the home is the security: neither seized nor mortgaged to anybody else',
    },
    fix: {
      zh: '查封解除、原抵押注销后即可申请',
      en: 'Apply when the seizure is lifted and the other mortgage released',
    },
  },
});
