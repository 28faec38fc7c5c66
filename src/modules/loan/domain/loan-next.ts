import type { BilingualText } from '../../../kernel/decision';
import type { HallParty } from './hall/hall-branch';
import type { LoanState } from './loan-state';

/** Who has a loan in hand, and what they do with it. */
export interface NextStep {
  readonly who: HallParty;
  readonly what: BilingualText;
}

const step = (who: NextStep['who'], zh: string, en: string): NextStep => ({ who, what: { zh, en } });

/** What comes next in each state: the borrower sees who has the loan and what for. */
export const NEXT_STEPS: Readonly<Record<LoanState, NextStep>> = {
  committed: step('borrower', '预约面签并到场签约', 'book a time and come to sign'),
  signed: step('centre', '向不动产登记机构申请抵押登记', 'ask the title registry for the mortgage'),
  'mortgage-pending': step('registry', '办理抵押登记', 'register the mortgage'),
  'mortgage-registered': step('centre', '发放贷款', 'pay the loan out'),
  disbursing: step('bank', '付款', 'carry out the payment'),
  active: step('borrower', '按月还款', 'repay every month'),
  overdue: step('borrower', '归还逾期本息', 'pay what is overdue'),
  settled: step('nobody', '已结清', 'settled'),
  bad: step('borrower', '归还欠款，中心继续追偿', 'pay what is owed; the centre goes on recovering it'),
  void: step('nobody', '已作废', 'void'),
};
