import type { Json } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';

export type DisbursementState =
  'due' | 'queued' | 'sent' | 'paid' | 'rejected' | 'returned' | 'held' | 'withdrawn';

export interface LoanDisbursement {
  readonly id: string;
  readonly loanId: string;
  readonly mortgageId: string;
  readonly state: DisbursementState;
  readonly instructionId: string | null;
  readonly rejectCode: string | null;
  /** Its place while loans queue. */
  readonly queueNo: bigint | null;
  /** Day of the fund on whose room it was let through. */
  readonly admittedOn: string | null;
  /** How often a worker has taken it up. */
  readonly attempts: number;
}

const columns = `queue_no AS "queueNo", admitted_on AS "admittedOn", id, loan_id AS "loanId", mortgage_id AS "mortgageId", state, instruction_id AS "instructionId", reject_code AS "rejectCode", attempts`;

/** Whoever made it due sends it at once, having asked the police; a worker takes it up after that long. */
const OWN_HANDS_MS = 4_000;

/** The money of a loan is due now, upon that mortgage: one row a loan, which begins anew unless it was sent or paid. */
export async function openDisbursement(
  tx: Tx,
  due: { id: string; loanId: string; mortgageId: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_disbursement AS d (centre_id, id, loan_id, mortgage_id, state, due_at)
     VALUES ($1, $2, $3, $4, 'due', clock_timestamp() + $5::int * interval '1 millisecond')
     ON CONFLICT (centre_id, loan_id) DO UPDATE SET mortgage_id = excluded.mortgage_id, state = 'due', due_at = excluded.due_at, admitted_on = NULL,
       lease_owner = NULL, lease_until = NULL
     WHERE d.state IN ('withdrawn', 'rejected', 'returned', 'held')`,
    [tx.centreId, due.id, due.loanId, due.mortgageId, OWN_HANDS_MS],
  );
}

/** The loan is locked by the caller. */
export async function selectDisbursement(tx: Tx, loanId: string): Promise<LoanDisbursement | null> {
  const [row] = await tx.query<LoanDisbursement>(
    `SELECT ${columns} FROM loan_disbursement WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}

/** The loan of a disbursement that is due. */
export async function selectLoanOfDisbursement(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ loanId: string }>(
    'SELECT loan_id AS "loanId" FROM loan_disbursement WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  return row?.loanId ?? null;
}

/** Still due, and tried again later. */
export async function postponeDisbursement(tx: Tx, loanId: string, dueInMs: number): Promise<void> {
  await tx.execute(
    `UPDATE loan_disbursement SET due_at = clock_timestamp() + $3::int * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND loan_id = $2 AND state = 'due'`,
    [tx.centreId, loanId, dueInMs],
  );
}

/** Ends what was due, or says what became of what was sent. */
export async function storeDisbursement(
  tx: Tx,
  loanId: string,
  to: { state: Exclude<DisbursementState, 'due' | 'queued'>; instructionId?: string; rejectCode?: string },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_disbursement SET state = $3, instruction_id = coalesce($4, instruction_id), reject_code = $5, due_at = NULL,
            lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId, to.state, to.instructionId ?? null, to.rejectCode ?? null],
  );
}

/** What befell a loan and only a person can decide. */
export interface LoanIncident {
  readonly id: string;
  readonly loanId: string;
  readonly loanNo: string;
  readonly code: string;
  readonly body: { readonly [key: string]: Json };
  readonly noticedAt: Date;
  /** Null while it is open. */
  readonly closing: { readonly reason: string; readonly role: string; readonly at: string } | null;
}

export async function insertIncident(
  tx: Tx,
  incident: Pick<LoanIncident, 'id' | 'loanId' | 'code' | 'body'> & { readonly at: Date },
): Promise<void> {
  await tx.execute(
    'INSERT INTO loan_incident (centre_id, id, loan_id, code, body, noticed_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [tx.centreId, incident.id, incident.loanId, incident.code, incident.body, incident.at],
  );
}

/** Open incidents before those that were closed, of each the latest first. */
export function selectIncidents(tx: Tx, limit: number): Promise<LoanIncident[]> {
  return tx.query<LoanIncident>(
    `SELECT i.id, i.loan_id AS "loanId", l.loan_no AS "loanNo", i.code, i.body, i.noticed_at AS "noticedAt",
            CASE WHEN c.incident_id IS NOT NULL THEN jsonb_build_object('reason', c.reason, 'role', c.role, 'at', c.closed_at) END AS closing
       FROM loan_incident AS i JOIN loan AS l ON l.centre_id = i.centre_id AND l.id = i.loan_id
       LEFT JOIN loan_incident_closing AS c ON c.centre_id = i.centre_id AND c.incident_id = i.id
      WHERE i.centre_id = $1 ORDER BY c.incident_id IS NOT NULL, i.noticed_at DESC, i.id LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** The loan of an incident; null when there is no such incident. */
export async function selectLoanOfIncident(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ loanId: string }>(
    'SELECT loan_id AS "loanId" FROM loan_incident WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  return row?.loanId ?? null;
}

/** Closes an incident; false when somebody closed it before. */
export async function insertIncidentClosing(
  tx: Tx,
  closing: { incidentId: string; reason: string; by: string; role: string; at: Date },
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO loan_incident_closing (centre_id, incident_id, reason, closed_by, role, closed_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (centre_id, incident_id) DO NOTHING`,
    [tx.centreId, closing.incidentId, closing.reason, closing.by, closing.role, closing.at],
  );
  return stored === 1;
}
