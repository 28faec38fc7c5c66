import { defineRule, regulationsClause } from '../../../../policy';
import { asksEmployment, type RosterEmploymentWord } from '../../roster/judge-roster-row';
import { rosterRowsOf } from '../../roster/roster-request';
import { isSealReason, SEAL_REASONS } from '../../roster/roster-change';

/**
 * Who is sealed because the employment is over is not insured by the employer any more. Social insurance may lag by 60
 * days: until then its silence is unknown, and the case waits. Reasons that leave the employment as it is ask nothing.
 */
export const sealEmploymentEnded = defineRule({
  id: 'seal-employment-ended',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 70,
  reasonCode: 'EMPLOYMENT_NOT_ENDED',
  reads: { facts: ['roster.employment', 'roster.employmentEnd'], parameters: [] },
  judge: ({ fact, input }) => {
    const [row] = rosterRowsOf(input);
    const code = row?.reason ?? '';
    const reason = isSealReason(code) ? SEAL_REASONS[code].text : { zh: code, en: code };
    if (row && !asksEmployment(row)) return { truth: 'true', observed: reason, required: null };
    const [word] = fact<RosterEmploymentWord[]>('roster.employment');
    if (word === 'unsure') fact('roster.employmentEnd');
    return { truth: word === 'ended' ? 'true' : 'false', observed: reason, required: null };
  },
  texts: {
    passed: {
      zh: '封存原因“{observed}”与社会保险登记一致',
      en: 'The reason, {observed}, agrees with social insurance',
    },
    member: {
      zh: '封存原因为“{observed}”，但终止已超过 60 日，社会保险登记中仍在本单位参保。',
      en: 'The reason is {observed}, but more than 60 days after the end social insurance still has the person as employed here.',
    },
    officer: { zh: '社保仍在本单位参保（{observed}）', en: 'Still insured by this employer ({observed})' },
    condition: {
      zh: '因劳动关系结束封存的，社会保险登记中已不在本单位参保（数据滞后 60 日内系统自动等候）',
      en: 'When the employment is over, social insurance has it as ended (a lag of up to 60 days is waited for)',
    },
    fix: {
      zh: '请先办理社保减员；劳动关系仍在的，请选择停薪留职、脱产学习或参军。',
      en: 'End the insurance first; while the employment lasts, choose unpaid leave, study or military service.',
    },
  },
});
