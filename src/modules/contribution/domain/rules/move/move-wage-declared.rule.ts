import { defineRule, regulationsClause } from '../../../../policy';
import type { EmploymentStart } from '../../enrolment/employment';

/** The new employer says the wage; a member who applies need not know it, and the employer's first list brings it. */
export const moveWageDeclared = defineRule({
  id: 'move-wage-declared',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('17'),
  order: 74,
  reasonCode: 'WAGE_MISSING',
  reads: { facts: ['move.start'], parameters: [] },
  judge: ({ fact, input }) => {
    const start = fact<EmploymentStart | null>('move.start');
    const { base, employerId } = input as { readonly base?: string; readonly employerId?: string };
    const missing = start !== null && employerId !== undefined && base === undefined;
    return { truth: missing ? 'false' : 'true', observed: null, required: null };
  },
  texts: {
    passed: { zh: '缴存基数有据', en: 'The base has its ground' },
    member: {
      zh: '新调入职工以当月工资为缴存基数，不沿用原基数；请填写当月工资。',
      en: 'The base is the wage of the month with the new employment, not the former base: give that wage.',
    },
    officer: { zh: '未填写当月工资', en: 'The wage of the month is not given' },
    condition: {
      zh: '单位已填写新调入职工当月工资',
      en: 'the employer gives the wage of the month of somebody newly hired',
    },
    fix: {
      zh: '请填写当月工资（base）后重新提交。',
      en: 'Give the wage of the month (base) and apply again.',
    },
  },
});
