import { defineRule, practiceClause } from '../../../../policy';

/** The login itself changes: the person and the card are seen face to face. */
export const identityCardShown = defineRule({
  id: 'identity-card-shown',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '姓名、证件号码以公安机关登记为准',
    'Name and id number are those that the police have',
  ),
  order: 20,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['identity.card'], parameters: [] },
  judge: ({ fact }) => {
    const { match } = fact<{ match: boolean }>('identity.card');
    return { truth: match ? 'true' : 'false', observed: match, required: true };
  },
  texts: {
    passed: { zh: '身份证与本人、与申请一致', en: 'The card is that of the person and of the application' },
    member: {
      zh: '所示身份证与本人或申请的姓名、号码不一致。',
      en: 'The card shown is not that of the person, or says something else than the application.',
    },
    officer: { zh: '身份证不一致', en: 'Card differs' },
    condition: {
      zh: '本人出示的身份证与变更后的姓名、号码一致',
      en: 'the person shows a card with the new name and number',
    },
    fix: { zh: '请持变更后的有效身份证，由本人到场办理。', en: 'Come in person with the valid card.' },
  },
});
