import { defineRule, practiceClause } from '../../../../policy';
import type { BaseChangeFact } from '../../base/base-facts';

const WORDS = {
  DRAFT: { zh: '待确认', en: 'draft' },
  CONFIRMED: { zh: '已确认', en: 'confirmed' },
  CANCELLED: { zh: '已作废', en: 'cancelled' },
} as const;

/** Bases of a fund year are changed once, by a draft that is as its members are now. */
export const baseChangeIsDraft = defineRule({
  id: 'base-change-is-draft',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '缴存基数每年调整一次，一经确定当年不变',
    'bases are changed once a fund year and then hold for it',
  ),
  order: 20,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['bases.change'], parameters: [] },
  judge: ({ fact }) => {
    const { state, settled, fundYear } = fact<BaseChangeFact>('bases.change');
    return {
      truth: state === 'DRAFT' && !settled ? 'true' : 'false',
      observed: {
        state: WORDS[state],
        fundYear,
        settled: settled ? { zh: '已', en: 'already' } : { zh: '未', en: 'not' },
      },
      required: WORDS.DRAFT,
    };
  },
  texts: {
    passed: { zh: '基数调整表待确认', en: 'The list of bases is a draft' },
    member: {
      zh: '基数调整表{observed.state}，{observed.fundYear} 缴存年度的基数{observed.settled}调整。',
      en: 'The list of bases is {observed.state}; the bases of the fund year {observed.fundYear} are {observed.settled} settled.',
    },
    officer: {
      zh: '调整表{observed.state}，年度 {observed.fundYear} {observed.settled}调整',
      en: 'List {observed.state}, fund year {observed.fundYear} {observed.settled} settled',
    },
    condition: {
      zh: '调整表待确认，且本缴存年度尚未调整',
      en: 'The list is a draft and the bases of the fund year are not settled yet',
    },
    fix: {
      zh: '请重新提交调整表；年度已调整的，个别差错请办理个别基数调整（GJ09）。',
      en: 'Send the list again; once a year is settled, correct single bases (GJ09).',
    },
  },
});
