import type { Day } from '../../kernel/calendar';
import type { Fen } from '../../kernel/money';

export type FilingStatus = '已受理' | '已核定' | '已缴款' | '不予受理' | '已作废' | '已退税';

/** A declaration of deed tax made in the hall; `seq` grows with each change. */
export interface TaxFiling {
  readonly filingNo: string;
  readonly contractNo: string;
  readonly status: FilingStatus;
  readonly seq: number;
  readonly amountFen: Fen | null;
  readonly paidOn: Day | null;
  readonly reason: string | null;
}

/** Awaited, funded, paid to the seller, given back, not taken. */
export type CustodyCode = 'A1' | 'A2' | 'B1' | 'C1' | 'X9';

/** A custody of the price of a second-hand home; `seq` grows with each change. */
export interface CustodyFile {
  readonly custodyNo: string;
  readonly accountNo: string;
  readonly status: CustodyCode;
  readonly seq: number;
  readonly firstFen: Fen;
  readonly heldFen: Fen;
  readonly settledOn: Day | null;
  readonly reason: string | null;
}

/** Desks of tax authority and custody bank in the one hall: each takes a number once, and goes on when told to. */
export class HallDesks {
  private readonly filings = new Map<string, TaxFiling>();
  private readonly custodies = new Map<string, CustodyFile>();

  filing(filingNo: string): TaxFiling | undefined {
    return this.filings.get(filingNo);
  }

  custody(custodyNo: string): CustodyFile | undefined {
    return this.custodies.get(custodyNo);
  }

  declare({ filingNo, contractNo }: Pick<TaxFiling, 'filingNo' | 'contractNo'>): TaxFiling {
    const empty = { amountFen: null, paidOn: null, reason: null };
    return (
      this.filings.get(filingNo) ??
      this.keepFiling({ filingNo, contractNo, status: '已受理', seq: 1, ...empty })
    );
  }

  changeFiling(file: TaxFiling, change: Partial<TaxFiling>): TaxFiling {
    return this.keepFiling({ ...file, ...change, seq: file.seq + 1 });
  }

  /** What was only declared is void, what was paid is refunded. */
  withdrawFiling(file: TaxFiling): TaxFiling {
    if (file.status === '已受理' || file.status === '已核定')
      return this.changeFiling(file, { status: '已作废', reason: '交易终止' });
    if (file.status === '已缴款') return this.changeFiling(file, { status: '已退税', reason: '交易终止' });
    return file;
  }

  open({
    custodyNo,
    accountNo,
    firstFen,
  }: Pick<CustodyFile, 'custodyNo' | 'accountNo' | 'firstFen'>): CustodyFile {
    const empty = { heldFen: 0n as Fen, settledOn: null, reason: null };
    return (
      this.custodies.get(custodyNo) ??
      this.keepCustody({ custodyNo, accountNo, firstFen, status: 'A1', seq: 1, ...empty })
    );
  }

  changeCustody(file: CustodyFile, change: Partial<CustodyFile>): CustodyFile {
    return this.keepCustody({ ...file, ...change, seq: file.seq + 1 });
  }

  /** Paid out or given back, once; what is over stays as it is. */
  settle(file: CustodyFile, as: 'B1' | 'C1', on: Day): CustodyFile {
    const possible = as === 'B1' ? file.status === 'A2' : file.status === 'A1' || file.status === 'A2';
    return possible ? this.changeCustody(file, { status: as, settledOn: on }) : file;
  }

  reset(): void {
    this.filings.clear();
    this.custodies.clear();
  }

  private keepFiling(file: TaxFiling): TaxFiling {
    this.filings.set(file.filingNo, file);
    return file;
  }

  private keepCustody(file: CustodyFile): CustodyFile {
    this.custodies.set(file.custodyNo, file);
    return file;
  }
}
