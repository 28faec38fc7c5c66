import type { Tx } from '../../../platform/database/tx';
import type { SigningBranch } from '../domain/signing/signing-view';

/** Stores a branch; null when its name is taken. */
export async function insertBranch(
  tx: Tx,
  branch: SigningBranch & { readonly madeBy: string; readonly madeAt: Date },
): Promise<SigningBranch | null> {
  const made = await tx.execute(
    `INSERT INTO signing_branch (centre_id, id, name, address, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (centre_id, name) DO NOTHING`,
    [tx.centreId, branch.id, branch.name, branch.address, branch.madeBy, branch.madeAt],
  );
  return made === 1 ? { id: branch.id, name: branch.name, address: branch.address } : null;
}

export function selectBranches(tx: Tx): Promise<SigningBranch[]> {
  return tx.query<SigningBranch>(
    'SELECT id, name, address FROM signing_branch WHERE centre_id = $1 ORDER BY name LIMIT 500',
    [tx.centreId],
  );
}

export async function selectBranch(tx: Tx, id: string): Promise<SigningBranch | null> {
  const [row] = await tx.query<SigningBranch>(
    'SELECT id, name, address FROM signing_branch WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Half hours of a branch from one day to another, and in each from one minute of the day to before another. */
export interface SlotPlan {
  readonly branchId: string;
  readonly from: string;
  readonly until: string;
  readonly opens: number;
  readonly closes: number;
  readonly capacity: number;
}

/**
 * Opens slots, or gives those that are there another capacity; false, storing nothing, when one of them has been
 * booked more often than that.
 */
export async function openSlots(tx: Tx, plan: SlotPlan): Promise<boolean> {
  const [row] = await tx.query<{ overbooked: boolean }>(
    `WITH locked AS MATERIALIZED (
       SELECT taken FROM signing_slot
        WHERE centre_id = $1 AND branch_id = $2 AND day BETWEEN $3::date AND $4::date AND minute >= $5 AND minute < $6
        ORDER BY day, minute FOR NO KEY UPDATE
     ) SELECT coalesce(bool_or(taken > $7), false) AS overbooked FROM locked`,
    [tx.centreId, plan.branchId, plan.from, plan.until, plan.opens, plan.closes, plan.capacity],
  );
  if (row?.overbooked) return false;
  await tx.execute(
    `INSERT INTO signing_slot (centre_id, branch_id, day, minute, capacity)
     SELECT $1, $2, d::date, m, $7
       FROM generate_series($3::date, $4::date, interval '1 day') AS d CROSS JOIN generate_series($5::int, $6::int - 1, 30) AS m
      ORDER BY d, m ON CONFLICT (centre_id, branch_id, day, minute) DO UPDATE SET capacity = excluded.capacity`,
    [tx.centreId, plan.branchId, plan.from, plan.until, plan.opens, plan.closes, plan.capacity],
  );
  return true;
}

export interface SlotRow {
  readonly day: string;
  readonly minute: number;
  readonly capacity: number;
  readonly taken: number;
}

/** Slots of a branch from a day to another, in order. */
export function selectSlots(tx: Tx, branchId: string, from: string, until: string): Promise<SlotRow[]> {
  return tx.query<SlotRow>(
    `SELECT day, minute, capacity, taken FROM signing_slot
      WHERE centre_id = $1 AND branch_id = $2 AND day BETWEEN $3::date AND $4::date ORDER BY day, minute`,
    [tx.centreId, branchId, from, until],
  );
}

export interface SlotKey {
  readonly branchId: string;
  readonly day: string;
  readonly minute: number;
}

/** Takes a place: whoever comes second waits for the row and sees what is left. */
export async function takePlace(tx: Tx, slot: SlotKey): Promise<'taken' | 'full' | 'none'> {
  const [row] = await tx.query<{ taken: boolean }>(
    `WITH locked AS MATERIALIZED (
       SELECT taken < capacity AS room FROM signing_slot
        WHERE centre_id = $1 AND branch_id = $2 AND day = $3::date AND minute = $4 FOR NO KEY UPDATE
     ), took AS (
       UPDATE signing_slot SET taken = taken + 1
        WHERE centre_id = $1 AND branch_id = $2 AND day = $3::date AND minute = $4 AND (SELECT room FROM locked)
     ) SELECT room AS taken FROM locked`,
    [tx.centreId, slot.branchId, slot.day, slot.minute],
  );
  if (!row) return 'none';
  return row.taken ? 'taken' : 'full';
}

/** Gives a place back that nobody needs any more. */
export async function freePlace(tx: Tx, slot: SlotKey): Promise<void> {
  await tx.execute(
    'UPDATE signing_slot SET taken = taken - 1 WHERE centre_id = $1 AND branch_id = $2 AND day = $3::date AND minute = $4',
    [tx.centreId, slot.branchId, slot.day, slot.minute],
  );
}
