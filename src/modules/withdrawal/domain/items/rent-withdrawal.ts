import { rentAmount } from '../rent-room';
import { noActiveLoan } from '../rules/no-active-loan.rule';
import { noActiveLoan2 } from '../rules/no-active-loan-2.rule';
import { rentAmountWithinRoom } from '../rules/rent-amount-within-room.rule';
import { rentNoHome } from '../rules/rent-no-home.rule';
import { rentRoomLeft } from '../rules/rent-room-left.rule';
import { rentRoomLeft2 } from '../rules/rent-room-left-2.rule';
import { rentThreeMonths } from '../rules/rent-three-months.rule';
import {
  accountNeeds,
  balanceNeed,
  cardNeed,
  identityNeed,
  loanNeeds,
  marriageNeed,
  paper,
} from '../withdrawal-facts';
import { partialWithdrawalRules } from '../withdrawal-rules';

/** TQ12 租赁商品住房提取: everything that decides it, pure; the app room adds locks and carry-out. */
export const rentWithdrawal = {
  code: 'TQ12',
  facts: [
    identityNeed,
    marriageNeed,
    { name: 'household.homes', ...paper('无房证明', 'proof of owning no home') },
    ...accountNeeds,
    ...loanNeeds,
    { name: 'contribution.monthsInARow' },
    { name: 'household.rentTaken', ...paper('配偶提取情况证明', 'statement of the spouse’s withdrawals') },
    balanceNeed,
    cardNeed,
  ],
  // Whether alive, how many children raise the cap, who the spouse is, and how many homes the two have: no address, no
  // title, no date.
  grants: {
    'POL.people': ['alive', 'minorChildren'],
    'CIV.marriage': ['spouse'],
    'REA.homes': [],
  },
  rules: [
    ...partialWithdrawalRules,
    noActiveLoan,
    noActiveLoan2,
    rentThreeMonths,
    rentNoHome,
    rentRoomLeft,
    rentRoomLeft2,
    rentAmountWithinRoom,
  ],
  amount: rentAmount,
  amountRule: {
    zh: '取家庭剩余额度与账户可用金额中较小者；也可填写较小的申请金额',
    en: 'the lesser of what is left to the household and what is available on the account; a smaller amount may be asked for',
  },
} as const;
