import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

export interface LoanStanding {
  /** An instalment of a loan in which somebody asked about has any part is unpaid past its due day. */
  readonly overdue: boolean;
  /** Somebody asked about borrows in an unsettled loan. */
  readonly borrowing: boolean;
  /** Somebody asked about guarantees an unsettled loan. */
  readonly guaranteeing: boolean;
}

/** How these people stand in the unsettled housing fund loans of this centre. */
export async function selectLoanStanding(tx: Tx, personIds: readonly string[]): Promise<LoanStanding> {
  const [row] = await tx.query<LoanStanding>(
    `SELECT coalesce(bool_or(overdue_since IS NOT NULL), false) AS overdue,
            coalesce(bool_or(role <> 'guarantor'), false) AS borrowing,
            coalesce(bool_or(role = 'guarantor'), false) AS guaranteeing
       FROM loan_party
      WHERE centre_id = $1 AND person_id = ANY ($2::uuid[]) AND settled_on IS NULL AND void_on IS NULL`,
    [tx.centreId, personIds],
  );
  return row ?? { overdue: false, borrowing: false, guaranteeing: false };
}

/** A loan that somebody borrows or co-borrows. */
export interface BorrowedLoan {
  /** Unit key (不动产单元号) of the home it finances; null when the loan does not say. */
  readonly unitKey: string | null;
  readonly grantedFen: Fen | null;
  readonly settled: boolean;
  /** Its money has left; of a loan whose contract we do not keep, that it has. */
  readonly paidOut: boolean;
}

/** The loans that these people borrow, and those that anybody borrows for the home; settled ones too, each once. */
export function selectLoansOf(
  tx: Tx,
  personIds: readonly string[],
  unitKey: string | null = null,
): Promise<BorrowedLoan[]> {
  return tx.query<BorrowedLoan>(
    `SELECT max(unit_key) AS "unitKey", max(granted_fen) AS "grantedFen", bool_and(settled_on IS NOT NULL) AS settled,
            NOT EXISTS (SELECT FROM loan AS l WHERE l.centre_id = $1 AND l.id = loan_party.loan_id
              AND l.state IN ('committed', 'signed', 'mortgage-pending', 'mortgage-registered', 'disbursing')) AS "paidOut"
       FROM loan_party
      WHERE centre_id = $1 AND (person_id = ANY ($2::uuid[]) OR unit_key = $3::text) AND role <> 'guarantor' AND void_on IS NULL
      GROUP BY loan_id ORDER BY loan_id`,
    [tx.centreId, personIds, unitKey],
  );
}

/** Numbers of the loans of this centre that each of these people borrows or borrowed. */
export async function selectLoanNumbersOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.query<{ personId: string; numbers: string[] }>(
    `SELECT p.person_id AS "personId", array_agg(l.loan_no) AS numbers
       FROM loan_party AS p JOIN loan AS l ON l.centre_id = p.centre_id AND l.id = p.loan_id
      WHERE p.centre_id = $1 AND p.person_id = ANY ($2::uuid[]) AND p.role <> 'guarantor' GROUP BY p.person_id`,
    [tx.centreId, personIds],
  );
  return new Map(rows.map(({ personId, numbers }) => [personId, numbers]));
}

export interface LoanParty {
  readonly personId: string;
  readonly role: 'borrower' | 'co-borrower' | 'guarantor';
}

/** Stores who stands in a loan, with its home and what was granted. */
export async function insertLoanParties(
  tx: Tx,
  loan: { id: string; unitKey: string; grantedFen: Fen },
  parties: readonly LoanParty[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_party (centre_id, loan_id, person_id, role, unit_key, granted_fen)
     SELECT $1, $2, p.person_id, p.role, $3, $4 FROM unnest($5::uuid[], $6::text[]) AS p (person_id, role)`,
    [
      tx.centreId,
      loan.id,
      loan.unitKey,
      loan.grantedFen,
      parties.map(({ personId }) => personId),
      parties.map(({ role }) => role),
    ],
  );
}

/** Nobody stands in a loan any more that came to nothing. */
export async function voidLoanParties(tx: Tx, loanId: string, on: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_party SET void_on = $3::date WHERE centre_id = $1 AND loan_id = $2 AND void_on IS NULL`,
    [tx.centreId, loanId, on],
  );
}

/** Who stands in a loan, the borrower first; those of a void one too. */
export function selectLoanParties(tx: Tx, loanId: string): Promise<LoanParty[]> {
  return tx.query<LoanParty>(
    `SELECT person_id AS "personId", role FROM loan_party WHERE centre_id = $1 AND loan_id = $2
      ORDER BY array_position(ARRAY['borrower', 'co-borrower', 'guarantor'], role), person_id`,
    [tx.centreId, loanId],
  );
}

/** Whether anybody borrows on the home in a loan that is not settled, from its approval on. */
export async function isHomeFinanced(tx: Tx, unitKey: string): Promise<boolean> {
  const [row] = await tx.query<{ financed: boolean }>(
    `SELECT EXISTS (SELECT FROM loan_party WHERE centre_id = $1 AND unit_key = $2 AND settled_on IS NULL AND void_on IS NULL)
         OR EXISTS (SELECT FROM loan WHERE centre_id = $1 AND unit_key = $2 AND state NOT IN ('settled', 'void')) AS financed`,
    [tx.centreId, unitKey],
  );
  return row?.financed ?? false;
}
