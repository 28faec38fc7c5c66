import type { Tx } from '../../../platform/database/tx';

/** SQL: the loan of each thing for which an order is given to a bank. */
const LOANS = {
  disbursement: 'SELECT centre_id, id, id AS loan_id FROM loan',
  refund: 'SELECT centre_id, id, loan_id FROM loan_refund',
  deduction: 'SELECT centre_id, id, loan_id FROM loan_deduction',
} as const;

/** Who stands in the loans of these, and who sells the homes; each person once. */
export async function selectPeopleOf(
  tx: Tx,
  what: keyof typeof LOANS,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ personId: string }>(
    `WITH l AS (SELECT loan_id FROM (${LOANS[what]}) AS o WHERE o.centre_id = $1 AND o.id = ANY ($2::uuid[]))
     SELECT person_id AS "personId" FROM loan_party WHERE centre_id = $1 AND loan_id IN (SELECT loan_id FROM l)
      UNION SELECT person_id FROM loan_hall_seller WHERE centre_id = $1 AND loan_id IN (SELECT loan_id FROM l)`,
    [tx.centreId, ids],
  );
  return rows.map(({ personId }) => personId);
}
