import { type Fen, fen, parseYuan } from '../../../../kernel/money';
import type { RepaymentMethod } from '../plan/repayment-method';

/** What an application asks for, as its DTO let it pass. */
export interface LoanRequest {
  /** Left out: the most that is possible. */
  readonly amount?: string;
  /** Left out: the longest that is possible. */
  readonly termMonths?: number;
  readonly method?: RepaymentMethod;
  /** Fixed day of the month to repay on; left out: the day of disbursement. */
  readonly dueDay?: number;
  /** Of a combined loan: what a bank lends beside. */
  readonly bankLoan?: { readonly amount: string };
}

export function requestOf(input: unknown): LoanRequest {
  return input as LoanRequest;
}

export function askedAmount(input: unknown): Fen | null {
  const { amount } = requestOf(input);
  return amount === undefined ? null : parseYuan(amount);
}

/** What a bank lends beside; nothing unless the loan is a combined one. */
export function bankPart(input: unknown): Fen {
  const { bankLoan } = requestOf(input);
  return bankLoan === undefined ? fen(0n) : parseYuan(bankLoan.amount);
}
