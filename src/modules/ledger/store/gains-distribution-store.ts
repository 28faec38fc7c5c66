import type { Tx } from '../../../platform/database/tx';
import type { ReserveRule } from '../domain/gains-distribution';

export type DistributionState = 'proposed' | 'approved' | 'declined';

/** How the gains of a year are to be distributed, as proposed. */
export interface DistributionTerms {
  readonly id: string;
  readonly year: number;
  readonly reserveRule: ReserveRule;
  readonly feeBudgetFen: bigint;
  readonly documentNo: string;
}

export interface StoredDistribution extends DistributionTerms {
  readonly state: DistributionState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
}

/** The gains of a year as they were distributed; all in fen. */
export interface YearResult {
  readonly year: number;
  readonly gainsFen: bigint;
  readonly loanBalanceFen: bigint;
  readonly reserveBeforeFen: bigint;
  readonly reserveFen: bigint;
  readonly managementFeeFen: bigint;
  readonly publicRentalFen: bigint;
}

const columns = `d.id, d.year, d.state, d.reserve_rule AS "reserveRule", d.fee_budget_fen AS "feeBudgetFen", d.document_no AS "documentNo",
  d.proposed_person_id AS "proposedBy", d.proposed_at AS "proposedAt", d.decided_at AS "decidedAt"`;

/** Stores a proposal; false when one of its year is open or approved. */
export async function insertDistribution(
  tx: Tx,
  made: DistributionTerms & { readonly proposedBy: string; readonly proposedAt: Date },
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO gains_distribution (centre_id, id, year, state, reserve_rule, fee_budget_fen, document_no, proposed_person_id, proposed_at)
     VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8) ON CONFLICT (centre_id, year) WHERE state <> 'declined' DO NOTHING`,
    [
      tx.centreId,
      made.id,
      made.year,
      made.reserveRule,
      made.feeBudgetFen,
      made.documentNo,
      made.proposedBy,
      made.proposedAt,
    ],
  );
  return stored === 1;
}

/** A proposal, locked; null when there is none of this id. */
export async function lockDistribution(tx: Tx, id: string): Promise<StoredDistribution | null> {
  const [row] = await tx.query<StoredDistribution>(
    `SELECT ${columns} FROM gains_distribution AS d WHERE d.centre_id = $1 AND d.id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  return row ?? null;
}

export async function storeDecision(
  tx: Tx,
  decided: { id: string; state: 'approved' | 'declined'; decidedBy: string; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE gains_distribution SET state = $3, decided_person_id = $4, decided_at = $5 WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, decided.id, decided.state, decided.decidedBy, decided.at],
  );
}

/** What two people have decided of a year; null while they have not. */
export async function selectApproved(tx: Tx, year: number): Promise<StoredDistribution | null> {
  const [row] = await tx.query<StoredDistribution>(
    `SELECT ${columns} FROM gains_distribution AS d WHERE d.centre_id = $1 AND d.year = $2 AND d.state = 'approved'`,
    [tx.centreId, year],
  );
  return row ?? null;
}

/** The latest first. */
export function selectDistributions(tx: Tx, limit: number): Promise<StoredDistribution[]> {
  return tx.query<StoredDistribution>(
    `SELECT ${columns} FROM gains_distribution AS d WHERE d.centre_id = $1 ORDER BY d.proposed_at DESC, d.id DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** Once a year: a second one violates a constraint. @param made.distributionId null of a year without gains. */
export async function insertYearResult(
  tx: Tx,
  made: YearResult & { readonly id: string; readonly distributionId: string | null },
): Promise<void> {
  await tx.execute(
    `INSERT INTO year_result (centre_id, id, year, gains_fen, distribution_id, loan_balance_fen, reserve_before_fen, reserve_fen,
            management_fee_fen, public_rental_fen)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.centreId,
      made.id,
      made.year,
      made.gainsFen,
      made.distributionId,
      made.loanBalanceFen,
      made.reserveBeforeFen,
      made.reserveFen,
      made.managementFeeFen,
      made.publicRentalFen,
    ],
  );
}

/** Results of years whose December is closed, the latest first. */
export function selectYearResults(tx: Tx, limit: number): Promise<YearResult[]> {
  return tx.query<YearResult>(
    `SELECT year, gains_fen AS "gainsFen", loan_balance_fen AS "loanBalanceFen", reserve_before_fen AS "reserveBeforeFen",
            reserve_fen AS "reserveFen", management_fee_fen AS "managementFeeFen", public_rental_fen AS "publicRentalFen"
       FROM year_result WHERE centre_id = $1 ORDER BY year DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}
