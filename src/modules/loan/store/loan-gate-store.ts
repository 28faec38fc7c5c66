import type { Tx } from '../../../platform/database/tx';

/** People who borrow and homes that are financed, by a key each; the order of the keys is that of the locks. */
export function personGate(personId: string): string {
  return `person:${personId}`;
}

export function homeGate(unitKey: string): string {
  return `home:${unitKey}`;
}

/**
 * Lets one application after the other pass for these people and homes: whoever comes second sees what the first has
 * committed. Held until the transaction ends.
 */
export async function passGates(tx: Tx, keys: readonly string[]): Promise<void> {
  const sorted = [...new Set(keys)].sort();
  await tx.execute(
    `INSERT INTO loan_gate (centre_id, key) SELECT $1, k FROM unnest($2::text[]) AS k ORDER BY k ON CONFLICT DO NOTHING`,
    [tx.centreId, sorted],
  );
  await tx.query(
    `SELECT key FROM loan_gate WHERE centre_id = $1 AND key = ANY ($2::text[]) ORDER BY key FOR NO KEY UPDATE`,
    [tx.centreId, sorted],
  );
}
