import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { TRANSFERRED } from '../../ledger';
import type { ListState } from '../domain/remittance/list-state';
import type { Movement } from '../domain/statement/movement';

/** An account as a certificate shows it. */
export interface CertifiedAccount {
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly state: string;
  /** Active, or frozen while it was. */
  readonly contributes: boolean;
  readonly employerId: string;
  readonly unitId: bigint;
  readonly unitAccountNo: string;
  /** `central` and `flexible` units have no employer. */
  readonly unitKind: 'employer' | 'central' | 'flexible';
  readonly openedOn: string;
  readonly sealedOn: string | null;
  readonly baseFen: Fen;
  /** What the last list or change of the account made of its base. */
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
  readonly balanceFen: Fen;
}

export async function selectCertifiedAccount(tx: Tx, accountId: bigint): Promise<CertifiedAccount | null> {
  const [row] = await tx.query<CertifiedAccount>(
    `SELECT m.account_id AS "accountId", m.account_no AS "accountNo", m.state, coalesce(m.state_before_freeze, m.state) = '01' AS contributes,
            u.employer_id AS "employerId", m.unit_id AS "unitId", u.unit_account_no AS "unitAccountNo", u.kind AS "unitKind",
            m.opened_on AS "openedOn", m.sealed_on AS "sealedOn", m.base_fen AS "baseFen", m.employer_fen AS "employerFen",
            m.employee_fen AS "employeeFen", b.carried_fen + b.current_fen AS "balanceFen"
       FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
       JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
      WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId],
  );
  return row ?? null;
}

/** Accounts of a unit that get remittances, and those that are sealed. */
export async function selectHeadcount(tx: Tx, unitId: bigint): Promise<{ active: number; sealed: number }> {
  const [row] = await tx.query<{ active: number; sealed: number }>(
    `SELECT count(*) FILTER (WHERE state = '01')::int AS active, count(*) FILTER (WHERE state = '02')::int AS sealed
       FROM (SELECT coalesce(state_before_freeze, state) AS state FROM member_account WHERE centre_id = $1 AND unit_id = $2) AS m`,
    [tx.centreId, unitId],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

interface MovementRow {
  readonly on: string;
  readonly kind: string;
  readonly side: 'D' | 'C' | null;
  readonly amount: string;
  readonly interest: string;
}

const isClosing = `j.kind IN ('closing', 'closing-restored')`;

/** A transfer to another city is a closing of its own reason: its voucher's source is the payment, whose source is the case. */
const shownKind = `CASE WHEN ${isClosing} AND EXISTS (
  SELECT FROM instruction AS p JOIN hold AS h ON h.centre_id = p.centre_id AND h.case_id = p.source_id AND h.kind = 'closing'
   WHERE p.centre_id = j.centre_id AND p.id = j.source_id AND h.closing_reason = '${TRANSFERRED}')
  THEN replace(j.kind, 'closing', 'transfer-out') ELSE j.kind END`;

/** What a closing pays as interest: accrued before (211) and expense of the day (411); back again when it returns. */
const interestBeside = `CASE WHEN ${isClosing} THEN (
  SELECT coalesce(sum(CASE i.side WHEN 'D' THEN i.amount_fen ELSE -i.amount_fen END), 0) FROM entry AS i
   WHERE i.centre_id = e.centre_id AND i.journal_id = e.journal_id AND i.business_date = e.business_date
     AND i.subject IN ('411', '211')) ELSE 0 END`;

/** What courts did to an account and its money stayed: freezes served, and those that were lifted or ran out. */
const courtSteps = `
  SELECT o.done_on AS day, f.order_no AS id, 'court-freeze' AS kind FROM court_freeze AS f
    JOIN court_order AS o ON o.centre_id = f.centre_id AND o.order_no = f.order_no
   WHERE f.centre_id = $1 AND f.account_id = $2
  UNION ALL
  SELECT f.ended_on, f.order_no, 'court-release' FROM court_freeze AS f
   WHERE f.centre_id = $1 AND f.account_id = $2 AND f.state IN ('released', 'expired')`;

/**
 * Balance of an account at the beginning of `from`, and what happened to it from then to the end of `to`, by business
 * date: postings in the order of the books, and beside them the changes that move no money. One statement, so that
 * balance and movements are of one moment.
 */
export async function selectMovements(
  tx: Tx,
  accountId: bigint,
  { from, to }: { from: string; to: string },
): Promise<{ openingFen: Fen; movements: Movement[] }> {
  const [row] = await tx.query<{ openingFen: Fen; movements: readonly MovementRow[] }>(
    `SELECT (SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint FROM entry
              WHERE centre_id = $1 AND account_id = $2 AND business_date < $3::date) AS "openingFen",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('on', x.day, 'kind', x.kind, 'side', x.side, 'amount', x.amount::text,
                'interest', x.interest::text) ORDER BY x.day, x.rank, x.id, x.seq), '[]')
               FROM (SELECT e.business_date AS day, 1 AS rank, e.journal_id::text AS id, e.seq, ${shownKind} AS kind, e.side,
                            e.amount_fen AS amount, ${interestBeside} AS interest
                       FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                      WHERE e.centre_id = $1 AND e.account_id = $2 AND e.business_date BETWEEN $3::date AND $4::date
                     UNION ALL
                     SELECT c.made_on, 0, lpad(c.id::text, 20, '0'), 0, c.kind, NULL, 0, 0 FROM roster_change AS c
                      WHERE c.centre_id = $1 AND c.account_id = $2 AND c.made_on BETWEEN $3::date AND $4::date
                     UNION ALL
                     SELECT c.day, 0, c.id, 0, c.kind, NULL, 0, 0 FROM (${courtSteps}) AS c WHERE c.day BETWEEN $3::date AND $4::date) AS x)
              AS movements`,
    [tx.centreId, accountId, from, to],
  );
  if (!row) throw new Error('a sum always answers');
  const movements = row.movements.map(({ on, kind, side, amount, interest }): Movement => {
    const [amountFen, interestFen] = [BigInt(amount) as Fen, BigInt(interest) as Fen];
    return { on, kind, side, amountFen, interestFen };
  });
  return { openingFen: row.openingFen, movements };
}

/** A unit's month: its list, sums of both sides, and its suspense before, in and after the calendar month. */
export interface UnitMonth {
  readonly listId: string | null;
  readonly listState: ListState | null;
  readonly postedOn: string | null;
  readonly members: number;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
  readonly suspenseOpeningFen: Fen;
  readonly suspenseInFen: Fen;
  readonly suspenseOutFen: Fen;
}

/** A draft counts for nothing: it may still change. */
export async function selectUnitMonth(tx: Tx, unitId: bigint, month: Month): Promise<UnitMonth> {
  const [row] = await tx.query<UnitMonth>(
    `WITH list AS (
       SELECT id, state, posted_on FROM remittance_list
        WHERE centre_id = $1 AND unit_id = $2 AND month = $3 AND NOT cancelled AND state <> 'DRAFT'),
     sums AS (
       SELECT count(*)::int AS members, coalesce(sum(employer_fen), 0)::bigint AS employer, coalesce(sum(employee_fen), 0)::bigint AS employee
         FROM remittance_line WHERE centre_id = $1 AND list_id = (SELECT id FROM list)),
     money AS (
       SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END) FILTER (WHERE business_date < $4::date), 0)::bigint AS opening,
              coalesce(sum(amount_fen) FILTER (WHERE business_date >= $4::date AND side = 'C'), 0)::bigint AS came,
              coalesce(sum(amount_fen) FILTER (WHERE business_date >= $4::date AND side = 'D'), 0)::bigint AS went
         FROM entry WHERE centre_id = $1 AND account_id = $2 AND business_date < ($4::date + interval '1 month'))
     SELECT (SELECT id FROM list) AS "listId", (SELECT state FROM list) AS "listState", (SELECT posted_on FROM list) AS "postedOn",
            members, employer AS "employerFen", employee AS "employeeFen", opening AS "suspenseOpeningFen",
            came AS "suspenseInFen", went AS "suspenseOutFen"
       FROM sums, money`,
    [tx.centreId, unitId, monthToNumber(month), `${month}-01`],
  );
  if (!row) throw new Error('a sum always answers');
  return row;
}

/** A member of a list. */
export interface ListMember {
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly personId: string;
  readonly baseFen: Fen;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
}

/** The next members of a list after an account, in the order of the accounts: a walk along the list's primary key. */
export function selectListMembers(
  tx: Tx,
  listId: string,
  { after, limit }: { after: bigint; limit: number },
): Promise<ListMember[]> {
  return tx.query<ListMember>(
    `SELECT r.account_id AS "accountId", m.account_no AS "accountNo", m.person_id AS "personId", r.base_fen AS "baseFen",
            r.employer_fen AS "employerFen", r.employee_fen AS "employeeFen"
       FROM remittance_line AS r JOIN member_account AS m ON m.centre_id = r.centre_id AND m.account_id = r.account_id
      WHERE r.centre_id = $1 AND r.list_id = $2 AND r.account_id > $3 ORDER BY r.account_id LIMIT $4`,
    [tx.centreId, listId, after, limit],
  );
}
