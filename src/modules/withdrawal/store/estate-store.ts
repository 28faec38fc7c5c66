import type { Tx } from '../../../platform/database/tx';

export type EstateState = 'proposed' | 'declined' | 'moving' | 'failed' | 'done';

/** The account of a member who died without heir and legatee. */
export interface Estate {
  readonly id: string;
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly personId: string;
  readonly state: EstateState;
  readonly diedOn: string;
  readonly deathNo: string;
  readonly rulingNo: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly principalFen: bigint | null;
  readonly interestFen: bigint | null;
}

const columns = `e.id, e.account_id AS "accountId", m.account_no AS "accountNo", e.person_id AS "personId", e.state, e.died_on AS "diedOn",
  e.death_no AS "deathNo", e.ruling_no AS "rulingNo", e.proposed_person_id AS "proposedBy", e.proposed_at AS "proposedAt",
  e.decided_at AS "decidedAt", e.principal_fen AS "principalFen", e.interest_fen AS "interestFen"`;
const joined = `estate AS e JOIN member_account AS m ON m.centre_id = e.centre_id AND m.account_id = e.account_id`;

/** Stores a proposal; false when one is open for the account. */
export async function insertEstate(
  tx: Tx,
  made: Pick<
    Estate,
    'id' | 'accountId' | 'personId' | 'diedOn' | 'deathNo' | 'rulingNo' | 'proposedBy' | 'proposedAt'
  >,
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO estate (centre_id, id, account_id, person_id, state, died_on, death_no, ruling_no, proposed_person_id, proposed_at)
     VALUES ($1, $2, $3, $4, 'proposed', $5::date, $6, $7, $8, $9)
     ON CONFLICT (centre_id, account_id) WHERE state IN ('proposed', 'moving') DO NOTHING`,
    [
      tx.centreId,
      made.id,
      made.accountId,
      made.personId,
      made.diedOn,
      made.deathNo,
      made.rulingNo,
      made.proposedBy,
      made.proposedAt,
    ],
  );
  return stored === 1;
}

/** @param options.lock for the transaction; the account's balance is locked before. */
export async function selectEstate(tx: Tx, id: string, options: { lock: boolean }): Promise<Estate | null> {
  const [row] = await tx.query<Estate>(
    `SELECT ${columns} FROM ${joined} WHERE e.centre_id = $1 AND e.id = $2 ${options.lock ? 'FOR NO KEY UPDATE OF e' : ''}`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** The latest first. */
export function selectEstates(tx: Tx, limit: number): Promise<Estate[]> {
  return tx.query<Estate>(
    `SELECT ${columns} FROM ${joined} WHERE e.centre_id = $1 ORDER BY e.proposed_at DESC, e.id DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** @param decided.terms what falls to the gains; null: declined. */
export async function storeEstateDecision(
  tx: Tx,
  decided: {
    readonly id: string;
    readonly by: string;
    readonly at: Date;
    readonly terms: { readonly principalFen: bigint; readonly interestFen: bigint } | null;
  },
): Promise<void> {
  await tx.execute(
    `UPDATE estate SET state = CASE WHEN $5::bigint IS NULL THEN 'declined' ELSE 'moving' END, decided_person_id = $3, decided_at = $4,
            principal_fen = $5, interest_fen = $6
      WHERE centre_id = $1 AND id = $2`,
    [
      tx.centreId,
      decided.id,
      decided.by,
      decided.at,
      decided.terms?.principalFen ?? null,
      decided.terms?.interestFen ?? null,
    ],
  );
}

/** @param ended.journalId its voucher; null: the bank refused to move the money. */
export async function storeEstateEnd(
  tx: Tx,
  ended: { readonly id: string; readonly journalId: string | null; readonly at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE estate SET state = CASE WHEN $3::uuid IS NULL THEN 'failed' ELSE 'done' END, journal_id = $3, ended_at = $4
      WHERE centre_id = $1 AND id = $2 AND state = 'moving'`,
    [tx.centreId, ended.id, ended.journalId, ended.at],
  );
}

/** What stands in the way of an account's going to the gains: its state, and loans its holder has not repaid. */
export async function selectEstateAccount(
  tx: Tx,
  accountId: bigint,
): Promise<{ readonly state: string; readonly loans: number } | null> {
  const [row] = await tx.query<{ state: string; loans: number }>(
    `SELECT m.state, (SELECT count(*)::int FROM loan_party AS p JOIN loan AS l ON l.centre_id = p.centre_id AND l.id = p.loan_id
               WHERE p.centre_id = m.centre_id AND p.person_id = m.person_id AND p.settled_on IS NULL
                 AND l.state NOT IN ('settled', 'void')) AS loans
       FROM member_account AS m WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId],
  );
  return row ?? null;
}
