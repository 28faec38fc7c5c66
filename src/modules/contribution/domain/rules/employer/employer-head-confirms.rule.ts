import { defineRule, practiceClause } from '../../../../policy';
import type { EmployerLicenceFact } from '../../employer/change-facts';

/** Who acts for an employer is the word of its legal representative alone. */
export const employerHeadConfirms = defineRule({
  id: 'employer-head-confirms',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '专管员由法定代表人本人登录授权或撤销',
    'the legal representative authorises agents with the own login',
  ),
  order: 20,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['employer.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<EmployerLicenceFact>('employer.licence');
    const head = licence.asked && licence.registered && licence.applicantIsRepresentative;
    return { truth: head ? 'true' : 'false', observed: head, required: true };
  },
  texts: {
    passed: {
      zh: '登录人是市场监管登记的法定代表人',
      en: 'The person signed in is the legal representative on the licence',
    },
    member: {
      zh: '只有市场监管登记的法定代表人本人登录，才能授权或撤销专管员。',
      en: 'Only the legal representative on the licence, with the own login, authorises agents or ends it.',
    },
    officer: {
      zh: '登录人非登记的法定代表人',
      en: 'Applicant is not the legal representative on the licence',
    },
    condition: {
      zh: '由市场监管登记的法定代表人本人登录办理',
      en: 'The legal representative on the licence applies with the own login',
    },
    fix: {
      zh: '请法定代表人本人登录办理；已变更的，请先办理工商变更。',
      en: 'Let the legal representative apply; if that changed, change the licence first.',
    },
  },
});
