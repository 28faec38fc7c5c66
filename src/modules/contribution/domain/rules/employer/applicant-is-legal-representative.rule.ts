import { defineRule, practiceClause } from '../../../../policy';
import { type LicenceFact, NO_LICENCE } from '../../facts';

/** The legal representative registers with the own login, so no authority letter is needed. */
export const applicantIsLegalRepresentative = defineRule({
  id: 'applicant-is-legal-representative',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '单位缴存登记由法定代表人实名办理',
    'the legal representative registers the employer with a real-name login',
  ),
  order: 20,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['company.licence'], parameters: [] },
  judge: ({ fact }) => {
    const licence = fact<LicenceFact>('company.licence');
    if (!licence.registered) return { truth: 'true', observed: NO_LICENCE, required: true };
    if (!licence.applicantIsLegalRepresentative) return { truth: 'false', observed: false, required: true };
    return { truth: 'true', observed: { zh: '一致', en: 'the same person' }, required: true };
  },
  texts: {
    passed: {
      zh: '登录人与市场监管登记的法定代表人比对：{observed}',
      en: 'The person signed in beside the legal representative on the licence: {observed}',
    },
    member: {
      zh: '登录人与市场监管登记的法定代表人不一致。',
      en: 'The person signed in is not the legal representative on the licence.',
    },
    officer: { zh: '登录人非登记的法定代表人', en: 'Applicant is not the registered legal representative' },
    condition: {
      zh: '由市场监管登记的法定代表人本人登录办理，可同时指定专管员',
      en: 'The legal representative on the licence applies with the own login and may name an agent',
    },
    fix: {
      zh: '请法定代表人本人登录办理，并在申请中指定专管员；法定代表人已变更的，请先办理工商变更。',
      en: 'Let the legal representative apply and name the agent; if the representative has changed, change the licence first.',
    },
  },
});
