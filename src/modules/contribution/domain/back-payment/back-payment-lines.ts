import { type Fen, fen, yuan } from '../../../../kernel/money';
import { compareMonths, type Month } from '../../../../kernel/month';
import { clamped } from '../base/tax-wage';
import type { ListFaults } from '../remittance/list-fault';
import type { BackPaymentReason } from './back-payment-reason';
import type { BackPaymentRow } from './back-payment-row';
import { type BaseOfMonth, baseOfMonthFault } from './base-of-month';
import { monthDue, type MonthTerms, type Sides } from './month-due';

/** The member's account with the employer, and how its month stands. */
export interface MonthStanding extends BaseOfMonth {
  readonly accountId: bigint;
  /** Credited for the month, and confirmed to come, less what was refunded. */
  readonly credited: Sides;
  /** Unit that deferred the month and has not made it up; null when none has. */
  readonly deferredBy: bigint | null;
}

export interface BackPaymentLine {
  readonly accountId: bigint;
  readonly month: Month;
  readonly base: Fen;
  readonly full: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

export interface BackPaymentTerms {
  readonly unitId: bigint;
  readonly reason: BackPaymentReason;
  readonly paidThrough: Month;
  /** Whether a month holds the base that was valid in it; before 2026-12 any base was taken. */
  readonly basesHold: boolean;
  /** Terms of a month; null where none are in force, 'ratio' where the employer's ratios are outside of them. */
  readonly termsOf: (month: Month) => MonthTerms | null;
}

/**
 * Lays lines beside the employer's accounts, one after the other. A line says a month of a member and, if it likes, the
 * base and the amounts: without a base that of the month holds, without amounts all that is lacking. A line with a fault
 * makes none.
 */
export class BackPaymentLines {
  readonly lines: BackPaymentLine[] = [];
  private readonly rowOf = new Map<string, number>();
  private sum = 0n;

  constructor(
    private readonly faults: ListFaults,
    private readonly terms: BackPaymentTerms,
  ) {}

  get total(): Fen {
    return fen(this.sum);
  }

  get members(): number {
    return new Set(this.lines.map(({ accountId }) => accountId)).size;
  }

  /** `standing` null: the person has no open account with this employer, whatever else is known of them. */
  add(row: BackPaymentRow, standing: MonthStanding | null, nameAgrees: boolean): void {
    const place = { row: row.row, column: 'idNo', value: row.idNo } as const;
    if (standing === null) {
      this.faults.add('NO_OPEN_ACCOUNT', place);
      return;
    }
    if (this.isRepeated(row, standing)) return;
    if (!nameAgrees) this.faults.add('NAME_MISMATCH', { row: row.row, column: 'name', value: row.name });
    const terms = this.termsOf(row);
    if (terms === null) return;
    if (!this.baseIsOfMonth(row, standing, terms)) return;
    const due = monthDue(row.base ?? standing.base, terms, standing.credited);
    const month = { row: row.row, column: 'month', value: row.month } as const;
    if (due === null) {
      this.faults.add('MONTH_RATIO', month);
      return;
    }
    if (due.due.employer + due.due.employee === 0n) {
      this.faults.add('MONTH_ALREADY_FULL', month, yuan(due.full));
      return;
    }
    // A deferred month counts as if it had been paid in time, so it must have been deferred.
    if (this.terms.reason === 'deferred' && standing.deferredBy !== this.terms.unitId)
      this.faults.add('MONTH_NOT_DEFERRED', month);
    const { employer, employee } = this.amounts(row, due.due);
    if (this.faults.reasonsOf(row.row).length > 0) return;
    const { base, full } = due;
    this.lines.push({ accountId: standing.accountId, month: row.month, base, full, employer, employee });
    this.sum += employer + employee;
  }

  private isRepeated(row: BackPaymentRow, { accountId }: MonthStanding): boolean {
    const key = `${accountId} ${row.month}`;
    const first = this.rowOf.get(key);
    if (first !== undefined)
      this.faults.add('DUPLICATE_LINE', { row: row.row, column: 'month', value: row.month }, String(first));
    else this.rowOf.set(key, row.row);
    return first !== undefined;
  }

  private baseIsOfMonth({ row, base }: BackPaymentRow, standing: MonthStanding, terms: MonthTerms): boolean {
    const { reason, basesHold } = this.terms;
    const limits = { lower: terms.limits.lowerBase, upper: terms.limits.upperBase };
    const fault = base === null || !basesHold ? null : baseOfMonthFault(base, standing, { reason, limits });
    if (base === null || fault === null) return true;
    const place = { row, column: 'base', value: yuan(base) } as const;
    const code = fault === 'other' ? 'BASE_NOT_OF_MONTH' : 'BASE_NOT_CORRECTED';
    this.faults.add(code, place, yuan(clamped(standing.corrected ?? standing.base, limits)));
    return false;
  }

  private termsOf(row: BackPaymentRow): MonthTerms | null {
    const { paidThrough, reason } = this.terms;
    const place = { row: row.row, column: 'month', value: row.month } as const;
    if (compareMonths(row.month, paidThrough) > 0) {
      this.faults.add('MONTH_NOT_PAST', place, paidThrough);
      return null;
    }
    if (reason === 'base-corrected' && row.base === null) {
      this.faults.add('BASE_MISSING', { row: row.row, column: 'base', value: '' });
      return null;
    }
    const terms = this.terms.termsOf(row.month);
    if (terms === null) this.faults.add('MONTH_WITHOUT_PARAMETERS', place);
    return terms;
  }

  /** As said, where it says something; never more than is lacking. */
  private amounts(row: BackPaymentRow, due: Sides): Sides {
    const said = {
      employer: row.employerAmount ?? due.employer,
      employee: row.employeeAmount ?? due.employee,
    };
    for (const [side, column] of [
      ['employer', 'employerAmount'],
      ['employee', 'employeeAmount'],
    ] as const) {
      if (said[side] <= due[side]) continue;
      this.faults.add('AMOUNT_OVER_DUE', { row: row.row, column, value: yuan(said[side]) }, yuan(due[side]));
    }
    if (said.employer + said.employee === 0n)
      this.faults.add('MONEY_FORMAT', { row: row.row, column: 'employerAmount', value: '0.00' });
    return said;
  }
}
