import { defineRule, practiceClause } from '../../../../policy';
import type { RegistrantsFact } from '../../facts';

/** Name and id number of the legal representative and of the agent named belong together, and both live. */
export const registrantsKnownToPolice = defineRule({
  id: 'registrants-known-to-police',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '经办人员实名核验',
    'people who act for an employer are verified by their real names',
  ),
  order: 30,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['person.police'], parameters: [] },
  judge: ({ fact }) => {
    const { legalRepresentative, agent } = fact<RegistrantsFact>('person.police');
    const wrong = [
      ...(legalRepresentative === 'alive' ? [] : [{ zh: '法定代表人', en: 'legal representative' }]),
      ...(agent === 'alive' || agent === null ? [] : [{ zh: '专管员', en: 'agent' }]),
    ];
    const observed = {
      zh: wrong.map(({ zh }) => zh).join('、'),
      en: wrong.map(({ en }) => en).join(' and '),
    };
    return { truth: wrong.length === 0 ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: { zh: '公安机关核验姓名与身份证号一致', en: 'The police confirm names and id numbers' },
    member: {
      zh: '公安机关核验未通过：{observed}的姓名与身份证号不匹配，或该人已去世。',
      en: 'The police do not confirm the {observed}: name and id number do not belong together, or the person has died.',
    },
    officer: { zh: '公安核验未通过：{observed}', en: 'Not confirmed by the police: {observed}' },
    condition: {
      zh: '法定代表人和专管员的姓名与身份证号经公安机关核验一致',
      en: 'The police confirm name and id number of the legal representative and the agent',
    },
    fix: {
      zh: '请按身份证核对姓名和号码后重新提交。',
      en: 'Compare name and number with the id card and apply again.',
    },
  },
});
