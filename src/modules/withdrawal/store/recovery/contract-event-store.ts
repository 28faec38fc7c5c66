import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';

/** Keeps an event of the housing bureau, once; false when it is kept already. */
export async function insertContractEvent(
  tx: Tx,
  event: {
    readonly id: string;
    readonly eventNo: string;
    readonly unitKey: string;
    readonly body: Json;
    readonly effect: 'applied' | 'none';
    readonly at: Date;
  },
): Promise<boolean> {
  const kept = await tx.execute(
    `INSERT INTO registry_event (centre_id, id, registry, event_no, unit_key, body, effect, received_at)
     VALUES ($1, $2, 'HSG', $3, $4, $5, $6, $7) ON CONFLICT (centre_id, registry, event_no) DO NOTHING`,
    [tx.centreId, event.id, event.eventNo, event.unitKey, event.body, event.effect, event.at],
  );
  return kept === 1;
}

/**
 * Whether the contract changed after the instant of which the bureau answered, both by the bureau's own clock. Its events
 * tell whole seconds: one of the very second may be later than the answer.
 */
export async function hasChangedSince(
  tx: Tx,
  of: { readonly unitKey: string; readonly contractNo: string },
  asOf: string,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM registry_event WHERE centre_id = $1 AND registry = 'HSG' AND unit_key = $2 AND body ->> 'contractNo' = $3
        AND (body ->> 'occurredAt')::timestamptz >= date_trunc('second', $4::timestamptz) LIMIT 1`,
    [tx.centreId, of.unitKey, of.contractNo, asOf],
  );
  return rows.length === 1;
}
