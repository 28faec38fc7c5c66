import type { Tx } from '../../../platform/database/tx';
import type { UnitState } from '../domain/employer/unit-state';

/**
 * One step of an employer's account with its place in the history; the unit is locked by the caller. Throws when the
 * account is not in `from`: a fault of ours. The trigger refuses a step that there is not.
 */
export async function moveUnit(
  tx: Tx,
  unitId: bigint,
  { from, to, caseId, on }: { from: string; to: UnitState; caseId: string; on: string },
): Promise<void> {
  const moved = await tx.execute(
    `WITH moved AS (
       UPDATE unit_account SET state = $4::text, closed_on = CASE $4::text WHEN '04' THEN $6::date END
        WHERE centre_id = $1 AND ledger_account_id = $2 AND state = $3::text RETURNING ledger_account_id
     )
     INSERT INTO unit_state_change (centre_id, unit_id, from_state, to_state, case_id, made_on)
     SELECT $1, ledger_account_id, $3::text, $4::text, $5::uuid, $6::date FROM moved`,
    [tx.centreId, unitId, from, to, caseId, on],
  );
  if (moved !== 1) throw new Error(`unit ${unitId} is not in state ${from}`);
}

/** 02 开户 → 01 正常 with the first member; nothing happens in another state. The unit is locked by the caller. */
export async function activateUnit(
  tx: Tx,
  { unitId, state }: { readonly unitId: bigint; readonly state: string },
  { caseId, on }: { caseId: string; on: string },
): Promise<void> {
  if (state === '02') await moveUnit(tx, unitId, { from: '02', to: '01', caseId, on });
}
