import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { bodyHash, validateDto } from '../../../../platform/http';
import type { BackPaymentWanted } from '../../app/back-payment/lay-out-back-payment';
import type { SentRows } from '../../app/remittance/lay-out-list';
import type { BackPaymentReason } from '../../domain/back-payment/back-payment-reason';
import { BACK_PAYMENT_FORM, type ListColumn } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import { type FileManner, readCsvList } from '../files/read-csv-list';
import {
  BackPaymentFileQuery,
  type BackPaymentMember,
  BackPaymentOptions,
  BackPaymentRequest,
} from './back-payment.dto';

/** The lines of a back payment as they were sent, in either form. */
export interface SentBackPayment extends SentRows {
  readonly wanted: BackPaymentWanted;
  readonly dryRun: boolean;
  /** How the file was written; null for JSON. */
  readonly manner: FileManner | null;
  /** Of all that decides on what becomes of them. */
  readonly hash: string;
}

/** Reads a request. Problems: 400 when the request itself cannot be read, 413 when it is too large. */
export async function sentBackPayment({ body, query }: FastifyRequest): Promise<SentBackPayment> {
  if (body instanceof Readable) {
    const asked = validateDto(BackPaymentFileQuery, { ...(query as object) }, '/query');
    const { rows, faults, manner, sha256 } = await readCsvList(body, BACK_PAYMENT_FORM);
    const wanted = wantedOf(asked, asked);
    const { employerId, reason, orderNo, partial } = wanted;
    const hash = sha256Hex([employerId, reason, orderNo ?? '', partial, sha256].join('\n'));
    return { rows, faults, manner, wanted, dryRun: asked.dryRun === 'true', hash };
  }
  const options = validateDto(BackPaymentOptions, { ...(query as object) }, '/query');
  const asked = validateDto(BackPaymentRequest, body);
  const wanted = wantedOf(asked, options);
  const hash = bodyHash(wanted.partial ? { body, partial: true } : body);
  const rows = asked.lines.map(rowOf);
  return {
    rows,
    faults: new ListFaults('json'),
    manner: null,
    wanted,
    dryRun: options.dryRun === 'true',
    hash,
  };
}

function wantedOf(
  { employerId, reason, orderNo }: { employerId: string; reason: BackPaymentReason; orderNo?: string },
  { partial }: BackPaymentOptions,
): BackPaymentWanted {
  return {
    employerId,
    reason,
    orderNo: reason === 'order' ? (orderNo ?? null) : null,
    partial: partial === 'true',
  };
}

function rowOf(line: BackPaymentMember, index: number): RawRow {
  const cells: Partial<Record<ListColumn, string>> = {};
  for (const column of ['name', 'idNo', 'month', 'base', 'employerAmount', 'employeeAmount'] as const) {
    const cell = line[column];
    if (cell !== undefined) cells[column] = cell;
  }
  return { row: index + 2, cells };
}
