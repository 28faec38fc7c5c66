import { closingAmount } from '../closing-amount';
import { closingNothingHeld } from '../rules/closing-nothing-held.rule';
import { closingSettleLoanFirst } from '../rules/closing-settle-loan-first.rule';
import { closingSomethingToPay } from '../rules/closing-something-to-pay.rule';
import { retired } from '../rules/retired.rule';
import { retired2 } from '../rules/retired-2.rule';
import { accountNeeds, cardNeed, identityNeed, paper } from '../withdrawal-facts';
import { everyWithdrawalRules } from '../withdrawal-rules';

/** TQ14 离休退休提取: everything that decides it, pure; it pays the whole balance with interest and closes the account. */
export const retirementWithdrawal = {
  code: 'TQ14',
  /** 03 离退休 of JGJ/T 320 A.7. */
  closingReason: '03',
  facts: [
    identityNeed,
    { name: 'person.retirement', ...paper('离退休证或退休审批表', 'retirement book or approval') },
    ...accountNeeds,
    { name: 'loan.own', ...paper('贷款情况证明', 'statement of loans') },
    { name: 'member.closing' },
    cardNeed,
  ],
  grants: {
    'POL.people': ['alive'],
    'HRR.retirement': ['retiredOn'],
  },
  rules: [
    ...everyWithdrawalRules,
    closingNothingHeld,
    closingSettleLoanFirst,
    retired,
    retired2,
    closingSomethingToPay,
  ],
  amount: closingAmount,
  amountRule: {
    zh: '账户全部余额，加计至付款前一日的利息，账户随之销户',
    en: 'the whole balance with interest to the day before it is paid; the account closes with it',
  },
} as const;
