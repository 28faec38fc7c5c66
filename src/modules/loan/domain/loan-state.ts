import type { BilingualText } from '../../../kernel/decision';

/** The life of a loan from its approval on; `code` is the digit of JGJ/T 320 as centres keep it (贷款账户状态). */
export const LOAN_STATES = {
  committed: { text: { zh: '已核准，待面签', en: 'approved, to be signed' }, code: '0', final: false },
  signed: {
    text: { zh: '已签约，待抵押登记', en: 'signed, mortgage to be registered' },
    code: '1',
    final: false,
  },
  'mortgage-pending': {
    text: { zh: '抵押登记办理中', en: 'mortgage being registered' },
    code: '1',
    final: false,
  },
  'mortgage-registered': {
    text: { zh: '已抵押，待放款', en: 'mortgage registered, to be disbursed' },
    code: '1',
    final: false,
  },
  disbursing: { text: { zh: '放款中', en: 'being disbursed' }, code: '1', final: false },
  active: { text: { zh: '正常还款', en: 'being repaid' }, code: '2', final: false },
  overdue: { text: { zh: '逾期', en: 'overdue' }, code: '5', final: false },
  settled: { text: { zh: '已结清', en: 'settled' }, code: '3', final: true },
  bad: {
    text: { zh: '呆账（已核销，继续追偿）', en: 'written off, still to be recovered' },
    code: '4',
    final: false,
  },
  void: { text: { zh: '已作废', en: 'void' }, code: '8', final: true },
} as const satisfies Record<
  string,
  { readonly text: BilingualText; readonly code: string; readonly final: boolean }
>;

export type LoanState = keyof typeof LOAN_STATES;

/** What befalls a loan and changes its state. */
export type LoanStep =
  | 'sign'
  | 'request-mortgage'
  | 'refuse-mortgage'
  | 'register-mortgage'
  | 'cancel-mortgage'
  | 'send-money'
  | 'reject-money'
  | 'disburse'
  | 'return-money'
  | 'fall-overdue'
  | 'cure'
  | 'settle'
  | 'write-off'
  /** The borrower, or the purchase it is for, withdrew before the money left. */
  | 'cancel'
  /** Nobody signed or registered in time. */
  | 'lapse';

const STEPS: Readonly<Record<LoanState, Readonly<Partial<Record<LoanStep, LoanState>>>>> = {
  committed: { sign: 'signed', cancel: 'void', lapse: 'void' },
  signed: { 'request-mortgage': 'mortgage-pending', cancel: 'void', lapse: 'void' },
  'mortgage-pending': {
    'register-mortgage': 'mortgage-registered',
    'refuse-mortgage': 'signed',
    cancel: 'void',
    lapse: 'void',
  },
  'mortgage-registered': {
    'send-money': 'disbursing',
    'cancel-mortgage': 'signed',
    cancel: 'void',
    lapse: 'void',
  },
  disbursing: { disburse: 'active', 'reject-money': 'mortgage-registered' },
  active: { 'fall-overdue': 'overdue', settle: 'settled', 'return-money': 'mortgage-registered' },
  overdue: { cure: 'active', settle: 'settled', 'write-off': 'bad' },
  bad: { settle: 'settled' },
  settled: {},
  void: {},
};

/** The state a loan comes to; null where the step cannot be taken in its state. */
export function nextLoanState(state: LoanState, step: LoanStep): LoanState | null {
  return STEPS[state][step] ?? null;
}

/** Steps that are possible in this state: what a refused one is told. */
export function possibleSteps(state: LoanState): readonly LoanStep[] {
  return Object.keys(STEPS[state]) as LoanStep[];
}

/** States before the money left, in which a commitment may still lapse. */
export const BEFORE_DISBURSEMENT: readonly LoanState[] = [
  'committed',
  'signed',
  'mortgage-pending',
  'mortgage-registered',
];
