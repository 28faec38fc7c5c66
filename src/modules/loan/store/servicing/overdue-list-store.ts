import type { Tx } from '../../../../platform/database/tx';
import type { RiskClass } from '../../domain/servicing/risk-class';

/** A loan of the overdue register as the night left it; amounts in fen. */
export interface OverdueRow {
  readonly loanId: string;
  readonly loanNo: string;
  readonly periods: number;
  readonly riskClass: RiskClass;
  readonly oldestDueOn: string;
  readonly overduePrincipalFen: bigint;
  readonly overdueInterestFen: bigint;
  readonly principalFen: bigint;
  readonly transferredFen: bigint;
}

/** Which loans of the register: periods from and to (null: however many), class, those of a person left out. */
export interface OverdueFilter {
  readonly from: number;
  readonly until: number | null;
  readonly riskClass: RiskClass | null;
  readonly withoutPerson: string | null;
}

/** The register on a day, $2, with $3 days of grace: what of each loan is past its day and unpaid. */
const register = `
  FROM loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(d.principal_fen - d.paid_principal_fen), 0)::bigint AS principal,
           coalesce(sum(d.interest_fen - d.paid_interest_fen), 0)::bigint AS interest
      FROM loan_due AS d WHERE d.centre_id = a.centre_id AND d.loan_id = a.loan_id AND d.cleared_on IS NULL
       AND d.due_on + $3::int < $2::date
  ) AS due
 WHERE a.centre_id = $1 AND a.unpaid_periods > 0 AND a.state = 'overdue'`;

/** A page of the register: whose oldest period has been due longest stands first. */
export function selectOverdue(
  tx: Tx,
  of: OverdueFilter & {
    readonly today: string;
    readonly graceDays: number;
    readonly after: { readonly oldestDueOn: string; readonly loanId: string } | null;
    readonly limit: number;
  },
): Promise<OverdueRow[]> {
  return tx.query<OverdueRow>(
    `SELECT a.loan_id AS "loanId", l.loan_no AS "loanNo", a.overdue_periods AS periods, a.risk_class AS "riskClass",
            a.oldest_due_on AS "oldestDueOn", due.principal AS "overduePrincipalFen", due.interest AS "overdueInterestFen",
            a.principal_fen AS "principalFen", a.transferred_fen AS "transferredFen"
     ${register} AND a.overdue_periods >= $4 AND ($5::int IS NULL OR a.overdue_periods <= $5)
       AND ($6::text IS NULL OR a.risk_class = $6)
       AND ($7::uuid IS NULL OR NOT EXISTS (SELECT FROM loan_party AS p
             WHERE p.centre_id = a.centre_id AND p.loan_id = a.loan_id AND p.person_id = $7))
       AND ($8::date IS NULL OR (a.oldest_due_on, a.loan_id) > ($8::date, $9::uuid))
     ORDER BY a.oldest_due_on, a.loan_id LIMIT $10`,
    [
      tx.centreId,
      of.today,
      of.graceDays,
      of.from,
      of.until,
      of.riskClass,
      of.withoutPerson,
      of.after?.oldestDueOn ?? null,
      of.after?.loanId ?? null,
      of.limit,
    ],
  );
}

/** Sums of the whole register for each number of periods and class. */
export interface OverdueSum {
  readonly periods: number;
  readonly riskClass: RiskClass;
  readonly loans: number;
  readonly overduePrincipalFen: bigint;
  readonly overdueInterestFen: bigint;
  readonly principalFen: bigint;
  readonly transferredFen: bigint;
}

export function sumOverdue(tx: Tx, of: { today: string; graceDays: number }): Promise<OverdueSum[]> {
  return tx.query<OverdueSum>(
    `SELECT a.overdue_periods AS periods, a.risk_class AS "riskClass", count(*)::int AS loans,
            sum(due.principal)::bigint AS "overduePrincipalFen", sum(due.interest)::bigint AS "overdueInterestFen",
            sum(a.principal_fen)::bigint AS "principalFen", sum(a.transferred_fen)::bigint AS "transferredFen"
     ${register} GROUP BY a.overdue_periods, a.risk_class ORDER BY a.overdue_periods, a.risk_class`,
    [tx.centreId, of.today, of.graceDays],
  );
}
