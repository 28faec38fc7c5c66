import { defineRule, practiceClause } from '../../../../policy';
import type { ChangeFact } from '../change-fact';
import type { ChangeRequest } from '../change-request';

/** Method and term change of what has not fallen due; a card may be changed at any time. */
export const changeNothingOverdue = defineRule({
  id: 'change-nothing-overdue',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '变更还款方式、期限前须还清到期款项',
    'What is due is paid before method or term change',
  ),
  order: 30,
  reasonCode: 'LOAN_OVERDUE',
  reads: { facts: ['loan.change'], parameters: [] },
  judge(input) {
    const { unpaid } = input.fact<ChangeFact>('loan.change');
    const { change } = input.input as ChangeRequest;
    return { truth: change === 'card' || unpaid === 0 ? 'true' : 'false', observed: unpaid, required: 0 };
  },
  texts: {
    passed: { zh: '没有妨碍变更的到期未还款项', en: 'Nothing that has fallen due stands in the way' },
    member: {
      zh: '您有 {observed} 期到期款项未还清，还清后才能变更还款方式或期限',
      en: '{observed} instalments that have fallen due are unpaid; they come before a change of method or term',
    },
    officer: { zh: '到期未还 {observed} 期', en: '{observed} periods unpaid' },
    condition: {
      zh: '变更还款方式、期限的，到期款项均已还清',
      en: 'for a change of method or term everything that has fallen due is paid',
    },
    fix: { zh: '先还清到期款项', en: 'Pay what has fallen due first' },
  },
});
