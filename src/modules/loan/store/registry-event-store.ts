import type { Json } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';

export interface NewRegistryEvent {
  readonly id: string;
  readonly eventNo: string;
  readonly unitKey: string;
  readonly mortgageId: string | null;
  readonly body: Json;
  readonly effect: 'applied' | 'none';
  readonly at: Date;
}

/** What was made of an event before; null when it is new. */
export async function selectRegistryEvent(tx: Tx, eventNo: string): Promise<'applied' | 'none' | null> {
  const [row] = await tx.query<{ effect: 'applied' | 'none' }>(
    `SELECT effect FROM registry_event WHERE centre_id = $1 AND registry = 'REA' AND event_no = $2`,
    [tx.centreId, eventNo],
  );
  return row?.effect ?? null;
}

/** Whether the registry has told that a home was complete and has its title. */
export async function hasFirstTitle(tx: Tx, unitKey: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM registry_event WHERE centre_id = $1 AND unit_key = $2 AND body->>'about' = 'first-title' LIMIT 1`,
    [tx.centreId, unitKey],
  );
  return rows.length === 1;
}

/** Keeps an event, once; false when another delivery of it was faster. */
export async function insertRegistryEvent(tx: Tx, event: NewRegistryEvent): Promise<boolean> {
  const kept = await tx.execute(
    `INSERT INTO registry_event (centre_id, id, registry, event_no, unit_key, mortgage_id, body, effect, received_at)
     VALUES ($1, $2, 'REA', $3, $4, $5, $6, $7, $8) ON CONFLICT (centre_id, registry, event_no) DO NOTHING`,
    [
      tx.centreId,
      event.id,
      event.eventNo,
      event.unitKey,
      event.mortgageId,
      event.body,
      event.effect,
      event.at,
    ],
  );
  return kept === 1;
}
