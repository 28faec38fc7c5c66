import type { Tx } from '../../../../platform/database/tx';
import type { DueColumns, PlanColumns } from '../../domain/servicing/stored-loan';
import type { RiskClass } from '../../domain/servicing/risk-class';
import type { LoanState } from '../../domain/loan-state';

export type AccountState = 'active' | 'overdue' | 'settled' | 'bad';

/** A disbursed loan as stored, with what its contract says. */
export interface LoanAccount extends PlanColumns {
  readonly loanId: string;
  readonly loanNo: string;
  readonly borrowerId: string;
  readonly loanState: LoanState;
  readonly termMonths: number;
  readonly dueMode: 'same-day' | 'fixed-day';
  readonly accountId: bigint;
  readonly overdueAccountId: bigint | null;
  readonly state: AccountState;
  readonly disbursedFen: bigint;
  readonly disbursedOn: string;
  readonly principalFen: bigint;
  readonly transferredFen: bigint;
  /** Of it what was charged to the reserve. */
  readonly writtenOffFen: bigint;
  readonly homeOrder: 'first' | 'second';
  readonly planSeq: number;
  readonly oldestDueOn: string | null;
  readonly unpaidPeriods: number;
  readonly riskClass: RiskClass;
  readonly cardId: string | null;
  readonly settledOn: string | null;
  readonly lastTransaction: bigint;
}

const accounts = `
  SELECT a.loan_id AS "loanId", l.loan_no AS "loanNo", l.borrower_id AS "borrowerId", l.state AS "loanState",
         l.term_months AS "termMonths", l.due_mode AS "dueMode", a.account_id AS "accountId",
         a.overdue_account_id AS "overdueAccountId", a.state, a.disbursed_fen AS "disbursedFen", a.disbursed_on AS "disbursedOn",
         a.principal_fen AS "principalFen", a.transferred_fen AS "transferredFen",
         a.written_off_fen AS "writtenOffFen", a.method, a.home_order AS "homeOrder",
         a.annual_rate AS "annualRate", a.plan_seq AS "planSeq", a.planned_fen AS "plannedFen",
         a.instalment_fen AS "instalmentFen", a.periods_left AS "periodsLeft", a.next_no AS "nextNo",
         a.next_due_on AS "nextDueOn", a.next_interest_fen AS "nextInterestFen", a.last_due_on AS "lastDueOn",
         a.prepaid_fen AS "prepaidFen", a.then_rate AS "thenRate", a.then_instalment_fen AS "thenInstalmentFen",
         a.oldest_due_on AS "oldestDueOn", a.unpaid_periods AS "unpaidPeriods", a.risk_class AS "riskClass",
         a.card_id AS "cardId", a.settled_on AS "settledOn", a.last_transaction AS "lastTransaction"
    FROM loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
   WHERE a.centre_id = $1`;

/** The account of a loan, locked for the transaction when asked; null when it is not disbursed. */
export async function selectLoanAccount(
  tx: Tx,
  loanId: string,
  options: { lock: boolean },
): Promise<LoanAccount | null> {
  const lock = options.lock ? 'FOR NO KEY UPDATE OF a' : '';
  const [row] = await tx.query<LoanAccount>(`${accounts} AND a.loan_id = $2 ${lock}`, [tx.centreId, loanId]);
  return row ?? null;
}

/** Periods of a loan that are not paid in full, oldest first. */
export function selectOpenDues(tx: Tx, loanId: string): Promise<DueColumns[]> {
  return tx.query<DueColumns>(
    `SELECT no, due_on AS "dueOn", principal_fen AS "principalFen", interest_fen AS "interestFen",
            paid_principal_fen AS "paidPrincipalFen", paid_interest_fen AS "paidInterestFen",
            paid_penalty_fen AS "paidPenaltyFen", penalty_numerator AS "penaltyNumerator", penalty_to AS "penaltyTo"
       FROM loan_due WHERE centre_id = $1 AND loan_id = $2 AND cleared_on IS NULL ORDER BY no`,
    [tx.centreId, loanId],
  );
}

export interface AccountAfter extends PlanColumns {
  readonly loanId: string;
  readonly state: AccountState;
  readonly principalFen: bigint;
  readonly transferredFen: bigint;
  readonly writtenOffFen: bigint;
  readonly planSeq: number;
  readonly oldestDueOn: string | null;
  readonly unpaidPeriods: number;
  readonly riskClass: RiskClass;
  readonly settledOn: string | null;
  readonly lastTransaction: bigint;
}

/** Stores a loan as an event left it; the caller holds its row. */
export async function updateLoanAccount(tx: Tx, after: AccountAfter): Promise<void> {
  await tx.execute(
    `UPDATE loan_account SET state = $3, principal_fen = $4, transferred_fen = $5, method = $6, annual_rate = $7::numeric,
            plan_seq = $8, planned_fen = $9, instalment_fen = $10, periods_left = $11, next_no = $12, next_due_on = $13::date,
            next_interest_fen = $14, last_due_on = $15::date, prepaid_fen = $16, then_rate = $17::numeric,
            then_instalment_fen = $18, oldest_due_on = $19::date, unpaid_periods = $20, risk_class = $21,
            settled_on = $22::date, last_transaction = $23, written_off_fen = $24,
            overdue_periods = least(overdue_periods, $20), version = version + 1
      WHERE centre_id = $1 AND loan_id = $2`,
    [
      tx.centreId,
      after.loanId,
      after.state,
      after.principalFen,
      after.transferredFen,
      after.method,
      after.annualRate,
      after.planSeq,
      after.plannedFen,
      after.instalmentFen,
      after.periodsLeft,
      after.nextNo,
      after.nextDueOn,
      after.nextInterestFen,
      after.lastDueOn,
      after.prepaidFen,
      after.thenRate,
      after.thenInstalmentFen,
      after.oldestDueOn,
      after.unpaidPeriods,
      after.riskClass,
      after.settledOn,
      after.lastTransaction,
      after.writtenOffFen,
    ],
  );
}

export interface NewPlan {
  readonly loanId: string;
  readonly seq: number;
  readonly reason:
    'disbursement' | 'rate-change' | 'prepayment' | 'term-change' | 'method-change' | 'takeover';
  readonly onDay: string;
  readonly fromNo: number;
  readonly startFen: bigint;
  readonly annualRate: string;
  readonly periods: number;
  readonly method: '01' | '02';
  readonly instalmentFen: bigint;
  readonly firstInterestFen: bigint | null;
  readonly firstDueOn: string;
}

export async function insertPlan(tx: Tx, plan: NewPlan): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method,
       instalment_fen, first_interest_fen, first_due_on)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8::numeric, $9, $10, $11, $12, $13::date)`,
    [
      tx.centreId,
      plan.loanId,
      plan.seq,
      plan.reason,
      plan.onDay,
      plan.fromNo,
      plan.startFen,
      plan.annualRate,
      plan.periods,
      plan.method,
      plan.instalmentFen,
      plan.firstInterestFen,
      plan.firstDueOn,
    ],
  );
}

/** Day and rate of a loan's first plan: those of its disbursement, or of the day it was taken over. */
export async function selectFirstPlan(
  tx: Tx,
  loanId: string,
): Promise<{ onDay: string; annualRate: string }> {
  const [row] = await tx.query<{ onDay: string; annualRate: string }>(
    `SELECT on_day AS "onDay", annual_rate AS "annualRate" FROM loan_plan WHERE centre_id = $1 AND loan_id = $2 ORDER BY seq LIMIT 1`,
    [tx.centreId, loanId],
  );
  if (!row) throw new Error(`loan ${loanId} has no plan`);
  return row;
}

/** Id of the disbursed loan of a number; null when the centre has none that is not settled. */
export async function selectDisbursedByNo(tx: Tx, loanNo: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT a.loan_id AS id FROM loan AS l JOIN loan_account AS a ON a.centre_id = l.centre_id AND a.loan_id = l.id
      WHERE l.centre_id = $1 AND l.loan_no = $2 AND a.state <> 'settled'`,
    [tx.centreId, loanNo],
  );
  return row?.id ?? null;
}
