import type { Tx } from '../../../platform/database/tx';
import type { BalanceState } from '../domain/account-balance';
import type { AccountPurpose } from '../domain/purposes';

/** An account of the centre, whose it is and what for, with how it stands against its bank. */
export interface AccountMasterRow {
  readonly id: string;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly owner: string;
  readonly purpose: AccountPurpose;
  /** Leaf of the books. */
  readonly leaf: string;
  readonly balanceState: BalanceState;
  readonly bookFen: bigint | null;
  readonly bankFen: bigint | null;
  readonly answeredAt: Date | null;
  /** Last day up to which nothing is open; null while none was compared. */
  readonly explainedTo: string | null;
  readonly openDifferences: number;
  /** How far its closing is; null where there is none. */
  readonly closing: 'proposed' | 'moving' | 'closed' | null;
  readonly intoAccountNo: string | null;
}

/** Every account, by bank and number. */
export function selectAccountMaster(tx: Tx): Promise<AccountMasterRow[]> {
  return tx.query<AccountMasterRow>(
    `SELECT a.id, a.bank_code AS "bankCode", a.account_no AS "accountNo", a.name AS owner, a.purpose, l.code AS leaf,
            coalesce(b.state, 'unasked') AS "balanceState", b.book_fen AS "bookFen", b.bank_fen AS "bankFen",
            b.answered_at AS "answeredAt", s.explained_to::text AS "explainedTo", coalesce(d.open, 0) AS "openDifferences",
            CASE WHEN z.id IS NULL THEN NULL WHEN z.closed_at IS NOT NULL THEN 'closed' WHEN z.agreed THEN 'moving' ELSE 'proposed' END AS closing,
            i.account_no AS "intoAccountNo"
       FROM bank_account AS a
       JOIN ledger_account AS l ON l.centre_id = a.centre_id AND l.id = a.leaf_account_id
       LEFT JOIN bank_balance AS b ON b.centre_id = a.centre_id AND b.id = a.id
       LEFT JOIN (SELECT bank_account_id, coalesce(min(day) FILTER (WHERE explained_at IS NULL AND due_at IS NOT NULL) - 1,
                           max(day) FILTER (WHERE explained_at IS NOT NULL)) AS explained_to
                    FROM bank_statement WHERE centre_id = $1 GROUP BY 1) AS s ON s.bank_account_id = a.id
       LEFT JOIN (SELECT t.bank_account_id, count(*)::int AS open FROM statement_difference AS f
                    JOIN bank_statement AS t ON t.centre_id = f.centre_id AND t.id = f.statement_id
                   WHERE f.centre_id = $1 AND f.state = 'open' GROUP BY 1) AS d ON d.bank_account_id = a.id
       LEFT JOIN bank_account_closing AS z ON z.centre_id = a.centre_id AND z.bank_account_id = a.id AND z.agreed IS DISTINCT FROM false
       LEFT JOIN bank_account AS i ON i.centre_id = z.centre_id AND i.id = z.into_account_id
      WHERE a.centre_id = $1 ORDER BY a.bank_code, a.account_no`,
    [tx.centreId],
  );
}
