import type { Day } from '../../kernel/calendar';
import type { Fen } from '../../kernel/money';

/** An order that a court pushed about somebody's fund account. */
export interface CourtOrder {
  readonly orderNo: string;
  readonly court: string;
  readonly idNo: string;
  readonly kind: 'freeze' | 'renew' | 'release' | 'deduct';
  /** null: the whole account. */
  readonly amountFen: Fen | null;
  readonly issuedOn: Day;
  readonly until: Day | null;
  /** The freeze that is renewed or released, or out of which is deducted. */
  readonly refersTo: string | null;
  readonly regardless: boolean;
  readonly payee: { readonly name: string; readonly accountNo: string; readonly bankCode: string } | null;
}
