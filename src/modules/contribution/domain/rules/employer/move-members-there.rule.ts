import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveUnitsFact } from '../../employer/move-facts';

/** Who moves must be with the former employer. */
export const moveMembersThere = defineRule({
  id: 'move-members-there',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 50,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['move.units'], parameters: [] },
  judge: ({ fact }) => {
    const { members, strangers } = fact<MoveUnitsFact>('move.units');
    return {
      truth: members > 0 && strangers === 0 ? 'true' : 'false',
      observed: { members, strangers },
      required: null,
    };
  },
  texts: {
    passed: { zh: '转移职工 {observed.members} 人', en: '{observed.members} members move' },
    member: {
      zh: '可转移职工 {observed.members} 人；名单中有 {observed.strangers} 人不在转出单位。',
      en: '{observed.members} members could move; {observed.strangers} of those named are not with the former employer.',
    },
    officer: {
      zh: '{observed.members} 人可转移，{observed.strangers} 人不在该单位',
      en: '{observed.members} members, {observed.strangers} strangers',
    },
    condition: {
      zh: '转移的职工都是转出单位的职工',
      en: 'Everybody who moves is a member of the former employer',
    },
    fix: { zh: '请核对名单。', en: 'Check the list.' },
  },
});
