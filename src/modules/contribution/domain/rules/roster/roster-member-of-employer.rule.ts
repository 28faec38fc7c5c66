import { defineRule, regulationsClause } from '../../../../policy';
import type { RosterMemberWord } from '../../roster/judge-roster-row';

/** An employer changes accounts of its own members only; where else somebody has one is not told. */
export const rosterMemberOfEmployer = defineRule({
  id: 'roster-member-of-employer',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 30,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['roster.members'], parameters: [] },
  judge: ({ fact }) => {
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const here = member?.account === 'here';
    return { truth: here ? 'true' : 'false', observed: here, required: true };
  },
  texts: {
    passed: { zh: '该职工在本单位有账户', en: 'The person has an account with this employer' },
    member: { zh: '该身份证号在本单位没有账户。', en: 'This id number has no account with this employer.' },
    officer: { zh: '本单位无此账户', en: 'No account with this employer' },
    condition: { zh: '职工的账户在本单位', en: 'The account is with this employer' },
    fix: {
      zh: '请核对身份证号；在其他单位有账户的，请办理同城转移（GJ25）。',
      en: 'Check the id number; transfer an account that is with another employer (GJ25).',
    },
  },
});
