import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityFact } from '../fact-values';

export const loanIdentityConfirmed = defineRule({
  id: 'loan-identity-confirmed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('实名核验', 'Real-name check'),
  order: 10,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['person.identity'], parameters: [] },
  judge(input) {
    const { match, alive } = input.fact<IdentityFact>('person.identity');
    const observed = { match, alive };
    return {
      truth: match && alive === true ? 'true' : 'false',
      observed,
      required: { match: true, alive: true },
    };
  },
  texts: {
    passed: {
      zh: '公安核验借款人姓名与证件号码一致',
      en: 'The police confirm name and id number of the borrower',
    },
    member: {
      zh: '公安部门核验结果为姓名与证件号码不一致，或人员状态异常',
      en: 'The police do not confirm your name and id number',
    },
    officer: {
      zh: '人口信息核验未通过（姓名证件不一致或已注销）',
      en: 'Population record does not match or is closed',
    },
    condition: {
      zh: '借款人姓名、证件号码与公安部门登记一致',
      en: 'name and id number of the borrower agree with the police record',
    },
    fix: {
      zh: '请到公安部门更正登记信息，更正后即可再次申请',
      en: 'Have your record corrected by the police, then apply again',
    },
  },
});
