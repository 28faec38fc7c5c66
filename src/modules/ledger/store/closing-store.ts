import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { ClosingAccount, ClosingTerms } from '../domain/closing';
import type { Hold } from './hold-store';
import { HoldRefused } from './hold-store';

/** In the place of a reason of A.7: the account went to another city (外部转出销户). */
export const TRANSFERRED = '00';

export interface NewClosing {
  readonly accountId: bigint;
  readonly personId: string;
  readonly caseId: string;
  /** 销户原因, two digits of JGJ/T 320 A.7. */
  readonly reason: string;
  readonly terms: ClosingTerms;
}

/** The hold of a closing with its terms; `amountFen` is the principal. */
export interface ClosingHold extends Hold {
  readonly reason: string;
  readonly interestFen: bigint;
  /** Part of the interest that was booked on 211 by accruals. */
  readonly accruedFen: bigint;
  readonly valueDate: string;
  readonly fenDays: bigint;
  readonly closedNumerator: bigint;
}

/** What the terms of a closing are worked out from, and what is held for others; null when there is no such account. */
export async function selectClosingAccount(
  tx: Tx,
  accountId: bigint,
): Promise<(ClosingAccount & { readonly heldFen: bigint }) | null> {
  const [row] = await tx.query<
    Omit<ClosingAccount, 'closedNumerator' | 'accruedNumerator'> & {
      heldFen: bigint;
      closedNumerator: string;
      accruedNumerator: string;
    }
  >(
    `SELECT b.carried_fen + b.current_fen AS "postedFen", b.held_fen AS "heldFen", b.accumulation,
            b.closed_numerator AS "closedNumerator", b.accumulated_to AS "accumulatedTo",
            CASE WHEN a.day >= b.settled_to THEN interest_numerator_at(b.centre_id, b.account_id, b.closed_numerator,
                   b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, a.day + 1)
                 ELSE 0 END AS "accruedNumerator"
       FROM member_balance AS b
       CROSS JOIN (SELECT max(day) AS day FROM interest_accrual WHERE centre_id = $1) AS a
      WHERE b.centre_id = $1 AND b.account_id = $2`,
    [tx.centreId, accountId],
  );
  return row
    ? {
        ...row,
        closedNumerator: BigInt(row.closedNumerator),
        accruedNumerator: BigInt(row.accruedNumerator),
      }
    : null;
}

/** Sets the whole principal aside and writes the terms beside it. The caller has locked the account. */
export async function insertClosingHold(tx: Tx, closing: NewClosing): Promise<string> {
  const id = newId();
  const { accountId, personId, caseId, reason, terms } = closing;
  const [result] = await tx.query<{ accounts: number }>(
    `WITH account AS (
       UPDATE member_balance SET held_fen = held_fen + $4 WHERE centre_id = $1 AND account_id = $3 RETURNING 1
     ), placed AS (
       INSERT INTO hold (centre_id, id, account_id, person_id, amount_fen, kind, case_id, closing_reason, value_date,
                         interest_fen, fen_days, rate_e8, closed_numerator, accrued_fen)
       VALUES ($1, $2, $3, $6, $4, 'closing', $5, $12, $7::date, $8, $9, $10, $11, $13)
     )
     SELECT count(*)::int AS accounts FROM account`,
    [
      tx.centreId,
      id,
      accountId,
      terms.principalFen,
      caseId,
      personId,
      terms.valueDate,
      terms.interestFen,
      terms.fenDays,
      terms.rate,
      terms.closedNumerator.toString(),
      reason,
      terms.accruedFen,
    ],
  );
  if (result?.accounts !== 1) throw new HoldRefused('the account of a closing does not exist');
  return id;
}

/** The closing of a case, its hold locked; null when the case holds none. */
export async function selectClosingOfCase(tx: Tx, caseId: string): Promise<ClosingHold | null> {
  const [row] = await tx.query<Omit<ClosingHold, 'closedNumerator'> & { closedNumerator: string }>(
    `SELECT id, account_id AS "accountId", amount_fen AS "amountFen", pot_id AS "potId", state,
            closing_reason AS reason, value_date AS "valueDate",
            interest_fen AS "interestFen", accrued_fen AS "accruedFen", fen_days AS "fenDays", closed_numerator AS "closedNumerator"
       FROM hold WHERE centre_id = $1 AND case_id = $2 AND kind = 'closing' FOR NO KEY UPDATE`,
    [tx.centreId, caseId],
  );
  return row ? { ...row, closedNumerator: BigInt(row.closedNumerator) } : null;
}

/**
 * Takes the accumulation that a closing has paid for off the row (`sign` -1), or puts it back (+1). What came after
 * approval stays: its days are paid by whatever closes the account next. Where the segment of its fen · days has been
 * closed on the row since, they are numerator by now.
 * @returns what is posted on the account now, in fen.
 */
export async function shiftAccumulation(tx: Tx, hold: ClosingHold, sign: 1n | -1n): Promise<bigint> {
  const [row] = await tx.query<{ posted: bigint }>(
    `UPDATE member_balance AS b
        SET accumulation = b.accumulation + CASE WHEN t.same THEN t.fen_days ELSE 0 END,
            closed_numerator = b.closed_numerator + t.closed + CASE WHEN t.same THEN 0 ELSE t.fen_days::numeric * t.rate_e8 END
       FROM (SELECT h.fen_days * $4::bigint AS fen_days, h.closed_numerator * $4::bigint AS closed, h.rate_e8,
                    interest_since($1, h.value_date) = interest_since($1, m.accumulated_to) AS same
               FROM hold AS h JOIN member_balance AS m ON m.centre_id = h.centre_id AND m.account_id = h.account_id
              WHERE h.centre_id = $1 AND h.id = $3) AS t
      WHERE b.centre_id = $1 AND b.account_id = $2 RETURNING b.carried_fen + b.current_fen AS posted`,
    [tx.centreId, hold.accountId, hold.id, sign],
  );
  if (!row) throw new HoldRefused('the account of a closing does not exist');
  return row.posted;
}

/**
 * The case of the last closing of an account whose money has left and stayed away; null when there is none, or when the
 * account went to another city with it.
 */
export async function selectLastClosing(tx: Tx, accountId: bigint): Promise<string | null> {
  const [row] = await tx.query<{ caseId: string; reason: string }>(
    `SELECT case_id AS "caseId", closing_reason AS reason FROM hold
      WHERE centre_id = $1 AND account_id = $2 AND kind = 'closing' AND state = 'settled' ORDER BY ended_at DESC, id DESC LIMIT 1`,
    [tx.centreId, accountId],
  );
  return row === undefined || row.reason === TRANSFERRED ? null : row.caseId;
}
