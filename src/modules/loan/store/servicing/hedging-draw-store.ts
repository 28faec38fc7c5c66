import type { Tx } from '../../../../platform/database/tx';
import type { HedgingDraw } from '../../domain/hedging/hedging-draw';

/** An account that stands in for a loan, as it is today; of somebody whose account is closed or frozen there is none. */
export interface DrawnAccount {
  readonly accountId: bigint;
  readonly personId: string;
}

/** Accounts that may be drawn on for a loan, in the order of its agreement, and whether one is frozen; null when none is in force. */
export async function selectDrawnAccounts(
  tx: Tx,
  loanId: string,
): Promise<{ draw: HedgingDraw; isFrozen: boolean; accounts: DrawnAccount[] } | null> {
  const rows = await tx.query<{
    draw: HedgingDraw;
    accountId: bigint | null;
    personId: string;
    isFrozen: boolean;
  }>(
    `SELECT g.draw, m.account_id AS "accountId", p.person_id AS "personId",
            EXISTS (SELECT FROM member_account AS f WHERE f.centre_id = g.centre_id AND f.person_id = p.person_id AND f.state = '06') AS "isFrozen"
       FROM hedging_agreement AS g
       JOIN hedging_party AS p ON p.centre_id = g.centre_id AND p.agreement_id = g.id AND p.left_on IS NULL
       LEFT JOIN member_account AS m ON m.centre_id = g.centre_id AND m.person_id = p.person_id AND m.state IN ('01', '02')
      WHERE g.centre_id = $1 AND g.loan_id = $2 AND g.state = 'in-force' ORDER BY p.position`,
    [tx.centreId, loanId],
  );
  const [first] = rows;
  if (!first) return null;
  return {
    draw: first.draw,
    isFrozen: rows.some(({ isFrozen }) => isFrozen),
    accounts: rows.flatMap(({ accountId, personId }) =>
      accountId === null ? [] : [{ accountId, personId }],
    ),
  };
}

/** What is free on each of these locked accounts: posted less held. */
export async function selectFree(tx: Tx, accountIds: readonly bigint[]): Promise<Map<bigint, bigint>> {
  const rows = await tx.query<{ accountId: bigint; freeFen: bigint }>(
    `SELECT account_id AS "accountId", carried_fen + current_fen - held_fen AS "freeFen" FROM member_balance
      WHERE centre_id = $1 AND account_id = ANY ($2::bigint[])`,
    [tx.centreId, accountIds],
  );
  return new Map(rows.map(({ accountId, freeFen }) => [accountId, freeFen]));
}

/** Yearly agreements whose anniversary has come and was not taken up, in the order of their loans. */
export function selectYearlyDue(
  tx: Tx,
  day: string,
  limit: number,
): Promise<{ agreementId: string; loanId: string; dueOn: string }[]> {
  return tx.query(
    `SELECT id AS "agreementId", loan_id AS "loanId", (coalesce(drawn_on, in_force_on) + interval '1 year')::date AS "dueOn"
       FROM hedging_agreement
      WHERE centre_id = $1 AND draw = 'yearly' AND state = 'in-force' AND coalesce(drawn_on, in_force_on) + interval '1 year' <= $2::date
      ORDER BY loan_id LIMIT $3`,
    [tx.centreId, day, limit],
  );
}

/** The anniversary is taken up; drawn from again a year after it. */
export async function storeYearlyDrawn(tx: Tx, agreementId: string, on: string): Promise<void> {
  await tx.execute('UPDATE hedging_agreement SET drawn_on = $3::date WHERE centre_id = $1 AND id = $2', [
    tx.centreId,
    agreementId,
    on,
  ]);
}
