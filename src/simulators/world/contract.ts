import type { Day } from '../../kernel/calendar';
import type { Fen } from '../../kernel/money';

/** A contract about a new flat as the housing bureau filed it. */
export interface Contract {
  readonly contractNo: string;
  readonly projectNo: string;
  /** 不动产单元号, 28 characters. */
  readonly unitKey: string;
  readonly address: string;
  readonly areaSquareMetres: string;
  readonly priceFen: Fen;
  readonly filedOn: Day;
  readonly status: 'valid' | 'cancelled';
  readonly buyers: readonly Buyer[];
  /** Loan noted on the filing; null where none is. */
  readonly loanFen: Fen | null;
  /** Account of the project into which the price is paid; null where none is noted. */
  readonly supervisedAccount: string | null;
  /** What of the price is in it. */
  readonly paidFen: Fen;
  readonly housing: 'commodity' | 'affordable';
}

export interface Buyer {
  readonly name: string;
  readonly idNo: string;
  readonly sharePercent: number;
}

/** A contract on a second-hand home, signed in the bureau's system before the title passes. */
export interface SaleContract {
  readonly contractNo: string;
  readonly unitKey: string;
  readonly address: string;
  readonly areaSquareMetres: string;
  readonly priceFen: Fen;
  readonly signedOn: Day;
  readonly status: 'valid' | 'cancelled';
  readonly buyers: readonly Buyer[];
  readonly sellers: readonly { readonly name: string; readonly idNo: string }[];
  readonly downPaymentFen: Fen;
  readonly custodyAccount: {
    readonly name: string;
    readonly accountNo: string;
    readonly bankCode: string;
  } | null;
  readonly buildYear: number;
  /** What the tax authority holds the home to be worth; null: not assessed. */
  readonly assessedFen: Fen | null;
}
