import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** States of an account that holds its person's one place: active, sealed, frozen. */
const OPEN = `state IN ('01', '02', '06')`;

export interface NewMemberAccount {
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly personId: string;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

export interface MemberStanding {
  readonly state: string;
  readonly district: string;
  readonly unitState: string;
}

/** Opens accounts in state 01 with one INSERT; a person who has an open one violates `member_account_one_open`. */
export async function insertMemberAccounts(
  tx: Tx,
  of: { unitId: bigint; openedOn: string },
  accounts: readonly NewMemberAccount[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen,
       employee_fen, opened_on)
     SELECT $1, a.account_id, a.person_id, $2, '01', a.account_no, a.base_fen, a.employer_fen, a.employee_fen, $3::date
       FROM unnest($4::bigint[], $5::uuid[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[])
            AS a (account_id, person_id, account_no, base_fen, employer_fen, employee_fen)
      ORDER BY a.person_id`,
    [
      tx.centreId,
      of.unitId,
      of.openedOn,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ personId }) => personId),
      accounts.map(({ accountNo }) => accountNo),
      accounts.map(({ base }) => base),
      accounts.map(({ employer }) => employer),
      accounts.map(({ employee }) => employee),
    ],
  );
}

/** Ledger account of a person's open account (active, sealed or frozen); null when there is none. */
export async function selectOpenAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
  const [row] = await tx.query<{ id: bigint }>(
    `SELECT account_id AS id FROM member_account WHERE centre_id = $1 AND person_id = $2 AND ${OPEN}`,
    [tx.centreId, personId],
  );
  return row?.id ?? null;
}

/** The unit at which each of these people has an open account; people without one are left out. */
export async function selectOpenUnitsOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, { readonly unitId: bigint; readonly state: '01' | '02' | '06' }>> {
  const rows = await tx.query<{ personId: string; unitId: bigint; state: '01' | '02' | '06' }>(
    `SELECT person_id AS "personId", unit_id AS "unitId", state FROM member_account
      WHERE centre_id = $1 AND person_id = ANY ($2::uuid[]) AND ${OPEN}`,
    [tx.centreId, personIds],
  );
  return new Map(rows.map(({ personId, ...account }) => [personId, account]));
}

/** Payday of the unit at which the account is. */
export async function selectPaydayOf(tx: Tx, accountId: bigint): Promise<number> {
  const [row] = await tx.query<{ payday: number }>(
    `SELECT u.payday FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
      WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId],
  );
  if (!row) throw new Error(`account ${accountId} is at no unit`);
  return row.payday;
}

/** State of an account and of its employer's, kept as it is until the end of the transaction when locked. */
export async function selectStanding(
  tx: Tx,
  accountId: bigint,
  { lock }: { lock: boolean },
): Promise<MemberStanding | null> {
  const [row] = await tx.query<MemberStanding>(
    `SELECT m.state, u.district, u.state AS "unitState" FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
      WHERE m.centre_id = $1 AND m.account_id = $2${lock ? ' FOR SHARE OF m' : ''}`,
    [tx.centreId, accountId],
  );
  return row ?? null;
}
