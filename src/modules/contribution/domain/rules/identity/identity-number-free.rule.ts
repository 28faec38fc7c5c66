import { defineRule, regulationsClause } from '../../../../policy';
import type { IdentityBooksFact } from '../../member/identity-change';

/** One person, one record (条例第十三条). */
export const identityNumberFree = defineRule({
  id: 'identity-number-free',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 50,
  reasonCode: 'DUPLICATE_PERSON',
  reads: { facts: ['identity.books'], parameters: [] },
  judge: ({ fact }) => {
    const { taken } = fact<IdentityBooksFact>('identity.books');
    return { truth: taken ? 'false' : 'true', observed: taken, required: false };
  },
  texts: {
    passed: { zh: '新证件号码在本中心没有另一登记', en: 'The centre has nobody else under the new number' },
    member: {
      zh: '新证件号码在本中心已有另一登记。',
      en: 'The centre has another record under the new number.',
    },
    officer: { zh: '新号码已登记', en: 'New number known already' },
    condition: {
      zh: '新证件号码在本中心没有另一登记',
      en: 'the centre has nobody else under the new number',
    },
    fix: {
      zh: '两处登记均为本人的，请办理重复账户合并（GJ29）。',
      en: 'Where both are the same person, have the accounts merged (GJ29).',
    },
  },
});
