import { newId } from '../../../kernel/identifiers/uuid';
import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { NewLoanEvent } from '../domain/loan-event';
import type { LoanState } from '../domain/loan-state';

export type LoanPurpose = 'new-home' | 'second-hand' | 'build' | 'conversion';

/** A loan as stored, from its approval on. Days are 'YYYY-MM-DD'. */
export interface Loan {
  readonly id: string;
  /** 借款合同编号 (JKHTBH). */
  readonly loanNo: string;
  readonly caseId: string | null;
  readonly purpose: LoanPurpose;
  readonly state: LoanState;
  readonly borrowerId: string;
  /** 不动产单元号 of the home. */
  readonly unitKey: string;
  readonly contractNo: string | null;
  readonly projectNo: string | null;
  /** Price of a new home; lesser of price and appraisal of a second-hand one. */
  readonly valueFen: Fen;
  readonly amountFen: Fen;
  readonly bankPartFen: Fen;
  readonly termMonths: number;
  /** 01 equal instalments, 02 equal principal (JGJ/T 320 A.11). */
  readonly method: '01' | '02';
  readonly dueMode: 'same-day' | 'fixed-day';
  readonly dueDay: number | null;
  readonly homeOrder: 'first' | 'second';
  /** Canonical JSON of what was decided. */
  readonly terms: string;
  readonly termsHash: string;
  readonly detailsSealed: Buffer;
  readonly lawDay: string;
  readonly decidedOn: string;
  readonly commitmentUntil: string | null;
  readonly stateSince: Date;
}

export type NewLoan = Omit<Loan, 'loanNo' | 'stateSince'> & { readonly at: Date };

const columns = `id, loan_no AS "loanNo", case_id AS "caseId", purpose, state, borrower_id AS "borrowerId", unit_key AS "unitKey",
  contract_no AS "contractNo", project_no AS "projectNo", value_fen AS "valueFen", amount_fen AS "amountFen",
  bank_part_fen AS "bankPartFen", term_months AS "termMonths", method, due_mode AS "dueMode", due_day AS "dueDay",
  home_order AS "homeOrder", terms, terms_hash AS "termsHash", details_sealed AS "detailsSealed", law_day AS "lawDay",
  decided_on AS "decidedOn", commitment_until AS "commitmentUntil", state_since AS "stateSince"`;

/** The unique index that a second loan for one home meets. */
export const oneLoanAHome = 'loan_one_a_home';

/** Stores a loan under the next number of the centre, `DK`, the day, and eight digits; returns the number. */
export async function insertLoan(tx: Tx, loan: NewLoan): Promise<string> {
  const [row] = await tx.query<{ loanNo: string }>(
    `INSERT INTO loan (centre_id, id, loan_no, case_id, purpose, state, borrower_id, unit_key, contract_no, project_no,
       value_fen, amount_fen, bank_part_fen, term_months, method, due_mode, due_day, home_order, terms, terms_hash,
       details_sealed, law_day, decided_on, commitment_until, state_since)
     VALUES ($1, $2, 'DK' || to_char($21::date, 'YYYYMMDD') || lpad(nextval('loan_no')::text, 8, '0'), $3, $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $22::date, $21::date, $23::date, $24)
     RETURNING loan_no AS "loanNo"`,
    [
      tx.centreId,
      loan.id,
      loan.caseId,
      loan.purpose,
      loan.state,
      loan.borrowerId,
      loan.unitKey,
      loan.contractNo,
      loan.projectNo,
      loan.valueFen,
      loan.amountFen,
      loan.bankPartFen,
      loan.termMonths,
      loan.method,
      loan.dueMode,
      loan.dueDay,
      loan.homeOrder,
      loan.terms,
      loan.termsHash,
      loan.detailsSealed,
      loan.decidedOn,
      loan.lawDay,
      loan.commitmentUntil,
      loan.at,
    ],
  );
  if (!row) throw new Error('a stored loan has a number');
  return row.loanNo;
}

/** The loan; locked for the transaction when asked; null when the centre has none of that id. */
export async function selectLoan(tx: Tx, id: string, options: { lock: boolean }): Promise<Loan | null> {
  const [row] = await tx.query<Loan>(
    `SELECT ${columns} FROM loan WHERE centre_id = $1 AND id = $2 ${options.lock ? 'FOR NO KEY UPDATE' : ''}`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Loans in which the person has any part, the latest first. */
export function selectLoansOfPerson(tx: Tx, personId: string): Promise<Loan[]> {
  return tx.query<Loan>(
    `SELECT ${columns} FROM loan WHERE centre_id = $1 AND id IN (
       SELECT loan_id FROM loan_party WHERE centre_id = $1 AND person_id = $2) ORDER BY id DESC`,
    [tx.centreId, personId],
  );
}

/** Loans whose commitment ran out before that day without a mortgage asked for, locked, in the order of their ids. */
export function lockLapsing(
  tx: Tx,
  of: { day: string; after: string; limit: number },
): Promise<Pick<Loan, 'id' | 'state'>[]> {
  return tx.query<Pick<Loan, 'id' | 'state'>>(
    `SELECT id, state FROM loan
      WHERE centre_id = $1 AND state IN ('committed', 'signed') AND commitment_until < $2::date AND id > $3::uuid
      ORDER BY id LIMIT $4 FOR NO KEY UPDATE`,
    [tx.centreId, of.day, of.after, of.limit],
  );
}

/** Takes a loan from one state to another with its event; false, storing nothing, when it is not in `from`. */
export async function storeLoanStep(
  tx: Tx,
  step: { id: string; from: LoanState; to: LoanState; event: NewLoanEvent; at: Date },
): Promise<boolean> {
  const told = await tx.query(
    `WITH moved AS (
       UPDATE loan SET state = $4::text, state_since = $7::timestamptz, last_event = last_event + 1
        WHERE centre_id = $1 AND id = $2 AND state = $3::text RETURNING last_event)
     INSERT INTO event (centre_id, case_id, seq, kind, body, at)
     SELECT $1, $2, last_event, $5::text, $6::jsonb, $7::timestamptz FROM moved RETURNING seq`,
    [tx.centreId, step.id, step.from, step.to, step.event.kind, step.event.body, step.at],
  );
  return told.length === 1;
}

/** Adds an event that changes no state. */
export async function insertLoanEvent(tx: Tx, id: string, event: NewLoanEvent, at: Date): Promise<void> {
  await tx.execute(
    `WITH told AS (UPDATE loan SET last_event = last_event + 1 WHERE centre_id = $1 AND id = $2 RETURNING last_event)
     INSERT INTO event (centre_id, case_id, seq, kind, body, at)
     SELECT $1, $2, last_event, $3, $4, $5 FROM told`,
    [tx.centreId, id, event.kind, event.body, at],
  );
}

export interface StoredLoanEvent {
  readonly seq: number;
  readonly kind: NewLoanEvent['kind'];
  readonly body: NewLoanEvent['body'];
  readonly at: Date;
}

export function selectLoanEvents(tx: Tx, id: string, afterSeq = 0): Promise<StoredLoanEvent[]> {
  return tx.query<StoredLoanEvent>(
    `SELECT seq, kind, body, at FROM event WHERE centre_id = $1 AND case_id = $2 AND seq > $3 ORDER BY seq`,
    [tx.centreId, id, afterSeq],
  );
}

/** Events after `afterSeq`, and whether the loan is over. */
export async function selectLoanEventsAfter(
  tx: Tx,
  id: string,
  afterSeq: number,
): Promise<{ events: StoredLoanEvent[]; state: LoanState }> {
  const [row] = await tx.query<{ state: LoanState }>(
    `SELECT state FROM loan WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return { events: await selectLoanEvents(tx, id, afterSeq), state: row?.state ?? 'void' };
}

/** Remembers who of the centre looked at loans on one list. */
export async function insertLoanReadings(
  tx: Tx,
  reading: { loanIds: readonly string[]; reader: string; role: string; at: Date },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_reading (centre_id, id, loan_id, reader, role, at)
     SELECT $1, r.id, r.loan_id, $4, $5, $6 FROM unnest($2::uuid[], $3::uuid[]) AS r (id, loan_id)`,
    [
      tx.centreId,
      reading.loanIds.map(() => newId()),
      reading.loanIds,
      reading.reader,
      reading.role,
      reading.at,
    ],
  );
}

/** Remembers who of the centre looked at a loan. */
export async function insertLoanReading(
  tx: Tx,
  reading: { id: string; loanId: string; reader: string; role: string; at: Date },
): Promise<void> {
  await tx.execute(
    'INSERT INTO loan_reading (centre_id, id, loan_id, reader, role, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [tx.centreId, reading.id, reading.loanId, reading.reader, reading.role, reading.at],
  );
}
