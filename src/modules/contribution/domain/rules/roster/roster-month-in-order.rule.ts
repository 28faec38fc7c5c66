import { defineRule, practiceClause } from '../../../../policy';
import type { RosterMonthFact } from '../../facts';
import type { RosterMemberWord } from '../../roster/judge-roster-row';

/** Changes of one account follow one another by month, so that every month's roster can be told from its history. */
export const rosterMonthInOrder = defineRule({
  id: 'roster-month-in-order',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('同一账户的变更按年月先后办理', 'changes of an account follow one another by month'),
  order: 60,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['roster.members', 'roster.month'], parameters: [] },
  judge: ({ fact }) => {
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const { month } = fact<RosterMonthFact>('roster.month');
    const latest = member?.latestChange ?? null;
    return {
      truth: latest !== null && latest > month ? 'false' : 'true',
      observed: { month, latest },
      required: null,
    };
  },
  texts: {
    passed: { zh: '没有更晚月份的变更', en: 'No change holds from a later month' },
    member: {
      zh: '该账户已有自 {observed.latest} 起的变更，不能再办理自 {observed.month} 起的变更。',
      en: 'A change of this account holds from {observed.latest}; none can be made from {observed.month} any more.',
    },
    officer: { zh: '已有自 {observed.latest} 起的变更', en: 'A change from {observed.latest} exists' },
    condition: { zh: '该账户没有更晚月份的变更', en: 'The account has no change from a later month' },
    fix: {
      zh: '请选择不早于该变更的年月。',
      en: 'Choose a month that is not before that change.',
    },
  },
});
