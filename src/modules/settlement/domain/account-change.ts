import type { Fen } from '../../../kernel/money';

/** One line that a bank has booked on an account of ours, as its notice tells it. Holds personal data: never log it. */
export interface AccountChange {
  readonly accountNo: string;
  /** Host serial number (银行主机流水号), unique on the account. */
  readonly bankSerial: string;
  /** `in`: money came in. `out`: money went out. */
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  /** 'YYYY-MM-DD'. */
  readonly valueDate: string;
  readonly counterparty: { readonly name: string; readonly accountNo: string };
  readonly remark: string;
  readonly summary: string;
  /** 冲正标识: the line undoes an earlier one. */
  readonly reversal: boolean;
  /** Our own reference where the line belongs to a payment of ours, else null. */
  readonly reference: string | null;
}
