import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, fen, minus, plus, yuan } from '../../../../kernel/money';

/** Kinds of business of JGJ/T 320 A.5 (GJHTQYWLX) that a member's statement shows. */
const BUSINESS = {
  '01': { zh: '汇缴', en: 'remittance' },
  '02': { zh: '补缴', en: 'back payment' },
  '03': { zh: '开户', en: 'account opened' },
  '04': { zh: '启封', en: 'unsealed' },
  '05': { zh: '封存', en: 'sealed' },
  '06': { zh: '内部转移', en: 'transfer within the city' },
  '07': { zh: '外部转出', en: 'transfer out to another city' },
  '08': { zh: '外部转入', en: 'transfer in from another city' },
  '09': { zh: '年终结息', en: 'yearly interest' },
  '10': { zh: '基数调整', en: 'change of base' },
  '11': { zh: '部分提取', en: 'withdrawal' },
  '12': { zh: '销户提取', en: 'closing withdrawal' },
  '14': { zh: '冻结', en: 'frozen by a court' },
  '15': { zh: '解冻', en: 'freeze ended' },
  '99': { zh: '其他', en: 'other' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type BusinessType = keyof typeof BUSINESS;

/** What each voucher on a member's account, each change of the roster and each step of a court is in A.5. */
const TYPE_OF: Readonly<Record<string, BusinessType>> = {
  remittance: '01',
  'flexible-remittance': '01',
  'back-payment': '02',
  new: '03',
  unseal: '04',
  seal: '05',
  'remittance-carried': '06',
  'internal-transfer': '06',
  'unit-move': '06',
  merge: '06',
  'transfer-out': '07',
  'transfer-in': '08',
  'annual-interest': '09',
  base: '10',
  withdrawal: '11',
  'loan-payment': '11',
  'loan-prepayment': '11',
  'loan-settlement': '11',
  'loan-hedged': '11',
  closing: '12',
  estate: '12',
  'court-freeze': '14',
  'court-release': '15',
};
/** What A.5 has no number for, and what a withdrawal is that repays a loan: each says what it is. */
const NAMES: Readonly<Record<string, BilingualText>> = {
  'opening-members': { zh: '接管余额', en: 'balance taken over' },
  'flexible-remittance': { zh: '灵活就业汇缴', en: 'voluntary contribution' },
  'unit-move': { zh: '单位合并分立转移', en: 'moved with its employer' },
  merge: { zh: '账户合并', en: 'accounts merged' },
  'loan-payment': { zh: '提取偿还贷款', en: 'withdrawal to repay the loan' },
  'loan-prepayment': { zh: '提取提前还款', en: 'withdrawal to prepay the loan' },
  'loan-settlement': { zh: '提取结清贷款', en: 'withdrawal to settle the loan' },
  'loan-hedged': { zh: '按月冲还贷', en: 'withdrawal for the month’s instalment' },
  'transfer-restored': { zh: '外部转出退回', en: 'transfer out sent back' },
  'transfer-out-restored': { zh: '外部转出退票恢复', en: 'returned transfer restored' },
  'court-deduction': { zh: '司法扣划', en: 'deducted for a court' },
  'court-deduction-restored': { zh: '司法扣划退票恢复', en: 'returned deduction restored' },
  'withdrawal-restored': { zh: '提取退票恢复', en: 'returned withdrawal restored' },
  'withdrawal-given-back': { zh: '提取退回', en: 'withdrawal given back' },
  'closing-restored': { zh: '销户退票恢复', en: 'returned closing restored' },
  estate: { zh: '无人继承转入增值收益', en: 'fell to the gains, nobody inherits' },
  refund: { zh: '错缴退回', en: 'refund of a wrong payment' },
  'refund-kept': { zh: '错缴转入单位暂收款', en: 'wrong payment kept for the employer' },
  'refund-restored': { zh: '错缴退回退票恢复', en: 'returned refund restored' },
};

/** Whether a statement says what this is; what it does not know it calls "other". */
export const isNamed = (kind: string): boolean => kind in TYPE_OF || kind in NAMES;

/** A voucher's effect on an account, or a change that moves no money, in the order of the books. */
export interface Movement {
  readonly on: string;
  /** Kind of voucher or of roster change. */
  readonly kind: string;
  readonly side: 'D' | 'C' | null;
  readonly amountFen: Fen;
  /** Interest paid beside the principal (FSLXE), of a closing. */
  readonly interestFen: Fen;
}

/** One line of a member's statement; amounts are yuan strings. */
export interface StatementLine {
  readonly [key: string]: string;
  readonly on: string;
  /** A.5 */
  readonly type: BusinessType;
  readonly zh: string;
  readonly en: string;
  /** Out of the account. */
  readonly debit: string;
  /** Into the account. */
  readonly credit: string;
  readonly interest: string;
  /** After this line. */
  readonly balance: string;
}

export interface Statement {
  readonly opening: Fen;
  readonly closing: Fen;
  readonly debits: Fen;
  readonly credits: Fen;
  readonly interest: Fen;
  readonly lines: readonly StatementLine[];
}

/** The lines of a period with the balance after each; what is closing is opening plus credits less debits, exactly. */
export function statementOf(opening: Fen, movements: readonly Movement[]): Statement {
  const none = fen(0n);
  let [balance, debits, credits, interest] = [opening, none, none, none];
  const lines = movements.map((movement): StatementLine => {
    const debit = movement.side === 'D' ? movement.amountFen : none;
    const credit = movement.side === 'C' ? movement.amountFen : none;
    debits = plus(debits, debit);
    credits = plus(credits, credit);
    interest = plus(interest, movement.interestFen);
    balance = minus(plus(balance, credit), debit);
    const type = TYPE_OF[movement.kind] ?? '99';
    return {
      on: movement.on,
      type,
      ...(NAMES[movement.kind] ?? BUSINESS[type]),
      debit: yuan(debit),
      credit: yuan(credit),
      interest: yuan(movement.interestFen),
      balance: yuan(balance),
    };
  });
  return { opening, closing: balance, debits, credits, interest, lines };
}
