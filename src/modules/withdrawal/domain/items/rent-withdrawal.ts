import type { BilingualText } from '../../../../kernel/decision';
import { accountExists } from '../rules/account-exists.rule';
import { accountInUse } from '../rules/account-in-use.rule';
import { accountNotFrozen } from '../rules/account-not-frozen.rule';
import { balanceAboveRetained } from '../rules/balance-above-retained.rule';
import { cardBound } from '../rules/card-bound.rule';
import { identityMatches } from '../rules/identity-matches.rule';
import { noActiveLoan } from '../rules/no-active-loan.rule';
import { noBusinessInProgress } from '../rules/no-business-in-progress.rule';
import { noFraudBan } from '../rules/no-fraud-ban.rule';
import { noOverdueLoan } from '../rules/no-overdue-loan.rule';
import { rentAmountWithinRoom } from '../rules/rent-amount-within-room.rule';
import { rentNoHome } from '../rules/rent-no-home.rule';
import { rentRoomLeft } from '../rules/rent-room-left.rule';
import { rentThreeMonths } from '../rules/rent-three-months.rule';
import { rentAmount } from '../rent-room';

const paper = (zh: string, en: string): { replaces: BilingualText } => ({ replaces: { zh, en } });

/** TQ12 租赁商品住房提取: everything that decides it, pure; the app room adds locks and carry-out. */
export const rentWithdrawal = {
  code: 'TQ12',
  facts: [
    { name: 'person.identity', ...paper('身份证复印件', 'copy of the identity card') },
    { name: 'household.marriage', ...paper('结婚证或单身声明', 'marriage certificate or declaration') },
    { name: 'household.homes', ...paper('无房证明', 'proof of owning no home') },
    { name: 'member.account', ...paper('公积金缴存证明', 'certificate of contributions') },
    { name: 'account.engagement' },
    { name: 'person.restrictions' },
    { name: 'loan.standing', ...paper('贷款情况证明', 'statement of loans') },
    { name: 'contribution.monthsInARow' },
    { name: 'household.rentTaken', ...paper('配偶提取情况证明', 'statement of the spouse’s withdrawals') },
    { name: 'member.balance' },
    { name: 'member.card', ...paper('银行卡复印件', 'copy of the bank card') },
  ],
  // Whether alive, how many children raise the cap, who the spouse is, and how many homes the two have: no address, no
  // title, no date.
  grants: {
    'POL.people': ['alive', 'minorChildren'],
    'CIV.marriage': ['spouse'],
    'REA.homes': [],
  },
  rules: [
    identityMatches,
    accountExists,
    accountInUse,
    accountNotFrozen,
    noBusinessInProgress,
    noFraudBan,
    noOverdueLoan,
    noActiveLoan,
    rentThreeMonths,
    rentNoHome,
    rentRoomLeft,
    balanceAboveRetained,
    rentAmountWithinRoom,
    cardBound,
  ],
  amount: rentAmount,
  amountRule: {
    zh: '取家庭剩余额度与账户可用金额中较小者；也可填写较小的申请金额',
    en: 'the lesser of what is left to the household and what is available on the account; a smaller amount may be asked for',
  },
} as const;
