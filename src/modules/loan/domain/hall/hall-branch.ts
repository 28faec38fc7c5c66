import type { BilingualText } from '../../../../kernel/decision';

/** Who has a part of a joint case in hand. */
export type HallParty =
  'borrower' | 'seller' | 'centre' | 'housing-bureau' | 'tax-authority' | 'bank' | 'registry' | 'nobody';

/** A state of a branch: what it says, who has it, and which states may follow. */
export interface BranchState {
  readonly text: BilingualText;
  readonly who: HallParty;
  readonly next: readonly string[];
}

interface Branch {
  /** As the branches are drawn in the handbook of the one hall. */
  readonly letter: string;
  readonly name: BilingualText;
  readonly first: string;
  readonly states: Readonly<Record<string, BranchState>>;
}

const s = (who: HallParty, zh: string, en: string, ...next: string[]): BranchState => ({
  text: { zh, en },
  who,
  next,
});
const GIVEN_UP = s('nobody', '不再办理', 'not wanted any more');

/** The sub-cases of a second-hand purchase (一厅式), each a state machine of its own. */
export const HALL_BRANCHES = {
  contract: {
    letter: 'A',
    name: { zh: '合同网签备案', en: 'contract on file' },
    first: 'standing',
    states: {
      standing: s('nobody', '备案有效', 'on file', 'confirming', 'cancelled'),
      confirming: s('housing-bureau', '过户前再次核对', 'looked at once more', 'confirmed', 'cancelled'),
      confirmed: s('nobody', '已核对有效', 'found to stand', 'cancelled'),
      cancelled: s('nobody', '已撤销', 'cancelled', 'proposed'),
      proposed: s(
        'centre',
        '已撤销，提请仍付卖方，待审批',
        'cancelled; paying the seller all the same is to be decided',
        ...['cancelled', 'upheld'],
      ),
      upheld: s('nobody', '已撤销，经审批仍付卖方', 'cancelled; the seller is paid all the same'),
    },
  },
  loan: {
    letter: 'B',
    name: { zh: '公积金贷款', en: 'loan' },
    first: 'approved',
    states: {
      approved: s('borrower', '已核准，待面签', 'approved, to be signed', 'committed', 'void'),
      committed: s('nobody', '已签约，承诺放款', 'signed and committed', 'void'),
      void: s('nobody', '已作废', 'void'),
    },
  },
  tax: {
    letter: 'C',
    name: { zh: '契税', en: 'deed tax' },
    first: 'filing',
    states: {
      filing: s(
        'centre',
        '代为申报',
        'declared for the buyer',
        ...['accepted', 'assessed', 'paid', 'refused', 'withdrawing'],
      ),
      accepted: s(
        'tax-authority',
        '已受理，待核定',
        'to be assessed',
        'assessed',
        'paid',
        'refused',
        'withdrawing',
      ),
      assessed: s('borrower', '已核定，待缴款', 'assessed, to be paid', 'paid', 'refused', 'withdrawing'),
      paid: s('nobody', '已缴款', 'paid', 'withdrawing'),
      withdrawing: s('tax-authority', '撤回申报', 'being withdrawn', 'withdrawn', 'refunded', 'refused'),
      refused: s('nobody', '不予受理', 'refused'),
      withdrawn: s('nobody', '已作废', 'withdrawn'),
      refunded: s('nobody', '已退税', 'refunded'),
    },
  },
  custody: {
    letter: 'D',
    name: { zh: '首付款资金监管', en: 'down payment in custody' },
    first: 'opening',
    states: {
      opening: s(
        'centre',
        '签订监管协议',
        'custody being opened',
        'awaiting',
        'funded',
        'refused',
        'returning',
      ),
      awaiting: s('borrower', '待存入首付款', 'down payment to come', 'funded', 'refused', 'returning'),
      funded: s('nobody', '首付款已存入', 'down payment in custody', 'returning'),
      returning: s('bank', '退回首付款', 'going back to the buyer', 'returned', 'refused'),
      refused: s('nobody', '不予监管', 'refused'),
      returned: s('nobody', '首付款已退回', 'given back'),
    },
  },
  title: {
    letter: 'E',
    name: { zh: '过户和抵押登记', en: 'transfer and mortgage' },
    first: 'waiting',
    states: {
      waiting: s(
        'nobody',
        '待贷款、契税、监管齐备',
        'waits for loan, tax and custody',
        'requested',
        'given-up',
      ),
      requested: s('centre', '提交登记申请', 'applied for', 'accepted', 'registered', 'refused', 'cancelled'),
      accepted: s('registry', '登记机构已受理', 'with the registry', 'registered', 'refused', 'cancelled'),
      registered: s('nobody', '已过户并抵押登记', 'transferred and mortgaged', 'cancelled'),
      refused: s('centre', '未获登记', 'refused by the registry', 'requested', 'given-up'),
      cancelled: s('centre', '登记已撤回或注销', 'withdrawn or cancelled', 'requested', 'given-up'),
      'given-up': GIVEN_UP,
    },
  },
  money: {
    letter: 'F',
    name: { zh: '贷款划入监管账户', en: 'loan paid into custody' },
    first: 'waiting',
    states: {
      waiting: s('nobody', '待登记完成', 'waits for the registration', 'due', 'given-up'),
      due: s('centre', '放款', 'to be paid', 'sent', 'waiting', 'given-up'),
      sent: s('bank', '付款中', 'being paid', 'paid', 'rejected', 'kept'),
      rejected: s('centre', '银行未能付款', 'rejected by the bank', 'sent', 'waiting', 'given-up'),
      returned: s(
        'centre',
        '已退回，待再次放款',
        'came back, to be paid anew',
        'sent',
        'waiting',
        'given-up',
      ),
      paid: s('nobody', '已划入监管账户', 'in custody', 'returned', 'kept'),
      kept: s('centre', '退回暂挂，待再次划付', 'came back and is kept, to be sent on', 'sent'),
      'given-up': GIVEN_UP,
    },
  },
  clearance: {
    letter: 'H',
    name: { zh: '卖方原抵押', en: 'the seller’s old mortgage' },
    first: 'waiting',
    states: {
      waiting: s('nobody', '待放款', 'waits for the loan', 'asking', 'given-up'),
      asking: s('registry', '查询原抵押', 'being asked about', 'standing', 'cleared'),
      standing: s('seller', '原抵押未注销', 'still to be cleared', 'cleared'),
      cleared: s('nobody', '无他人抵押', 'nobody else’s mortgage'),
      'given-up': GIVEN_UP,
    },
  },
  payout: {
    letter: 'G',
    name: { zh: '监管资金付卖方', en: 'custody pays the seller' },
    first: 'waiting',
    states: {
      waiting: s(
        'nobody',
        '待放款和原抵押注销',
        'waits for the loan and the old mortgage',
        'ordered',
        'given-up',
      ),
      ordered: s('bank', '划付卖方', 'being paid to the seller', 'paid'),
      paid: s('nobody', '已付卖方', 'paid to the seller'),
      'given-up': GIVEN_UP,
    },
  },
} as const satisfies Readonly<Record<string, Branch>>;

export type HallBranchName = keyof typeof HALL_BRANCHES;
export type StateOf<B extends HallBranchName> = keyof (typeof HALL_BRANCHES)[B]['states'] & string;

/** How every branch of a joint case stands. */
export type BranchStates = { readonly [B in HallBranchName]: StateOf<B> };

export const BRANCH_NAMES = Object.keys(HALL_BRANCHES) as HallBranchName[];

export function branchState(branch: HallBranchName, state: string): BranchState {
  const states: Readonly<Record<string, BranchState>> = HALL_BRANCHES[branch].states;
  const found = Object.hasOwn(states, state) ? states[state] : undefined;
  if (!found) throw new Error(`${branch} has no state ${state}`);
  return found;
}

/** Whether a branch may go from one state to another. */
export function mayMove(branch: HallBranchName, from: string, to: string): boolean {
  return branchState(branch, from).next.includes(to);
}

/** Nothing follows: a branch that is over stays as it is. */
export function isOver(branch: HallBranchName, state: string): boolean {
  return branchState(branch, state).next.length === 0;
}
