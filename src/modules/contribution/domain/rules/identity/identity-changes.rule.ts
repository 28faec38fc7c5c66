import { defineRule, practiceClause } from '../../../../policy';
import type { IdentityBooksFact } from '../../member/identity-change';

/** A change changes something. */
export const identityChanges = defineRule({
  id: 'identity-changes',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '姓名、证件号码以公安机关登记为准',
    'Name and id number are those that the police have',
  ),
  order: 70,
  reasonCode: 'NOTHING_CHANGES',
  reads: { facts: ['identity.books'], parameters: [] },
  judge: ({ fact }) => {
    const { changes } = fact<IdentityBooksFact>('identity.books');
    return { truth: changes ? 'true' : 'false', observed: changes, required: true };
  },
  texts: {
    passed: { zh: '姓名或证件号码有变更', en: 'Name or number changes' },
    member: {
      zh: '变更后的姓名和证件号码与现登记相同。',
      en: 'The new name and number are those on record.',
    },
    officer: { zh: '无变更', en: 'Nothing changes' },
    condition: { zh: '姓名或证件号码至少一项变更', en: 'name or number changes' },
    fix: { zh: '无需办理。', en: 'There is nothing to do.' },
  },
});
