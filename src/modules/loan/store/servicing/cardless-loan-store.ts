import type { Tx } from '../../../../platform/database/tx';

/** A loan that is being repaid and has no card that could be asked for what its accounts do not give, nor gets one tonight. */
export interface CardlessLoan {
  readonly loanId: string;
  readonly loanNo: string;
  readonly borrowerId: string;
  readonly takenOver: boolean;
  readonly disbursedOn: string;
  readonly nextDueOn: string | null;
  readonly unpaidPeriods: number;
}

const cardless = `loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
  WHERE a.centre_id = $1 AND a.card_id IS NULL AND a.state <> 'settled' AND NOT EXISTS (
    SELECT FROM hedging_agreement AS g WHERE g.centre_id = a.centre_id AND g.loan_id = a.loan_id AND g.state = 'in-force'
       AND g.draw = 'accounts-only')
    AND NOT EXISTS (
    SELECT FROM payout_card AS c WHERE c.centre_id = l.centre_id AND c.person_id = l.borrower_id AND c.replaced_at IS NULL)`;

/** Those of which something is unpaid first, then by what falls due next. */
export function selectCardless(tx: Tx, limit: number): Promise<CardlessLoan[]> {
  return tx.query<CardlessLoan>(
    `SELECT a.loan_id AS "loanId", l.loan_no AS "loanNo", l.borrower_id AS "borrowerId", a.former_no IS NOT NULL AS "takenOver",
            a.disbursed_on AS "disbursedOn", a.next_due_on AS "nextDueOn", a.unpaid_periods AS "unpaidPeriods"
       FROM ${cardless} ORDER BY a.unpaid_periods DESC, a.next_due_on, a.loan_id LIMIT $2`,
    [tx.centreId, limit],
  );
}

export async function isCardless(tx: Tx, loanId: string): Promise<boolean> {
  const [row] = await tx.query(`SELECT 1 FROM ${cardless} AND a.loan_id = $2`, [tx.centreId, loanId]);
  return row !== undefined;
}
