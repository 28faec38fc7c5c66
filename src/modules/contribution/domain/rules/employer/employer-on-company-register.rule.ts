import { defineRule, regulationsClause } from '../../../../policy';
import type { EmployerLicenceFact } from '../../employer/change-facts';

/** Name, head and code of an employer are what the company registry says. */
export const employerOnCompanyRegister = defineRule({
  id: 'employer-on-company-register',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 20,
  reasonCode: 'EMPLOYER_NOT_IN_BUSINESS',
  reads: { facts: ['employer.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<EmployerLicenceFact>('employer.licence');
    if (!licence.asked)
      return { truth: 'true', observed: { zh: '未申请变更', en: 'not applied for' }, required: null };
    const there = licence.registered && licence.status === 'in-business';
    const observed = licence.registered ? licence.status : { zh: '查无此单位', en: 'no such employer' };
    return { truth: there ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: { zh: '市场监管登记信息：{observed}', en: 'The company registry: {observed}' },
    member: {
      zh: '市场监管部门的登记状态为“{observed}”，登记信息只能按存续的营业执照变更。',
      en: 'The company registry has the employer as {observed}; its data can be taken from a licence in force only.',
    },
    officer: { zh: '市场监管登记状态：{observed}', en: 'Company registry: {observed}' },
    condition: {
      zh: '名称、法定代表人、统一社会信用代码以市场监管登记为准，且登记状态为存续',
      en: 'Name, legal representative and credit code are those of the company registry, where the employer is in business',
    },
    fix: {
      zh: '请先到市场监管部门办理变更登记，再申请同步。',
      en: 'Have the licence changed first, then apply again.',
    },
  },
});
