import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** The account that a person contributes to. */
export interface ContributionAccount {
  readonly accountId: bigint;
  /** JGJ/T 320 A.6: 01, 02 or 06. */
  readonly state: string;
  /** 个人缴存基数. */
  readonly baseFen: Fen;
}

/** The person's open account; null when there is none. */
export async function selectContributionOf(tx: Tx, personId: string): Promise<ContributionAccount | null> {
  const [row] = await tx.query<ContributionAccount>(
    `SELECT account_id AS "accountId", state, base_fen AS "baseFen" FROM member_account
      WHERE centre_id = $1 AND person_id = $2 AND state IN ('01', '02', '06')`,
    [tx.centreId, personId],
  );
  return row ?? null;
}
