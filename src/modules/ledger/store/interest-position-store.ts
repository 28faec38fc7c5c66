import { type Day, parseDay } from '../../../kernel/calendar';
import { fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { Accumulation } from '../domain/accumulation';
import type { Movement } from '../domain/interest';

/** A member's row as interest sees it, and what moved the account in the interest year. */
export interface InterestPosition {
  readonly state: Accumulation;
  /** First day after the last year paid; null before the first. */
  readonly settledTo: Day | null;
  /** Balance at the beginning of the year by value date. */
  readonly openingFen: bigint;
  /** Movements valued in the year, one a day, earliest first. */
  readonly movements: readonly Movement[];
  /** Interest posted on the last 30 June; null when none was. */
  readonly lastPosted: { readonly on: Day; readonly amountFen: bigint } | null;
}

/** @param yearFrom 1 July: what is valued before is the opening balance. */
export async function selectPosition(
  tx: Tx,
  accountId: bigint,
  yearFrom: Day,
): Promise<InterestPosition | null> {
  const [row] = await tx.query<{
    balance: bigint;
    accumulation: bigint;
    closed: string;
    accumulatedTo: string;
    settledTo: string | null;
    moves: readonly { on: string; amount: string }[];
    posted: { on: string; amount: string } | null;
  }>(
    `SELECT b.carried_fen + b.current_fen AS balance, b.accumulation, b.closed_numerator AS closed, b.accumulated_to AS "accumulatedTo",
            nullif(b.settled_to, '-infinity') AS "settledTo", m.moves,
            (SELECT jsonb_build_object('on', e.business_date, 'amount', e.amount_fen::text)
               FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind = 'annual-interest'
              WHERE e.centre_id = $1 AND e.account_id = $2 ORDER BY e.business_date DESC LIMIT 1) AS posted
       FROM member_balance AS b CROSS JOIN LATERAL (
         SELECT coalesce(jsonb_agg(jsonb_build_object('on', d.day, 'amount', d.amount::text) ORDER BY d.day), '[]') AS moves
           FROM (SELECT greatest(j.value_date, $3::date - 1) AS day, sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) AS amount
                   FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                  WHERE e.centre_id = $1 AND e.account_id = $2 GROUP BY 1) AS d) AS m
      WHERE b.centre_id = $1 AND b.account_id = $2`,
    [tx.centreId, accountId, yearFrom],
  );
  if (!row) return null;
  const moves = row.moves.map(({ on, amount }) => ({ on: parseDay(on), amount: fen(BigInt(amount)) }));
  return {
    state: {
      balance: fen(row.balance),
      openFenDays: row.accumulation,
      closedNumerator: BigInt(row.closed),
      accumulatedTo: parseDay(row.accumulatedTo),
    },
    settledTo: row.settledTo === null ? null : parseDay(row.settledTo),
    openingFen: moves.find(({ on }) => on < yearFrom)?.amount ?? 0n,
    movements: moves.filter(({ on }) => on >= yearFrom),
    lastPosted: row.posted && { on: parseDay(row.posted.on), amountFen: BigInt(row.posted.amount) },
  };
}
