import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import type { Instruction, NewInstruction } from '../domain/instruction';
import type { PayeeOf } from '../domain/payee';
import type { InstructionState } from '../domain/instruction-state';
import { lookedAtAnew } from './bank-statement-store';

/** Proof of a lease: written by whoever works on an instruction, checked by every statement of theirs. */
export interface Fence {
  readonly owner: string;
  readonly token: bigint;
}

export interface Change {
  readonly state: InstructionState;
  readonly bankSerial?: string | null;
  readonly valueDate?: string | null;
  readonly rejectCode?: string | null;
  readonly paidJournalId?: string | null;
  readonly returnSerial?: string | null;
  readonly returnedJournalId?: string | null;
  /** Milliseconds until the safety net takes it up again; null when there is nothing left to do. */
  readonly dueInMs: number | null;
  /** Whether this counts as one more question without a final answer. */
  readonly asked?: boolean;
  /** Whether it waits because its account has not the funds. */
  readonly isShort?: boolean;
}

/** Somebody else has taken the lease meanwhile: what we meant to write is not ours to write any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const columns = `
  i.id, i.purpose, i.source_id AS "sourceId", i.bank_account_id AS "bankAccountId", a.leaf_account_id AS "bankLeafId",
  a.bank_code AS "bankCode", i.payee_card_id AS "payeeCardId",
  i.payee_receipt_id AS "payeeReceiptId", i.payee_account_id AS "payeeAccountId",
  i.payee_bank_account_id AS "payeeBankAccountId", i.amount_fen AS "amountFen", i.interest_fen AS "interestFen",
  i.reference, i.bus_type AS "busType", i.summary,
  i.state, i.frozen, i.bank_serial AS "bankSerial", i.value_date AS "valueDate", i.reject_code AS "rejectCode",
  i.return_serial AS "returnSerial"`;
const joined = `instruction AS i JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id`;
const duty = `i.lease_token AS token, i.sends, i.questions,
  (extract(epoch FROM clock_timestamp() - i.sent_at) * 1000)::float8 AS "sinceSentMs"`;

/** The day on which the bank booked a payment that ends so, of its account. */
const dayOfEnd = `$3::text IN ('paid', 'returned') AND (s.bank_account_id, s.day) = (
      SELECT i.bank_account_id, coalesce($5::date, i.value_date) FROM instruction AS i WHERE i.centre_id = $1 AND i.id = $2)`;

export interface Duty {
  readonly token: bigint;
  /** Attempts recorded so far, the one under way included. */
  readonly sends: number;
  /** Questions asked since the last attempt without a final answer. */
  readonly questions: number;
  /** Age of the last attempt, null when nothing was ever sent. */
  readonly sinceSentMs: number | null;
}

/** Instructions in the database. Times of leases are the database's: instances may disagree on theirs. */
@Injectable()
export class InstructionStore {
  /** Stores an instruction as attempt 1 under way, leased to `owner`: this row is the record before the call. */
  async insertSending(
    tx: Tx,
    id: string,
    wanted: NewInstruction & PayeeOf & { reference: string; bankAccountId: string },
    lease: { owner: string; ttlMs: number },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO instruction (centre_id, id, purpose, source_id, bank_account_id, payee_card_id, payee_receipt_id, payee_account_id, amount_fen, interest_fen, reference,
                                bus_type, summary, state, sends, sent_at, due_at, lease_owner, lease_until, lease_token, attempts)
       SELECT $1, $2, $3, $4, $5, $6, $14, $15, $7, $13, $8, $9, $10, 'sending', 1, t.now, t.until, $11, t.until, 1, 1
         FROM (SELECT now, now + $12 * interval '1 millisecond' AS until FROM clock_timestamp() AS now) AS t`,
      [
        tx.centreId,
        id,
        wanted.purpose,
        wanted.sourceId,
        wanted.bankAccountId,
        wanted.payeeCardId,
        wanted.amountFen,
        wanted.reference,
        wanted.busType,
        wanted.summary,
        lease.owner,
        lease.ttlMs,
        wanted.interestFen ?? 0n,
        wanted.payeeReceiptId,
        wanted.payeeAccountId,
      ],
    );
  }

  /**
   * The instruction if its first attempt is still ours to make: sending, leased to `owner` for `spareMs` more, never
   * tried by anybody else. Null otherwise, and then the safety net has it.
   */
  async firstAttempt(
    tx: Tx,
    id: string,
    owner: string,
    spareMs: number,
  ): Promise<(Instruction & Duty) | null> {
    const [row] = await tx.query<Instruction & Duty>(
      `SELECT ${columns}, ${duty} FROM ${joined}
        WHERE i.centre_id = $1 AND i.id = $2 AND i.state = 'sending' AND i.lease_token = 1 AND i.lease_owner = $3
          AND i.lease_until > clock_timestamp() + $4 * interval '1 millisecond'`,
      [tx.centreId, id, owner, spareMs],
    );
    return row ?? null;
  }

  /**
   * Turns a claim into a duty: `created` becomes `sending` with one more attempt recorded before the call, anything
   * else is to be asked about first. Null when the lease is not ours any more.
   */
  async takeUp(
    tx: Tx,
    id: string,
    fence: Fence,
  ): Promise<(Instruction & Duty & { readonly send: boolean }) | null> {
    const begun = await tx.execute(
      `UPDATE instruction SET state = 'sending', sends = sends + 1, questions = 0, sent_at = clock_timestamp(), held_at = NULL
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND lease_owner = $4 AND state = 'created' AND NOT frozen`,
      [tx.centreId, id, fence.token, fence.owner],
    );
    const [row] = await tx.query<Instruction & Duty>(
      `SELECT ${columns}, ${duty} FROM ${joined}
        WHERE i.centre_id = $1 AND i.id = $2 AND i.lease_token = $3 AND i.lease_owner = $4 AND NOT i.frozen`,
      [tx.centreId, id, fence.token, fence.owner],
    );
    return row === undefined ? null : { ...row, send: begun === 1 };
  }

  /** Locked, when it is about to be sent under this lease; null otherwise. */
  async lockUnsent(tx: Tx, id: string, fence: Fence): Promise<(Instruction & Duty) | null> {
    const found = await this.lockWhere(tx, `i.id = $2 AND i.state = 'created' AND NOT i.frozen`, id);
    return found?.token === fence.token ? found : null;
  }

  /** Is not sent, for its card is stopped, and looked at again later; true when it was held before. */
  async hold(tx: Tx, id: string, fence: Fence, dueInMs: number): Promise<boolean> {
    const fresh = await tx.execute(
      'UPDATE instruction SET held_at = clock_timestamp() WHERE centre_id = $1 AND id = $2 AND held_at IS NULL',
      [tx.centreId, id],
    );
    await this.postpone(tx, id, fence, dueInMs);
    return fresh === 0;
  }

  /** Makes what is held for any of these cards due; what somebody works on just now is left to them. */
  async hurryHeld(tx: Tx, cardIds: readonly string[]): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET due_at = clock_timestamp() WHERE centre_id = $1 AND id IN (
         SELECT i.id FROM instruction AS i WHERE i.centre_id = $1 AND i.payee_card_id = ANY ($2::uuid[])
            AND i.held_at IS NOT NULL AND i.state = 'created' FOR NO KEY UPDATE SKIP LOCKED)`,
      [tx.centreId, cardIds],
    );
  }

  /**
   * Nothing was sent after all: the attempt that was recorded was none, and is not counted. False when it is not ours
   * any more.
   */
  async putBack(tx: Tx, id: string, fence: Fence, dueInMs: number): Promise<boolean> {
    const touched = await tx.execute(
      `UPDATE instruction SET state = 'created', sends = sends - 1, sent_at = CASE WHEN sends > 1 THEN sent_at END,
              due_at = clock_timestamp() + $5::float8 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND lease_owner = $4 AND state = 'sending' AND NOT frozen`,
      [tx.centreId, id, fence.token, fence.owner, dueInMs],
    );
    return touched === 1;
  }

  /** Makes what waits to be sent from the account due; what somebody works on just now is left to them. */
  async hurryUnsent(tx: Tx, bankAccountId: string): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET due_at = clock_timestamp() WHERE centre_id = $1 AND id IN (
         SELECT i.id FROM instruction AS i WHERE i.centre_id = $1 AND i.bank_account_id = $2 AND i.state = 'created'
            AND NOT i.frozen AND i.held_at IS NULL AND i.due_at > clock_timestamp() FOR NO KEY UPDATE SKIP LOCKED)`,
      [tx.centreId, bankAccountId],
    );
  }

  /** Locked for this transaction; null when there is none. */
  async lock(tx: Tx, id: string): Promise<(Instruction & Duty) | null> {
    return this.lockWhere(tx, 'i.id = $2', id);
  }

  /** Only of an order given to that bank: what another bank says of it is not heard. */
  async lockByReference(tx: Tx, bankCode: string, reference: string): Promise<(Instruction & Duty) | null> {
    return this.lockWhere(tx, 'i.reference = $2 AND a.bank_code = $3', reference, bankCode);
  }

  async find(tx: Tx, id: string): Promise<Instruction | null> {
    const [row] = await tx.query<Instruction>(
      `SELECT ${columns} FROM ${joined} WHERE i.centre_id = $1 AND i.id = $2`,
      [tx.centreId, id],
    );
    return row ?? null;
  }

  /** Whether its account was short of funds for it before. */
  async wasShort(tx: Tx, id: string): Promise<boolean> {
    const short = 'SELECT FROM instruction WHERE centre_id = $1 AND id = $2 AND short_since IS NOT NULL';
    return (await tx.query(short, [tx.centreId, id])).length > 0;
  }

  /**
   * Writes a new state or a new due time. A worker says its fence, which must still be the valid one, and gives its
   * lease back; a notice has none and leaves a lease alone while there is work left.
   * @throws LeaseLost
   */
  @CrashPoint('instruction-end')
  async change(tx: Tx, id: string, change: Change, fence: Fence | null): Promise<void> {
    const touched = await tx.execute(
      `WITH ${lookedAtAnew(dayOfEnd)}
       UPDATE instruction
          SET state = $3, bank_serial = coalesce($4, bank_serial), value_date = coalesce($5::date, value_date),
              reject_code = coalesce($6, reject_code), paid_journal_id = coalesce($7::uuid, paid_journal_id),
              return_serial = coalesce($8, return_serial), returned_journal_id = coalesce($9::uuid, returned_journal_id),
              due_at = clock_timestamp() + $10::float8 * interval '1 millisecond', questions = questions + $11,
              short_since = CASE WHEN $13 THEN coalesce(short_since, clock_timestamp())
                                 WHEN $3 IN ('created', 'sending', 'unknown') THEN short_since END,
              lease_owner = CASE WHEN $12::bigint IS NULL AND $10::float8 IS NOT NULL THEN lease_owner END,
              lease_until = CASE WHEN $12::bigint IS NULL AND $10::float8 IS NOT NULL THEN lease_until END,
              finished_at = CASE WHEN $3 IN ('paid', 'rejected', 'returned') THEN coalesce(finished_at, clock_timestamp()) END
        WHERE centre_id = $1 AND id = $2 AND ($12::bigint IS NULL OR lease_token = $12)`,
      [
        tx.centreId,
        id,
        change.state,
        change.bankSerial ?? null,
        change.valueDate ?? null,
        change.rejectCode ?? null,
        change.paidJournalId ?? null,
        change.returnSerial ?? null,
        change.returnedJournalId ?? null,
        change.dueInMs,
        change.asked === true ? 1 : 0,
        fence?.token ?? null,
        change.isShort === true,
      ],
    );
    if (touched !== 1) throw new LeaseLost(`the lease on instruction ${id} is not ours any more`);
  }

  /** After a fault of our own: the lease is given back and the instruction comes up again later. */
  async postpone(tx: Tx, id: string, fence: Fence, dueInMs: number): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET due_at = clock_timestamp() + $4::float8 * interval '1 millisecond', questions = questions + 1,
              lease_owner = NULL, lease_until = NULL
        WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
      [tx.centreId, id, fence.token, dueInMs],
    );
  }

  /** Two people have the bank's word for how it ended: it goes on from here. */
  async unfreeze(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET frozen = false, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
  }

  /** Stops everything automatic; the state stays as it is. The lease ends, so that nobody works on it. */
  async freeze(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET frozen = true, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
  }

  /** Makes the safety net ask the bank at once; a lease that somebody holds is left to them. */
  async hurry(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE instruction SET due_at = clock_timestamp() WHERE centre_id = $1 AND id = $2 AND due_at > clock_timestamp()`,
      [tx.centreId, id],
    );
  }

  private async lockWhere(
    tx: Tx,
    condition: string,
    ...values: readonly string[]
  ): Promise<(Instruction & Duty) | null> {
    const [row] = await tx.query<Instruction & Duty>(
      `SELECT ${columns}, ${duty} FROM ${joined} WHERE i.centre_id = $1 AND ${condition} FOR NO KEY UPDATE OF i`,
      [tx.centreId, ...values],
    );
    return row ?? null;
  }
}
