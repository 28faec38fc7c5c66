import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import type { Exchange } from '../domain/answer';

/** Column, type of its array parameter, and where its value stands in an exchange. */
const COLUMNS: readonly (readonly [column: string, type: string, value: (exchange: Exchange) => unknown])[] =
  [
    ['id', 'uuid', (exchange) => exchange.id],
    ['registry', 'text', (exchange) => exchange.registry],
    ['operation', 'text', (exchange) => exchange.operation],
    ['purpose', 'text', (exchange) => exchange.purpose],
    ['basis', 'text', (exchange) => exchange.basis],
    ['trace_id', 'text', (exchange) => exchange.traceId],
    ['asked_at', 'timestamptz', (exchange) => exchange.askedAt.toISOString()],
    ['answered_at', 'timestamptz', (exchange) => exchange.answeredAt?.toISOString() ?? null],
    ['ms', 'int', (exchange) => exchange.ms],
    ['attempts', 'int', (exchange) => exchange.attempts],
    ['status', 'int', (exchange) => exchange.status],
    ['outcome', 'text', (exchange) => exchange.outcome],
    ['detail', 'text', (exchange) => exchange.detail],
    ['receipt_no', 'text', (exchange) => exchange.receiptNo],
    ['as_of', 'timestamptz', (exchange) => exchange.asOf?.toISOString() ?? null],
    ['sealed_request', 'bytea', (exchange) => exchange.sealedRequest],
    ['sealed_response', 'bytea', (exchange) => exchange.sealedResponse],
    ['response_sha256', 'text', (exchange) => exchange.responseSha256],
  ];

const NAMES = COLUMNS.map(([column]) => column).join(', ');
const ARRAYS = COLUMNS.map(([, type], index) => `$${index + 3}::${type}[]`).join(', ');
const INSERT = `
  INSERT INTO registry_exchange (centre_id, case_id, ${NAMES})
  SELECT $1, $2::uuid, ${NAMES} FROM unnest(${ARRAYS}) AS exchange(${NAMES})`;

/** The book of every question this centre ever asked a registry. Append-only. */
@Injectable()
export class Evidence {
  /** Stores all exchanges with one INSERT; none is fine. `caseId` is null for a pre-check. */
  @CrashPoint('evidence')
  async store(tx: Tx, caseId: string | null, exchanges: readonly Exchange[]): Promise<void> {
    if (exchanges.length === 0) return;
    await tx.execute(INSERT, [tx.centreId, caseId, ...COLUMNS.map(([, , value]) => exchanges.map(value))]);
  }
}
