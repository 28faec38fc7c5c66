import { defineRule, regulationsClause } from '../../../../policy';
import type { BaseChangeFact } from '../../base/base-facts';

/** What was shown is what is done: members or the month may have moved on since the draft was made. */
export const baseChangeFitsRoster = defineRule({
  id: 'base-change-fits-roster',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('16'),
  order: 30,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['bases.change'], parameters: [] },
  judge: ({ fact }) => {
    const { missing, surplus, from, holdsFrom, members } = fact<BaseChangeFact>('bases.change');
    const fits = missing === 0 && surplus === 0 && from === holdsFrom;
    return {
      truth: fits ? 'true' : 'false',
      observed: { missing, surplus, from, holdsFrom, members },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '调整表 {observed.members} 人，自 {observed.from} 起执行',
      en: '{observed.members} members, from {observed.from} on',
    },
    member: {
      zh: '调整表提交后情况有变：漏列 {observed.missing} 人，多列 {observed.surplus} 人；按 {observed.from} 试算，现应自 {observed.holdsFrom} 起执行。',
      en: 'Things moved on since the list was sent: {observed.missing} missing, {observed.surplus} too many; worked out from {observed.from}, it would hold from {observed.holdsFrom} now.',
    },
    officer: {
      zh: '漏 {observed.missing}，多 {observed.surplus}；执行月 {observed.from} → {observed.holdsFrom}',
      en: '{observed.missing} missing, {observed.surplus} surplus; month {observed.from} → {observed.holdsFrom}',
    },
    condition: {
      zh: '调整表包含单位当前全部缴存职工，执行月份的清册尚未核定',
      en: 'The list holds every member of now, and the list of its first month is not confirmed',
    },
    fix: { zh: '请重新提交调整表后再确认。', en: 'Send the list again and confirm the new one.' },
  },
});
