import type { Json } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import type { NewEvent } from '../domain/case-event';
import type { CaseState } from '../domain/case-state';

export interface ClosingStep {
  readonly id: string;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly finished: boolean;
  readonly at: Date;
  readonly receipt: { readonly [key: string]: Json };
  readonly event: NewEvent;
}

/** A later step without a decision (money left, money arrived). False when the case is not in `from`. */
export async function storeStepAfterDecision(tx: Tx, step: ClosingStep): Promise<boolean> {
  const rows = await tx.query<{ seq: number }>(
    `WITH moved AS (
       UPDATE service_case SET state = $4::text, last_event = last_event + 1, finished_at = CASE WHEN $5::boolean THEN $6::timestamptz END,
              receipt = coalesce(receipt, '{}'::jsonb) || $7::jsonb, due_at = NULL
        WHERE centre_id = $1::int AND id = $2::uuid AND state = $3::text RETURNING last_event
     )
     INSERT INTO event (centre_id, case_id, seq, kind, body, at)
     SELECT $1::int, $2::uuid, last_event, $8::text, $9::jsonb, $6::timestamptz FROM moved RETURNING seq`,
    [
      tx.centreId,
      step.id,
      step.from,
      step.to,
      step.finished,
      step.at,
      JSON.stringify(step.receipt),
      step.event.kind,
      step.event.body,
    ],
  );
  return rows.length === 1;
}

/** The same step of several cases, each with what its own event and receipt say. False when one of them is not in `from`. */
export async function storeStepsAfterDecision(
  tx: Tx,
  step: Omit<ClosingStep, 'id' | 'receipt' | 'event'> & { readonly kind: string },
  cases: readonly {
    readonly id: string;
    readonly body: Json;
    readonly receipt: { readonly [key: string]: Json };
  }[],
): Promise<boolean> {
  const told = await tx.execute(
    `WITH moved AS (
       UPDATE service_case AS c SET state = $3::text, last_event = c.last_event + 1, finished_at = CASE WHEN $4::boolean THEN $5::timestamptz END,
              receipt = coalesce(c.receipt, '{}'::jsonb) || t.receipt, due_at = NULL
         FROM unnest($7::uuid[], $8::jsonb[], $9::jsonb[]) AS t (id, receipt, body)
        WHERE c.centre_id = $1::int AND c.id = t.id AND c.state = $2::text RETURNING c.id, c.last_event, t.body
     )
     INSERT INTO event (centre_id, case_id, seq, kind, body, at)
     SELECT $1::int, id, last_event, $6::text, body, $5::timestamptz FROM moved`,
    [
      tx.centreId,
      step.from,
      step.to,
      step.finished,
      step.at,
      step.kind,
      cases.map(({ id }) => id),
      cases.map(({ receipt }) => JSON.stringify(receipt)),
      cases.map(({ body }) => JSON.stringify(body)),
    ],
  );
  return told === cases.length;
}
