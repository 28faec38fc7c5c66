import { Injectable } from '@nestjs/common';
import { sha256Hex } from '../../../kernel/canonical-json';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import type { BankCall, BankNotice } from '../domain/bank-line';
import type { IncidentCode, ToldIncident } from '../domain/outcome';

/** What belongs to an incident; ids and our own numbers only. */
export interface IncidentSubject {
  readonly bankCode: string;
  readonly instructionId: string | null;
  readonly exchangeId: string | null;
  readonly reference: string | null;
}

/** Every message exchanged with the bank, sealed, and what a person must look at. */
@Injectable()
export class BankEvidence {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Keeps one call of ours; returns its id. */
  @CrashPoint('bank-evidence')
  async storeCall(
    tx: Tx,
    call: BankCall,
    of: { instructionId: string | null; reference: string },
  ): Promise<string> {
    const id = newId();
    await tx.execute(insertExchange, [
      tx.centreId,
      id,
      call.bankCode,
      'out',
      call.txCode,
      call.seqNo,
      of.reference,
      of.instructionId,
      call.outcome,
      call.status,
      call.askedAt,
      call.answeredAt,
      this.sealer.seal(call.request),
      call.response === null ? null : this.sealer.seal(call.response),
      call.response === null ? null : sha256Hex(call.response),
    ]);
    return id;
  }

  /** Keeps one verified notice of the bank, with what it did; returns its id. */
  async storeNotice(
    tx: Tx,
    notice: BankNotice,
    did: { outcome: string; reference: string; instructionId: string | null },
  ): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    await tx.execute(insertExchange, [
      tx.centreId,
      id,
      notice.bankCode,
      'in',
      notice.txCode,
      notice.seqNo,
      did.reference,
      did.instructionId,
      did.outcome,
      null,
      now,
      now,
      this.sealer.seal(notice.text),
      null,
      null,
    ]);
    return id;
  }

  /** Keeps several verified notices of one outcome, each with what it was about. */
  async storeNotices(
    tx: Tx,
    outcome: string,
    notices: readonly { readonly notice: BankNotice; readonly reference: string }[],
  ): Promise<void> {
    await tx.execute(insertNotices, [
      tx.centreId,
      outcome,
      this.clock.now(),
      notices.map(() => newId()),
      notices.map(({ notice }) => notice.bankCode),
      notices.map(({ notice }) => notice.txCode),
      notices.map(({ notice }) => notice.seqNo),
      notices.map(({ reference }) => reference),
      notices.map(({ notice }) => this.sealer.seal(notice.text)),
    ]);
  }

  /** Whether a person was told of the same thing before, so that a repeated message does not fill the books. */
  async isKnown(
    tx: Tx,
    code: IncidentCode,
    { bankCode, reference }: Pick<IncidentSubject, 'bankCode' | 'reference'>,
  ): Promise<boolean> {
    const [row] = await tx.query<{ known: boolean }>(
      `SELECT EXISTS (SELECT FROM bank_incident
                       WHERE centre_id = $1 AND reference = $2 AND code = $3 AND bank_code = $4) AS known`,
      [tx.centreId, reference, code, bankCode],
    );
    return row?.known === true;
  }

  /** Our own booking failed: told once. */
  async reportFailed(tx: Tx, subject: IncidentSubject): Promise<void> {
    if (!(await this.isKnown(tx, 'HANDLER_FAILED', subject)))
      await this.incident(tx, 'HANDLER_FAILED', subject);
  }

  async incident(tx: Tx, code: ToldIncident, subject: IncidentSubject): Promise<void> {
    await tx.execute(
      `INSERT INTO bank_incident (centre_id, id, bank_code, code, instruction_id, exchange_id, reference, noticed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.centreId,
        newId(),
        subject.bankCode,
        code,
        subject.instructionId,
        subject.exchangeId,
        subject.reference,
        this.clock.now(),
      ],
    );
  }
}

const insertNotices = `
  INSERT INTO bank_exchange (centre_id, id, bank_code, direction, tx_code, seq_no, reference, outcome, asked_at, answered_at, request)
  SELECT $1, n.id, n.bank_code, 'in', n.tx_code, n.seq_no, n.reference, $2, $3, $3, n.request
    FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
      AS n (id, bank_code, tx_code, seq_no, reference, request)`;

const insertExchange = `
  INSERT INTO bank_exchange (centre_id, id, bank_code, direction, tx_code, seq_no, reference, instruction_id, outcome,
                             http_status, asked_at, answered_at, request, response, response_sha256)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;
