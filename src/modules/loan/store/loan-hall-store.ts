import type { Tx } from '../../../platform/database/tx';
import type { HallState } from '../domain/hall/hall-saga';

/** A joint case as stored; its loan is locked by whoever changes it. */
export interface LoanHall {
  readonly loanId: string;
  readonly hallNo: string;
  readonly contractNo: string;
  readonly state: HallState;
  readonly until: string;
  readonly formSealed: Buffer;
  readonly endingStep: 'cancel' | 'lapse' | null;
  readonly endingReason: string | null;
  readonly stateSince: Date;
}

const columns = `loan_id AS "loanId", hall_no AS "hallNo", contract_no AS "contractNo", state, until_day AS "until", form_sealed AS "formSealed",
  ending_step AS "endingStep", ending_reason AS "endingReason", state_since AS "stateSince"`;

/** Opens the joint case of a loan under the loan's digits, YT, with its sellers. */
export async function insertHall(
  tx: Tx,
  hall: Pick<LoanHall, 'loanId' | 'contractNo' | 'until' | 'formSealed'> & {
    readonly sellerIds: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_hall (centre_id, loan_id, hall_no, contract_no, state, until_day, form_sealed, state_since)
     SELECT $1, id, 'YT' || substr(loan_no, 3), $3, 'open', $4::date, $5, $6 FROM loan WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, hall.loanId, hall.contractNo, hall.until, hall.formSealed, hall.at],
  );
  await tx.execute(
    `INSERT INTO loan_hall_seller (centre_id, loan_id, person_id) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [tx.centreId, hall.loanId, hall.sellerIds],
  );
}

export async function selectHall(tx: Tx, loanId: string): Promise<LoanHall | null> {
  const [row] = await tx.query<LoanHall>(
    `SELECT ${columns} FROM loan_hall WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}

export async function selectLoanOfHall(tx: Tx, hallNo: string): Promise<string | null> {
  const [row] = await tx.query<{ loanId: string }>(
    'SELECT loan_id AS "loanId" FROM loan_hall WHERE centre_id = $1 AND hall_no = $2',
    [tx.centreId, hallNo],
  );
  return row?.loanId ?? null;
}

/** @param to.ending null where it goes on or is done; kept where it is left out. */
export async function storeHallState(
  tx: Tx,
  loanId: string,
  to: {
    readonly state: HallState;
    readonly ending?: { readonly step: 'cancel' | 'lapse'; readonly reason: string } | null;
    readonly at: Date;
  },
): Promise<void> {
  const { ending } = to;
  await tx.execute(
    `UPDATE loan_hall SET state = $3, state_since = $4, ending_step = CASE WHEN $5 THEN ending_step ELSE $6 END,
            ending_reason = CASE WHEN $5 THEN ending_reason ELSE $7 END
      WHERE centre_id = $1 AND loan_id = $2`,
    [
      tx.centreId,
      loanId,
      to.state,
      to.at,
      ending === undefined,
      ending?.step ?? null,
      ending?.reason ?? null,
    ],
  );
}

/** Who proposed that the seller is paid all the same; null where nobody did. */
export async function selectReleaseProposer(tx: Tx, loanId: string): Promise<string | null> {
  const [row] = await tx.query<{ proposedId: string | null }>(
    'SELECT release_proposed_id AS "proposedId" FROM loan_hall WHERE centre_id = $1 AND loan_id = $2',
    [tx.centreId, loanId],
  );
  return row?.proposedId ?? null;
}

/** A proposal replaces the one that was declined. */
export async function storeReleaseProposal(
  tx: Tx,
  loanId: string,
  proposal: { readonly evidenceNo: string; readonly by: string },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_hall SET release_evidence_no = $3, release_proposed_id = $4, release_decided_id = NULL
      WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId, proposal.evidenceNo, proposal.by],
  );
}

export async function storeReleaseDecision(tx: Tx, loanId: string, by: string): Promise<void> {
  await tx.execute('UPDATE loan_hall SET release_decided_id = $3 WHERE centre_id = $1 AND loan_id = $2', [
    tx.centreId,
    loanId,
    by,
  ]);
}

/** Joint cases past their last day, not registered and with the registry: their loans locked, in the order of their ids. */
export async function lockExpiredHalls(
  tx: Tx,
  of: { readonly day: string; readonly limit: number },
): Promise<{ loanId: string }[]> {
  return tx.query<{ loanId: string }>(
    `SELECT l.id AS "loanId" FROM loan_hall AS h
       JOIN loan AS l ON l.centre_id = h.centre_id AND l.id = h.loan_id
       JOIN loan_hall_branch AS b ON b.centre_id = h.centre_id AND b.loan_id = h.loan_id AND b.branch = 'title'
      WHERE h.centre_id = $1 AND h.state = 'open' AND h.until_day < $2::date AND b.state IN ('requested', 'accepted')
      ORDER BY l.id LIMIT $3 FOR NO KEY UPDATE OF l`,
    [tx.centreId, of.day, of.limit],
  );
}

/** Who sells the home of a loan. */
export async function selectSellers(tx: Tx, loanId: string): Promise<string[]> {
  const rows = await tx.query<{ personId: string }>(
    'SELECT person_id AS "personId" FROM loan_hall_seller WHERE centre_id = $1 AND loan_id = $2 ORDER BY 1',
    [tx.centreId, loanId],
  );
  return rows.map(({ personId }) => personId);
}
