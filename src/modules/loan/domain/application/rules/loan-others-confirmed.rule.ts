import { defineRule, practiceClause } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { OthersPoliceFact } from '../fact-values';

export const loanOthersConfirmed = defineRule({
  id: 'loan-others-confirmed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('实名核验', 'Real-name check'),
  order: 11,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['loan.police'], parameters: [] },
  judge(input) {
    const others = input.fact<OthersPoliceFact>('loan.police');
    const odd = others.filter(({ word }) => word !== 'alive').map(({ role }) => role);
    return { truth: odd.length === 0 ? 'true' : 'false', observed: rolesIn(odd), required: null };
  },
  texts: {
    passed: {
      zh: '公安核验其他参与人姓名与证件号码一致',
      en: 'The police confirm name and id number of everybody else in it',
    },
    member: {
      zh: '{observed}的姓名与证件号码未通过公安部门核验，或人员状态异常',
      en: 'The police do not confirm name and id number of {observed}',
    },
    officer: {
      zh: '{observed}人口信息核验未通过',
      en: 'Population record of {observed} does not match or is closed',
    },
    condition: {
      zh: '配偶、共同借款人、保证人的姓名、证件号码与公安部门登记一致',
      en: 'names and id numbers of spouse, co-borrowers and guarantor agree with the police record',
    },
    fix: {
      zh: '请核对填写的姓名和证件号码，更正后重新申请',
      en: 'Look over the names and numbers you gave and apply again',
    },
  },
});
