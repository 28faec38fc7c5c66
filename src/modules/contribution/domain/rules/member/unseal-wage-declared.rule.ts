import { defineRule, regulationsClause } from '../../../../policy';
import type { EmploymentStart } from '../../enrolment/employment';
import { isSameEmployment, type RosterMemberWord } from '../../roster/judge-roster-row';
import type { RosterInput } from '../../roster/roster-request';

/** The base of somebody hired anew is the wage of the month; that of a leave that ended goes on. */
export const unsealWageDeclared = defineRule({
  id: 'unseal-wage-declared',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('17'),
  order: 74,
  reasonCode: 'WAGE_MISSING',
  reads: { facts: ['roster.start', 'roster.members'], parameters: [] },
  judge: ({ fact, input }) => {
    const [start = null] = fact<(EmploymentStart | null)[]>('roster.start');
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const anew = start !== null && member !== undefined && !isSameEmployment(start, member);
    const declared = (input as RosterInput).base !== undefined;
    return { truth: anew && !declared ? 'false' : 'true', observed: null, required: null };
  },
  texts: {
    passed: { zh: '缴存基数有据', en: 'The base has its ground' },
    member: {
      zh: '重新录用职工以当月工资为缴存基数，不沿用原基数；请填写当月工资。',
      en: 'The base is the wage of the month with the new employment, not the former base: give that wage.',
    },
    officer: { zh: '未填写当月工资', en: 'The wage of the month is not given' },
    condition: {
      zh: '单位已填写重新录用职工当月工资',
      en: 'the employer gives the wage of the month of somebody newly hired',
    },
    fix: {
      zh: '请填写当月工资（base）后重新提交。',
      en: 'Give the wage of the month (base) and apply again.',
    },
  },
});
