import { defineRule, practiceClause } from '../../../../policy';
import type { ProjectFact } from '../fact-values';
import { NO_HOME } from '../words';

/** LE11: money goes to the supervised account of an admitted project, never to the borrower. */
export const loanProjectAdmitted = defineRule({
  id: 'loan-project-admitted',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('楼盘项目准入', 'Admission of the developer’s project'),
  order: 95,
  reasonCode: 'PROJECT_NOT_ADMITTED',
  reads: { facts: ['loan.project'], parameters: [] },
  judge(input) {
    const project = input.fact<ProjectFact>('loan.project');
    if (project === null)
      return { truth: 'true', observed: { admitted: NO_HOME, account: NO_HOME }, required: null };
    const { registered, admitted, account } = project;
    const truth = registered && admitted && account ? 'true' : 'false';
    return { truth, observed: { admitted: registered && admitted, account }, required: null };
  },
  texts: {
    passed: {
      zh: '项目准入：{observed.admitted}，预售资金监管账户已知：{observed.account}',
      en: 'Project admitted: {observed.admitted}; supervised account known: {observed.account}',
    },
    member: {
      zh: '您所购房屋的项目准入：{observed.admitted}，预售资金监管账户已知：{observed.account}，暂不能办理贷款',
      en: 'No loan yet for this project: admitted {observed.admitted}, supervised account known {observed.account}',
    },
    officer: {
      zh: '项目准入 {observed.admitted}，监管账户 {observed.account}',
      en: 'Project admitted {observed.admitted}, supervised account {observed.account}',
    },
    condition: {
      zh: '房屋所在项目已准入，预售资金监管账户已知',
      en: 'the project is admitted and its supervised account is known',
    },
    fix: {
      zh: '请向开发企业了解准入办理情况，准入后即可申请',
      en: 'Ask the developer; apply when the project is admitted',
    },
  },
});
