import type { Fen } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import type { FundDay } from '../../domain/fund/fund-day';

const columns = `day, deposits_fen AS deposits, loans_fen AS loans, overdue_fen AS overdue, under_way_fen AS "underWay",
  room_fen AS room, admitted_fen AS admitted`;

/**
 * Measures a day once, by the balances as they stand: deposits of members, loans outstanding (what was written off is
 * lent no more), what of them is overdue for so many months, what is on its way to be lent. `lendable`, '0.95', is the share of the deposits that may be lent.
 */
export async function measureFundDay(
  tx: Tx,
  of: { day: string; lendable: string; overdueMonths: number; at: Date },
): Promise<void> {
  await tx.execute(
    `INSERT INTO fund_day (centre_id, day, deposits_fen, loans_fen, overdue_fen, under_way_fen, lendable, room_fen, measured_at)
     SELECT $1, $2::date, d.fen, l.fen, l.overdue, u.fen, $3::numeric, floor(d.fen * $3::numeric)::bigint - l.fen - u.fen, $5
       FROM (SELECT coalesce(sum(carried_fen + current_fen), 0)::bigint AS fen FROM member_balance WHERE centre_id = $1) AS d
       CROSS JOIN (
         SELECT coalesce(sum(principal_fen - written_off_fen), 0)::bigint AS fen,
                coalesce(sum(principal_fen) FILTER (WHERE overdue_periods >= $4 AND state <> 'bad'), 0)::bigint AS overdue
           FROM loan_account WHERE centre_id = $1) AS l
       CROSS JOIN (
         SELECT coalesce(sum(o.amount_fen), 0)::bigint AS fen
           FROM loan_disbursement AS p JOIN loan AS o ON o.centre_id = p.centre_id AND o.id = p.loan_id
          WHERE p.centre_id = $1 AND (p.state = 'sent' OR (p.state = 'due' AND p.admitted_on IS NOT NULL))) AS u
     ON CONFLICT (centre_id, day) DO NOTHING`,
    [tx.centreId, of.day, of.lendable, of.overdueMonths, of.at],
  );
}

/** The latest day that was measured, through a day; locked, so that whoever is let through on its room is so one by one. */
export async function lockFundDay(tx: Tx, through: string): Promise<FundDay | null> {
  const [row] = await tx.query<FundDay>(
    `SELECT ${columns} FROM fund_day WHERE centre_id = $1 AND day <= $2::date ORDER BY day DESC LIMIT 1 FOR NO KEY UPDATE`,
    [tx.centreId, through],
  );
  return row ?? null;
}

/** The latest days that were measured through a day, the latest first. */
export function selectFundDays(tx: Tx, through: string, limit: number): Promise<FundDay[]> {
  return tx.query<FundDay>(
    `SELECT ${columns} FROM fund_day WHERE centre_id = $1 AND day <= $2::date ORDER BY day DESC LIMIT $3`,
    [tx.centreId, through, limit],
  );
}

/** Lets a payment through on the room of a locked day, and says so. */
export async function admitOnDay(
  tx: Tx,
  of: { id: string; day: string; loanId: string; amountFen: Fen; queueNo: bigint | null; at: Date },
): Promise<void> {
  await tx.execute(
    `WITH spent AS (
       UPDATE fund_day SET admitted_fen = admitted_fen + $5 WHERE centre_id = $1 AND day = $3::date RETURNING day
     ), let AS (
       UPDATE loan_disbursement SET admitted_on = $3::date WHERE centre_id = $1 AND loan_id = $4
     )
     INSERT INTO fund_admission (centre_id, id, day, loan_id, amount_fen, queue_no, admitted_at)
     SELECT $1, $2, day, $4, $5, $6, $7 FROM spent`,
    [tx.centreId, of.id, of.day, of.loanId, of.amountFen, of.queueNo, of.at],
  );
}
