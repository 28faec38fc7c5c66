import type { Tx } from '../../../../platform/database/tx';
import type { DueColumns } from '../../domain/servicing/stored-loan';

export interface NewDue extends DueColumns {
  readonly loanId: string;
  readonly clearedOn: string | null;
}

export async function insertDue(tx: Tx, due: NewDue): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_due (centre_id, loan_id, no, due_on, principal_fen, interest_fen, paid_principal_fen, paid_interest_fen,
       penalty_to, cleared_on)
     VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $4::date, $9::date)`,
    [
      tx.centreId,
      due.loanId,
      due.no,
      due.dueOn,
      due.principalFen,
      due.interestFen,
      due.paidPrincipalFen,
      due.paidInterestFen,
      due.clearedOn,
    ],
  );
}

/** A due as a payment left it. */
export interface DueAfter {
  readonly no: number;
  readonly paidPrincipalFen: bigint;
  readonly paidInterestFen: bigint;
  readonly paidPenaltyFen: bigint;
  readonly penaltyFen: bigint;
  readonly penaltyNumerator: string;
  readonly penaltyTo: string;
  readonly clearedOn: string | null;
}

export async function updateDues(tx: Tx, loanId: string, dues: readonly DueAfter[]): Promise<void> {
  if (dues.length === 0) return;
  await tx.execute(
    `UPDATE loan_due AS d SET paid_principal_fen = n.principal, paid_interest_fen = n.interest, paid_penalty_fen = n.paid_penalty,
            penalty_fen = n.penalty, penalty_numerator = n.numerator, penalty_to = n.penalty_to, cleared_on = n.cleared_on
       FROM unnest($3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::numeric[], $9::date[], $10::date[])
            AS n (no, principal, interest, paid_penalty, penalty, numerator, penalty_to, cleared_on)
      WHERE d.centre_id = $1 AND d.loan_id = $2 AND d.no = n.no`,
    [
      tx.centreId,
      loanId,
      dues.map(({ no }) => no),
      dues.map(({ paidPrincipalFen }) => paidPrincipalFen),
      dues.map(({ paidInterestFen }) => paidInterestFen),
      dues.map(({ paidPenaltyFen }) => paidPenaltyFen),
      dues.map(({ penaltyFen }) => penaltyFen),
      dues.map(({ penaltyNumerator }) => penaltyNumerator),
      dues.map(({ penaltyTo }) => penaltyTo),
      dues.map(({ clearedOn }) => clearedOn),
    ],
  );
}

export type PaidBy = 'bank' | 'hpf' | 'card' | 'prepaid' | 'transfer' | 'takeover' | 'none';

/** One detail of a loan (贷款明细): what went to one period, or to principal not yet due. */
export interface NewTransaction {
  /** A.15. */
  readonly kind: '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '99';
  readonly periodNo: number | null;
  readonly principalFen: bigint;
  readonly interestFen: bigint;
  readonly penaltyFen: bigint;
}

/** Details of one event, numbered from `after` on. */
export async function insertTransactions(
  tx: Tx,
  of: {
    loanId: string;
    after: bigint;
    businessDate: string;
    valueDate: string;
    paidBy: PaidBy;
    journalId: string | null;
    sourceId: string;
  },
  lines: readonly NewTransaction[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(
    `INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, period_no, principal_fen,
       interest_fen, penalty_fen, paid_by, journal_id, source_id)
     SELECT $1, $2, $3::bigint + l.nth, l.kind, $4::date, $5::date, l.period_no, l.principal, l.interest, l.penalty, $6, $7, $8
       FROM unnest($9::text[], $10::int[], $11::bigint[], $12::bigint[], $13::bigint[]) WITH ORDINALITY
            AS l (kind, period_no, principal, interest, penalty, nth)`,
    [
      tx.centreId,
      of.loanId,
      of.after,
      of.businessDate,
      of.valueDate,
      of.paidBy,
      of.journalId,
      of.sourceId,
      lines.map(({ kind }) => kind),
      lines.map(({ periodNo }) => periodNo),
      lines.map(({ principalFen }) => principalFen),
      lines.map(({ interestFen }) => interestFen),
      lines.map(({ penaltyFen }) => penaltyFen),
    ],
  );
}
