import type { Rule } from '../../policy';
import { accountExists } from './rules/account-exists.rule';
import { accountInUse } from './rules/account-in-use.rule';
import { accountNotFrozen } from './rules/account-not-frozen.rule';
import { balanceAboveRetained } from './rules/balance-above-retained.rule';
import { cardBound } from './rules/card-bound.rule';
import { cardBound2 } from './rules/card-bound-2.rule';
import { cardCooledOff } from './rules/card-cooled-off.rule';
import { cardNotStopped } from './rules/card-not-stopped.rule';
import { identityMatches } from './rules/identity-matches.rule';
import { noBusinessInProgress } from './rules/no-business-in-progress.rule';
import { noFraudBan } from './rules/no-fraud-ban.rule';
import { noFraudBan2 } from './rules/no-fraud-ban-2.rule';
import { nothingOwedBack } from './rules/nothing-owed-back.rule';
import { noOverdueLoan } from './rules/no-overdue-loan.rule';
import { noOverdueLoan2 } from './rules/no-overdue-loan-2.rule';

/** What every withdrawal asks (handbook 4.1), those that close the account too. */
export const everyWithdrawalRules: readonly Rule[] = [
  identityMatches,
  accountExists,
  accountInUse,
  accountNotFrozen,
  noBusinessInProgress,
  noFraudBan,
  noFraudBan2,
  nothingOwedBack,
  cardBound,
  cardBound2,
  cardNotStopped,
  cardCooledOff,
];

/** What a withdrawal asks that leaves the account open: overdue loans bar it, and a minimum stays on the account. */
export const partialWithdrawalRules: readonly Rule[] = [
  ...everyWithdrawalRules,
  noOverdueLoan,
  noOverdueLoan2,
  balanceAboveRetained,
];
