import { defineRule, practiceClause } from '../../../../policy';
import type { ListFact } from '../../facts';

/**
 * A base holds for its fund year, so a list says the one in force. It changes by GJ08, and what is wrong by GJ09 or GJ10,
 * which are judged beside the declarations for tax. The first list of somebody who joined brings the wage of article 17.
 */
export const listBasesInForce = defineRule({
  id: 'list-bases-in-force',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '缴存基数每年调整一次，一经确定当年不变',
    'bases are changed once a fund year and then hold for it',
  ),
  order: 55,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['remittance.list'], parameters: [] },
  judge: ({ fact }) => {
    const { rebased, members } = fact<ListFact>('remittance.list');
    return { truth: rebased === 0 ? 'true' : 'false', observed: { rebased, members }, required: null };
  },
  texts: {
    passed: {
      zh: '清册 {observed.members} 人的基数均为有效基数',
      en: 'The bases of the {observed.members} members are those in force',
    },
    member: {
      zh: '清册中有 {observed.rebased} 人的缴存基数与该月有效的基数不同；清册不能改变基数。',
      en: '{observed.rebased} members have another base on the list than the one in force; a list does not change it.',
    },
    officer: {
      zh: '清册 {observed.rebased} 人基数与有效基数不符',
      en: '{observed.rebased} bases on the list are not those in force',
    },
    condition: {
      zh: '清册中的基数为该月有效的缴存基数（新参缴职工的首份清册除外）',
      en: 'the bases on the list are those in force in the month, but for the first list of who joined',
    },
    fix: {
      zh: '请重新提交清册后再确认；年度调整请办理 GJ08，个别更正请办理 GJ09 或变更清册（GJ10）。',
      en: 'Send the list again and confirm the new one; bases of a year are changed by GJ08, a wrong one by GJ09 or in a list of changes (GJ10).',
    },
  },
});
