import type { Tx } from '../../../../platform/database/tx';

/**
 * Loans without a card get the one their borrower has bound; those whose card was replaced, the one of the same holder
 * now. A card that a former system named stays the loan's until its borrower has another one set: it was never a payout
 * card, so binding one changes nothing of it. In the order of their ids, at most `limit`; @returns how many.
 */
export function followCards(tx: Tx, limit: number): Promise<number> {
  return tx.execute(
    `WITH stale AS MATERIALIZED (
       SELECT a.loan_id, n.id AS card_id FROM loan_account AS a
         JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
         LEFT JOIN payout_card AS c ON c.centre_id = a.centre_id AND c.id = a.card_id
         JOIN payout_card AS n ON n.centre_id = a.centre_id AND n.person_id = coalesce(c.person_id, l.borrower_id) AND n.replaced_at IS NULL
        WHERE a.centre_id = $1 AND a.state <> 'settled' AND (a.card_id IS NULL OR (c.replaced_at IS NOT NULL AND c.evidence_id <> 'takeover'))
        ORDER BY a.loan_id LIMIT $2 FOR NO KEY UPDATE OF a
     )
     UPDATE loan_account AS a SET card_id = stale.card_id, version = a.version + 1 FROM stale
      WHERE a.centre_id = $1 AND a.loan_id = stale.loan_id`,
    [tx.centreId, limit],
  );
}

/** The loan is repaid from this card from now on; the caller holds its row. */
export async function storeRepaymentCard(tx: Tx, loanId: string, cardId: string): Promise<void> {
  await tx.execute(
    'UPDATE loan_account SET card_id = $3, version = version + 1 WHERE centre_id = $1 AND loan_id = $2',
    [tx.centreId, loanId, cardId],
  );
}

/** Last four digits of a card; null when it is not known. */
export async function selectCardTail(tx: Tx, cardId: string): Promise<string | null> {
  const [row] = await tx.query<{ last4: string }>(
    'SELECT last4 FROM payout_card WHERE centre_id = $1 AND id = $2',
    [tx.centreId, cardId],
  );
  return row?.last4 ?? null;
}
