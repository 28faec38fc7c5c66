import { defineRule, practiceClause } from '../../../../policy';
import type { RosterMemberWord } from '../../roster/judge-roster-row';

/** Name and id number are those of the account; of an account that is not there another rule speaks. */
export const rosterMemberNamed = defineRule({
  id: 'roster-member-named',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('变更人员姓名与账户一致', 'name and id number are those of the account'),
  order: 40,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['roster.members'], parameters: [] },
  judge: ({ fact }) => {
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const differs = member?.account === 'here' && member.nameAgrees === false;
    return { truth: differs ? 'false' : 'true', observed: null, required: null };
  },
  texts: {
    passed: { zh: '姓名与账户一致', en: 'The name is that of the account' },
    member: {
      zh: '姓名与该身份证号的账户不一致。',
      en: 'The name is not that of the account with this id number.',
    },
    officer: { zh: '姓名与账户不一致', en: 'The name differs from the account’s' },
    condition: { zh: '姓名与账户登记一致', en: 'The name is that of the account' },
    fix: {
      zh: '请与身份证核对；已改名的请本人先办理信息变更（GJ22）。',
      en: 'Compare with the id card; somebody who changed the name has it changed first (GJ22).',
    },
  },
});
