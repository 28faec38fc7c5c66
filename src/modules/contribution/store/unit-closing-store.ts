import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** What still hangs on an employer's account. */
export interface UnitObligations {
  /** Members whose account is active (01), sealed (02) or frozen (06). */
  readonly active: number;
  readonly sealed: number;
  readonly frozen: number;
  /** Lists that were confirmed and await money. */
  readonly awaiting: number;
  /** Back payments likewise. */
  readonly backPaymentsAwaiting: number;
  /** Money in the unit's suspense. */
  readonly suspenseFen: Fen;
}

export async function selectObligations(tx: Tx, unitId: bigint): Promise<UnitObligations> {
  const [row] = await tx.query<UnitObligations>(
    `SELECT count(*) FILTER (WHERE m.state = '01')::int AS active, count(*) FILTER (WHERE m.state = '02')::int AS sealed,
            count(*) FILTER (WHERE m.state = '06')::int AS frozen,
            (SELECT count(*) FROM remittance_list WHERE centre_id = $1 AND unit_id = $2
                AND state IN ('CONFIRMED', 'SUSPENSE_SHORT'))::int AS awaiting,
            (SELECT count(*) FROM back_payment WHERE centre_id = $1 AND unit_id = $2
                AND state IN ('CONFIRMED', 'SUSPENSE_SHORT'))::int AS "backPaymentsAwaiting",
            (SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint
               FROM entry WHERE centre_id = $1 AND account_id = $2) AS "suspenseFen"
       FROM member_account AS m WHERE m.centre_id = $1 AND m.unit_id = $2`,
    [tx.centreId, unitId],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

export async function setPayday(tx: Tx, unitId: bigint, payday: number): Promise<void> {
  await tx.execute('UPDATE unit_account SET payday = $3 WHERE centre_id = $1 AND ledger_account_id = $2', [
    tx.centreId,
    unitId,
    payday,
  ]);
}
