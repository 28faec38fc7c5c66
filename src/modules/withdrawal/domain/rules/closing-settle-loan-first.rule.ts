import { assumedClause, defineRule } from '../../../policy';
import type { OwnLoanFact } from '../fact-values';

/** Closing grounds pass overdue loans and those of the spouse; an own loan is settled from the balance first. */
export const closingSettleLoanFirst = defineRule({
  id: 'closing-settle-loan-first',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '销户前先结清本人公积金贷款',
    'One’s own housing fund loan is settled before the account closes',
  ),
  order: 80,
  reasonCode: 'SETTLE_LOAN_FIRST',
  reads: { facts: ['loan.own'], parameters: [] },
  judge(input) {
    const { unsettled } = input.fact<OwnLoanFact>('loan.own');
    return { truth: unsettled ? 'false' : 'true', observed: unsettled, required: false };
  },
  texts: {
    passed: {
      zh: '本人没有未结清的公积金贷款',
      en: 'The member has no unsettled housing fund loan',
    },
    member: {
      zh: '您有未结清的公积金贷款（含共同借款），须先结清贷款再销户',
      en: 'You have a housing fund loan that is not settled, as borrower or co-borrower; it is settled before the account closes',
    },
    officer: {
      zh: '借款或共同借款的公积金贷款未结清',
      en: 'Unsettled loan as borrower or co-borrower',
    },
    condition: {
      zh: '本人没有未结清的公积金贷款（含共同借款）',
      en: 'the member has no unsettled housing fund loan as borrower or co-borrower',
    },
    fix: {
      zh: '可先用账户余额办理提取还贷（TQ07）结清贷款，结清后即可申请',
      en: 'Settle it from the account first (TQ07), then apply',
    },
  },
});
