import { purchaseAmount } from '../purchase-room';
import { purchaseAmountWithinRoom } from '../rules/purchase-amount-within-room.rule';
import { purchaseContractValid } from '../rules/purchase-contract-valid.rule';
import { purchaseIsBuyer } from '../rules/purchase-is-buyer.rule';
import { purchaseMarriagesLasting } from '../rules/purchase-marriages-lasting.rule';
import { purchaseNoOtherLoan } from '../rules/purchase-no-other-loan.rule';
import { purchaseNoOtherLoan2 } from '../rules/purchase-no-other-loan-2.rule';
import { purchaseNotResold } from '../rules/purchase-not-resold.rule';
import { purchaseOncePerHome } from '../rules/purchase-once-per-home.rule';
import { purchaseRoomLeft } from '../rules/purchase-room-left.rule';
import { purchaseWithinWindow } from '../rules/purchase-within-window.rule';
import { purchaseWithinWindow2 } from '../rules/purchase-within-window-2.rule';
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

/** TQ01 购买新建商品房提取: everything that decides it, pure; the app room adds locks and carry-out. */
export const purchaseWithdrawal = {
  code: 'TQ01',
  facts: [
    identityNeed,
    marriageNeed,
    { name: 'purchase.contract', ...paper('购房合同、购房发票', 'purchase contract and invoice') },
    { name: 'household.marriageChanges' },
    { name: 'purchase.payments' },
    ...accountNeeds,
    ...loanNeeds,
    { name: 'loan.homes' },
    { name: 'purchase.home', ...paper('配偶提取情况证明', 'statement of the spouse’s withdrawals') },
    balanceNeed,
    cardNeed,
  ],
  // Which home, at what price, filed when, and what is lent on it: not who else bought it, nor where it stands.
  grants: {
    'POL.people': ['alive'],
    'CIV.marriage': ['spouse'],
    'CIV.registrations': ['times'],
    'HSG.filed-contracts': ['contractNo', 'unitKey', 'price', 'filedOn', 'status', 'loanAmount'],
  },
  rules: [
    ...partialWithdrawalRules,
    purchaseNoOtherLoan,
    purchaseNoOtherLoan2,
    purchaseIsBuyer,
    purchaseContractValid,
    purchaseWithinWindow,
    purchaseWithinWindow2,
    purchaseOncePerHome,
    purchaseMarriagesLasting,
    purchaseNotResold,
    purchaseRoomLeft,
    purchaseAmountWithinRoom,
  ],
  amount: purchaseAmount,
  amountRule: {
    zh: '取该住房剩余额度（房价减贷款减买受人及配偶已提取）与账户可用金额中较小者；也可填写较小的申请金额',
    en: 'the lesser of the room left for the home (price less loans less what buyers and spouses drew) and what is available; a smaller amount may be asked for',
  },
} as const;
