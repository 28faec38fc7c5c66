import type { Tx } from '../../../platform/database/tx';
import type { UnitKind } from '../domain/member/account-move';
import { type UnitAccount, selectUnitOfEmployer } from './unit-account-store';

/** Serialises the making of virtual units of a centre; with the other advisory locks (7001: postings and periods). */
const MAKING = 7002;

/** Holds the making of virtual units until the transaction ends. */
export async function holdVirtualUnits(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [MAKING, tx.centreId]);
}

/** The key under which a branch's virtual unit stands where an employer's id stands: the same at every time. */
export async function virtualUnitKey(tx: Tx, kind: UnitKind, district: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>('SELECT md5($1::text)::uuid AS id', [
    `unit:${kind}:${district}`,
  ]);
  if (!row) throw new Error('a key always answers');
  return row.id;
}

/** The virtual unit of a branch; null when it was never needed. */
export async function selectVirtualUnit(
  tx: Tx,
  kind: UnitKind,
  district: string,
): Promise<UnitAccount | null> {
  return selectUnitOfEmployer(tx, await virtualUnitKey(tx, kind, district), { lock: false });
}

/** Marks a unit that was just inserted as virtual. */
export async function markVirtual(tx: Tx, unitId: bigint, kind: UnitKind): Promise<void> {
  await tx.execute('UPDATE unit_account SET kind = $3 WHERE centre_id = $1 AND ledger_account_id = $2', [
    tx.centreId,
    unitId,
    kind,
  ]);
}
