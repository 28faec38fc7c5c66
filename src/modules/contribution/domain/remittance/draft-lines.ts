import { type Fen, fen, yuan } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import type { BasesHold } from '../base/bases-hold';
import { clamped } from '../base/tax-wage';
import type { ContributionLimits } from '../member/monthly-contribution';
import { monthlyContribution } from '../member/monthly-contribution';
import type { ListFaults } from './list-fault';
import type { ListRow } from './list-row';

/** An active account of the employer. */
export interface Holder {
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly personId: string;
  readonly baseFen: Fen;
}

export interface DraftLine {
  readonly accountId: bigint;
  /** Row of the list; 0 where no row is about it. */
  readonly row: number;
  /** The monthly wage, before the limits. */
  readonly wage: Fen;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

export interface LineTerms {
  readonly employerRatio: Rate;
  readonly employeeRatio: Rate;
  readonly limits: ContributionLimits;
}

/** A line that stands on the draft already is of no row. */
const ON_DRAFT = 0;

/**
 * Lays rows beside the employer's active accounts, one after the other, and works out the lines of the list. A row with
 * a fault, found here or before, makes no line.
 */
export class DraftLines {
  readonly lines: DraftLine[] = [];
  private readonly rowOf = new Map<bigint, number>();
  private sum = 0n;
  /** Lines whose wage was raised to the lower limit, and cut to the upper one. */
  toLower = 0;
  toUpper = 0;

  constructor(
    private readonly faults: ListFaults,
    private readonly terms: LineTerms,
    /** null on the days when a list could still bring any base. */
    private readonly hold: BasesHold | null = null,
  ) {}

  /**
   * Takes the row of a holder; `holder` null: the person has no active account with this employer, whatever else is
   * known of them, which is not told. Returns whether the row was somebody's of this employer.
   * @throws RangeError when the employer's ratios are outside the limits.
   */
  add(row: ListRow, holder: Holder | null, nameAgrees: boolean): boolean {
    const { row: number } = row;
    if (holder === null) {
      this.faults.add('ACCOUNT_NOT_FOUND', { row: number, column: 'idNo', value: row.idNo });
      return false;
    }
    const first = this.rowOf.get(holder.accountId);
    if (first !== undefined) {
      const place = { row: number, column: 'idNo', value: row.idNo } as const;
      if (first === ON_DRAFT) this.faults.add('ALREADY_ON_LIST', place);
      else this.faults.add('DUPLICATE_PERSON', place, String(first));
      return true;
    }
    this.rowOf.set(holder.accountId, number);
    if (!nameAgrees) this.faults.add('NAME_MISMATCH', { row: number, column: 'name', value: row.name });
    this.compareBase(row, holder);
    const line = this.workOut(holder, row.base ?? holder.baseFen, number);
    this.compare(row, 'employerAmount', line.employer);
    this.compare(row, 'employeeAmount', line.employee);
    if (this.faults.reasonsOf(number).length === 0) this.push(line);
    return true;
  }

  /** Tells of a row whose person is the employer's and gets no remittance in the month: sealed, or from a later one. */
  rest(
    { row, idNo }: ListRow,
    { resting, from }: { resting: 'sealed' | 'later'; from: string | null },
  ): void {
    const place = { row, column: 'idNo', value: idNo } as const;
    if (resting === 'sealed') this.faults.add('MEMBER_SEALED', place);
    else this.faults.add('MEMBER_NOT_YET', place, from ?? '');
  }

  /** Adds a line of that base (the monthly wage, before the limits) from another list, where a list may bring it. */
  take(holder: Holder, wage: Fen): void {
    this.rowOf.set(holder.accountId, ON_DRAFT);
    this.push(this.workOut(holder, this.mayBring(holder) ? wage : holder.baseFen, ON_DRAFT));
  }

  /** Adds a line of the base they have for everybody no row was about. */
  takeRest(holders: Iterable<Holder>): void {
    for (const holder of holders) if (!this.rowOf.has(holder.accountId)) this.take(holder, holder.baseFen);
  }

  /** Names every active account that no row was about; to be asked only when every row was somebody's. */
  tellMissing(holders: Iterable<Holder>): void {
    for (const { accountId, accountNo } of holders) {
      if (!this.rowOf.has(accountId)) this.faults.add('MEMBER_MISSING', { value: accountNo }, accountNo);
    }
  }

  get total(): Fen {
    return fen(this.sum);
  }

  private mayBring({ accountId }: Holder): boolean {
    return this.hold === null || this.hold.firstWages.has(accountId);
  }

  private workOut({ accountId }: Holder, wage: Fen, row: number): DraftLine {
    const { limits, employerRatio, employeeRatio } = this.terms;
    const amounts = monthlyContribution({ averageMonthlyWage: wage, employerRatio, employeeRatio }, limits);
    if (!amounts.ok) throw new RangeError('the ratios of the employer are outside the limits of the month');
    const { base, employer, employee } = amounts;
    return { accountId, row, wage, base, employer, employee };
  }

  private push(line: DraftLine): void {
    this.lines.push(line);
    this.sum += line.employer + line.employee;
    if (line.base > line.wage) this.toLower += 1;
    if (line.base < line.wage) this.toUpper += 1;
  }

  private compareBase({ row, base }: ListRow, holder: Holder): void {
    if (base === null || this.hold === null || this.mayBring(holder)) return;
    const { lowerBase: lower, upperBase: upper } = this.terms.limits;
    const inForce = clamped(holder.baseFen, { lower, upper });
    if (clamped(base, { lower, upper }) === inForce) return;
    const place = { row, column: 'base', value: yuan(base) } as const;
    this.faults.add('BASE_NOT_IN_FORCE', place, yuan(inForce), ...this.hold.window);
  }

  private compare(row: ListRow, column: 'employerAmount' | 'employeeAmount', computed: Fen): void {
    const said = row[column];
    if (said === null || said === computed) return;
    this.faults.add('AMOUNT_MISMATCH', { row: row.row, column, value: yuan(said) }, yuan(computed));
  }
}
