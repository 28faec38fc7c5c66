import type { Tx } from '../../../platform/database/tx';

export type DeductionState = 'held' | 'paid' | 'released' | 'returned';

/** What a court takes from an account; amounts in fen. */
export interface CourtDeduction {
  readonly caseId: string;
  readonly orderNo: string;
  readonly accountId: bigint;
  readonly amountFen: bigint;
  /** The freeze out of which it is taken, and how much of it that freeze held. */
  readonly freezeNo: string | null;
  readonly freezeFen: bigint;
}

export async function insertDeduction(tx: Tx, deduction: CourtDeduction): Promise<void> {
  await tx.execute(
    `INSERT INTO court_deduction (centre_id, case_id, order_no, account_id, amount_fen, freeze_no, freeze_fen, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'held')`,
    [
      tx.centreId,
      deduction.caseId,
      deduction.orderNo,
      deduction.accountId,
      deduction.amountFen,
      deduction.freezeNo,
      deduction.freezeFen,
    ],
  );
}

const FROM: Readonly<Record<Exclude<DeductionState, 'held'>, DeductionState>> = {
  paid: 'held',
  released: 'held',
  returned: 'paid',
};

/** The deduction of a case takes its next step; throws when it is not where that step starts. */
export async function moveDeduction(
  tx: Tx,
  caseId: string,
  to: Exclude<DeductionState, 'held'>,
): Promise<CourtDeduction> {
  const [row] = await tx.query<CourtDeduction>(
    `UPDATE court_deduction SET state = $3 WHERE centre_id = $1 AND case_id = $2 AND state = $4
     RETURNING case_id AS "caseId", order_no AS "orderNo", account_id AS "accountId", amount_fen AS "amountFen",
               freeze_no AS "freezeNo", freeze_fen AS "freezeFen"`,
    [tx.centreId, caseId, to, FROM[to]],
  );
  if (!row) throw new Error(`the deduction of case ${caseId} cannot become ${to}`);
  return row;
}
