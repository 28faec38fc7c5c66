import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityBooksFact } from '../../member/identity-change';

/** What was sent under the old name is decided under it. */
export const identityNoOpenCase = defineRule({
  id: 'identity-no-open-case',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '在办业务办结后变更身份信息',
    'The identity changes when business under way has ended',
  ),
  order: 60,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['identity.books'], parameters: [] },
  judge: ({ fact }) => {
    const { openCases } = fact<IdentityBooksFact>('identity.books');
    return { truth: openCases === 0 ? 'true' : 'false', observed: openCases, required: 0 };
  },
  texts: {
    passed: { zh: '没有在办业务', en: 'No business under way' },
    member: {
      zh: '尚有{observed}件业务在办，须办结后变更。',
      en: '{observed} cases are under way; they end first.',
    },
    officer: { zh: '在办{observed}件', en: '{observed} cases under way' },
    condition: { zh: '本人没有在办业务', en: 'no case of the person is under way' },
    fix: { zh: '请待在办业务办结，或撤回后办理。', en: 'Apply when they have ended, or take them back.' },
  },
});
