import { defineRule, practiceClause } from '../../../policy';
import type { LoanHomesFact, PurchaseContractFact } from '../fact-values';

/** This version asks about loans alone: somebody who guarantees another's loan may buy a home of their own. */
export const purchaseNoOtherLoan2 = defineRule({
  id: 'purchase-no-other-loan',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '公积金贷款未结清期间只能提取还贷或用于该贷款所购住房',
    'While a housing fund loan runs, withdrawals repay it or serve the home it finances',
  ),
  order: 70,
  reasonCode: 'ACTIVE_LOAN_ONLY_REPAY',
  reads: { facts: ['loan.homes', 'purchase.contract'], parameters: [] },
  judge(input) {
    const running = input.fact<LoanHomesFact>('loan.homes').filter(({ settled }) => !settled);
    if (running.length === 0) return { truth: 'true', observed: { others: 0 }, required: null };
    const { contract } = input.fact<PurchaseContractFact>('purchase.contract');
    const others = running.filter(({ unitKey }) => unitKey === null || unitKey !== contract?.unitKey).length;
    return { truth: others === 0 ? 'true' : 'false', observed: { others }, required: null };
  },
  texts: {
    passed: {
      zh: '除所购住房的贷款外，没有未结清的公积金贷款',
      en: 'But for a loan on this home, no housing fund loan is unsettled',
    },
    member: {
      zh: '您或配偶有并非用于所购住房的未结清公积金贷款，期间只能办理提取还贷',
      en: 'A housing fund loan of you or your spouse for something else than this home is unsettled; until then withdrawals repay it',
    },
    officer: {
      zh: '非本套住房的未结清公积金贷款 {observed.others} 笔',
      en: 'Unsettled loans for other homes: {observed.others}',
    },
    condition: {
      zh: '除所购住房本身的贷款外，本人及配偶没有未结清的公积金贷款',
      en: 'but for a loan on the home itself, neither the member nor the spouse has an unsettled housing fund loan',
    },
    fix: {
      zh: '可改办“提取还贷”，或在该贷款结清后、购房提取期限内申请',
      en: 'Withdraw to repay the loan instead, or apply when it is settled, while the time for the purchase lasts',
    },
  },
});
