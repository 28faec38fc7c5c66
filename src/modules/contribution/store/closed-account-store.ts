import type { Tx } from '../../../platform/database/tx';

/** A person's open account, else the one closed last; null when the person never had one. */
export async function selectLatestAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
  const [row] = await tx.query<{ id: bigint }>(
    `SELECT account_id AS id FROM member_account WHERE centre_id = $1 AND person_id = $2
      ORDER BY state IN ('01', '02', '06') DESC, closed_on DESC NULLS LAST, account_id DESC LIMIT 1`,
    [tx.centreId, personId],
  );
  return row?.id ?? null;
}

/** 提取销户: active or sealed → 05. False when the account is in another state. */
export async function closeAccount(
  tx: Tx,
  accountId: bigint,
  closing: { on: string; reason: string },
): Promise<boolean> {
  const closed = await tx.execute(
    `UPDATE member_account SET state_before_closing = state, state = '05', closed_on = $3::date, closing_reason = $4
      WHERE centre_id = $1 AND account_id = $2 AND state IN ('01', '02')`,
    [tx.centreId, accountId, closing.on, closing.reason],
  );
  return closed === 1;
}

/** How an account stands after it was to be opened again. */
export type Reopened = 'was-open' | 'reopened' | 'closed';

/** For which case, on which day and when something is written into a roster's history. */
export interface Written {
  readonly caseId: string;
  readonly on: string;
  readonly at: Date;
}

/**
 * The history's 'seal' of accounts that are sealed because their closing had ended their employment: from the month
 * after the last list on which each stands. `of` yields centre_id, account_id, unit_id, case_id and last_month; `on`
 * and `at` are parameters.
 */
export function sealInHistory(of: string, { on, at }: { on: string; at: string }): string {
  return `INSERT INTO roster_change (centre_id, account_id, unit_id, kind, from_month, reason, case_id, made_on, made_at)
    SELECT s.centre_id, s.account_id, s.unit_id, 'seal', s.last_month + CASE s.last_month % 100 WHEN 12 THEN 89 ELSE 1 END,
           'retirement-pending', s.case_id, ${on}::date, ${at}::timestamptz
      FROM (${of}) AS s ORDER BY s.account_id`;
}

/** The last month of whose list account `m` stands at its unit; lists that are not confirmed do not count. */
export const lastMonthListed = `
  (SELECT max(l.month) FROM remittance_line AS r JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
    WHERE r.centre_id = m.centre_id AND r.account_id = m.account_id AND l.unit_id = m.unit_id
      AND l.state NOT IN ('DRAFT', 'CANCELLED'))`;

const latestStep = `
  (SELECT c.kind FROM roster_change AS c WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id AND c.kind <> 'base'
    ORDER BY c.id DESC LIMIT 1)`;

/**
 * 04 or 05 → what it was before. Stays closed when the person has another open account by now: one open account a person
 * (条例13条). One that is sealed again has its day and its step in the history, should it lack them.
 */
export async function reopenAccount(tx: Tx, accountId: bigint, written: Written): Promise<Reopened> {
  const [row] = await tx.query<{ state: string; reopened: boolean }>(
    `WITH reopened AS (
       UPDATE member_account AS m
          SET state = m.state_before_closing, closed_on = NULL, closing_reason = NULL, state_before_closing = NULL,
              sealed_on = CASE m.state_before_closing WHEN '02' THEN coalesce(m.sealed_on, $4::date) END
        WHERE m.centre_id = $1 AND m.account_id = $2 AND m.state IN ('04', '05') AND NOT EXISTS (
          SELECT FROM member_account AS o WHERE o.centre_id = m.centre_id AND o.person_id = m.person_id
             AND o.state IN ('01', '02', '06'))
       RETURNING m.centre_id, m.account_id, m.unit_id, m.state, m.opened_on
     ), told AS (
       ${sealInHistory(
         `SELECT m.centre_id, m.account_id, m.unit_id, $3::uuid AS case_id,
                 coalesce(${lastMonthListed}, to_char(m.opened_on, 'YYYYMM')::int) AS last_month
            FROM reopened AS m WHERE m.state = '02' AND ${latestStep} IS DISTINCT FROM 'seal'`,
         { on: '$4', at: '$5' },
       )}
     )
     SELECT m.state, EXISTS (SELECT FROM reopened) AS reopened
       FROM member_account AS m WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId, written.caseId, written.on, written.at],
  );
  if (!row) throw new Error(`there is no account ${accountId}`);
  if (row.reopened) return 'reopened';
  return ['01', '02', '06'].includes(row.state) ? 'was-open' : 'closed';
}
