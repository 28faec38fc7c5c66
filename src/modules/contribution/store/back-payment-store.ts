import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { BackPaymentLine } from '../domain/back-payment/back-payment-lines';
import type { BackPaymentReason } from '../domain/back-payment/back-payment-reason';
import type { ListState } from '../domain/remittance/list-state';

export interface BackPayment {
  readonly id: string;
  readonly unitId: bigint;
  readonly reason: BackPaymentReason;
  readonly orderNo: string | null;
  readonly state: ListState;
  readonly lineCount: number;
  readonly memberCount: number;
  readonly totalFen: Fen;
  /** Whether the employer chose that its suspense may pay it. */
  readonly useSuspense: boolean;
  readonly paymentNo: string | null;
  readonly caseId: string | null;
  readonly confirmedAt: Date | null;
  readonly postedOn: string | null;
}

const COLUMNS = `p.id, p.unit_id AS "unitId", p.reason, p.order_no AS "orderNo", p.state, p.line_count AS "lineCount",
  p.member_count AS "memberCount", p.total_fen AS "totalFen", p.use_suspense AS "useSuspense", p.payment_no AS "paymentNo",
  p.case_id AS "caseId", p.confirmed_at AS "confirmedAt", p.posted_on AS "postedOn"`;

export interface NewBackPayment {
  readonly id: string;
  readonly unitId: bigint;
  readonly reason: BackPaymentReason;
  readonly orderNo: string | null;
  readonly memberCount: number;
  readonly totalFen: Fen;
}

/** Stores a draft with all its lines, in one statement each; the total is that of the lines. */
export async function insertBackPayment(
  tx: Tx,
  payment: NewBackPayment,
  lines: readonly BackPaymentLine[],
): Promise<void> {
  const { id, unitId, reason, orderNo, memberCount, totalFen } = payment;
  await tx.execute(
    `INSERT INTO back_payment (centre_id, id, unit_id, reason, order_no, state, line_count, member_count, total_fen)
     VALUES ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8)`,
    [tx.centreId, id, unitId, reason, orderNo, lines.length, memberCount, totalFen],
  );
  await tx.execute(
    `INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
     SELECT $1, $2, l.* FROM unnest($3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]) AS l ORDER BY 3, 4`,
    [
      tx.centreId,
      id,
      lines.map(({ accountId }) => accountId),
      lines.map(({ month }) => monthToNumber(month)),
      lines.map(({ base }) => base),
      lines.map(({ full }) => full),
      lines.map(({ employer }) => employer),
      lines.map(({ employee }) => employee),
    ],
  );
}

/** By its id, locked when asked; null when there is none. */
export async function selectBackPayment(
  tx: Tx,
  id: string,
  { lock }: { lock: boolean },
): Promise<BackPayment | null> {
  const [row] = await tx.query<BackPayment>(
    `SELECT ${COLUMNS} FROM back_payment AS p WHERE p.centre_id = $1 AND p.id = $2${lock ? ' FOR NO KEY UPDATE' : ''}`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** The one that bears a payment number, locked after its unit; null when none of a unit that is not closed does. */
export async function lockBackPaymentByNo(tx: Tx, paymentNo: string): Promise<BackPayment | null> {
  const [row] = await tx.query<BackPayment>(
    `SELECT ${COLUMNS} FROM unit_account AS u
       JOIN back_payment AS p ON p.centre_id = u.centre_id AND p.unit_id = u.ledger_account_id
      WHERE p.centre_id = $1 AND p.payment_no = $2 AND u.state <> '04' FOR NO KEY UPDATE OF u, p`,
    [tx.centreId, paymentNo],
  );
  return row ?? null;
}

/** Those of a unit that await money, the oldest first, locked; the unit is locked by the caller. */
export function lockBackPaymentsAwaiting(tx: Tx, unitId: bigint): Promise<BackPayment[]> {
  return tx.query<BackPayment>(
    `SELECT ${COLUMNS} FROM back_payment AS p
      WHERE p.centre_id = $1 AND p.unit_id = $2 AND p.state IN ('CONFIRMED', 'SUSPENSE_SHORT')
      ORDER BY p.confirmed_at, p.id FOR NO KEY UPDATE OF p`,
    [tx.centreId, unitId],
  );
}

/** DRAFT → CONFIRMED. Locked by the caller. */
export async function confirmBackPayment(
  tx: Tx,
  id: string,
  by: { paymentNo: string; caseId: string; at: Date; useSuspense: boolean },
): Promise<void> {
  await tx.execute(
    `UPDATE back_payment SET state = 'CONFIRMED', payment_no = $3, case_id = $4, confirmed_at = $5, use_suspense = $6
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, by.paymentNo, by.caseId, by.at, by.useSuspense],
  );
}

/** Takes it to its next state. The trigger refuses a step that there is not. */
export async function moveBackPayment(
  tx: Tx,
  id: string,
  state: ListState,
  postedOn: string | null = null,
): Promise<void> {
  await tx.execute(
    'UPDATE back_payment SET state = $3, posted_on = $4::date WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id, state, postedOn],
  );
}

/** Its lines as the employer sent them; people by id. */
export async function selectBackPaymentLines(
  tx: Tx,
  id: string,
): Promise<{ accountNo: string; month: number; base: Fen; employer: Fen; employee: Fen }[]> {
  return tx.query(
    `SELECT m.account_no AS "accountNo", l.month, l.base_fen AS base, l.employer_fen AS employer, l.employee_fen AS employee
       FROM back_payment_line AS l JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
      WHERE l.centre_id = $1 AND l.payment_id = $2 ORDER BY l.account_id, l.month`,
    [tx.centreId, id],
  );
}

/** The base that each line was worked out on, by account and month. */
export async function selectBasesOfLines(
  tx: Tx,
  id: string,
): Promise<{ accountId: bigint; month: Month; base: Fen }[]> {
  const rows = await tx.query<{ accountId: bigint; month: number; base: Fen }>(
    `SELECT account_id AS "accountId", month, base_fen AS base FROM back_payment_line
      WHERE centre_id = $1 AND payment_id = $2 ORDER BY account_id, month`,
    [tx.centreId, id],
  );
  return rows.map(({ month, ...line }) => ({ ...line, month: monthFromNumber(month) }));
}

/** How its lines stand now. */
export interface LinesNow {
  readonly latest: number;
  /** Lines whose month would have more than its full amount with them, by what has been credited or confirmed since. */
  readonly over: number;
  /** Lines of accounts that are closed by now; one that is another employer's takes the money there. */
  readonly gone: number;
}

export async function selectLinesNow(tx: Tx, payment: Pick<BackPayment, 'id'>): Promise<LinesNow> {
  const [row] = await tx.query<LinesNow>(
    `WITH own AS MATERIALIZED (
       SELECT account_id, month, full_fen, employer_fen + employee_fen AS amount FROM back_payment_line WHERE centre_id = $1 AND payment_id = $2
     ), had AS (
       SELECT r.account_id, l.month, r.employer_fen + r.employee_fen AS amount FROM remittance_line AS r
         JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND l.state = 'POSTED'
        WHERE r.centre_id = $1 AND r.account_id IN (SELECT account_id FROM own)
       UNION ALL
       SELECT b.account_id, b.month, b.employer_fen + b.employee_fen FROM back_payment_line AS b
         JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id AND p.id <> $2
              AND p.state IN ('CONFIRMED', 'SUSPENSE_SHORT', 'POSTED')
        WHERE b.centre_id = $1 AND b.account_id IN (SELECT account_id FROM own)
       UNION ALL
       SELECT account_id, month, -employer_fen - employee_fen FROM contribution_refund
        WHERE centre_id = $1 AND state IN ('held', 'paid') AND account_id IN (SELECT account_id FROM own)
     ), sums AS (SELECT account_id, month, sum(amount) AS amount FROM had GROUP BY account_id, month)
     SELECT max(o.month) AS latest,
            count(*) FILTER (WHERE coalesce(s.amount, 0) + o.amount > o.full_fen)::int AS over,
            count(*) FILTER (WHERE m.state NOT IN ('01', '02', '06'))::int AS gone
       FROM own AS o JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = o.account_id
       LEFT JOIN sums AS s ON s.account_id = o.account_id AND s.month = o.month`,
    [tx.centreId, payment.id],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

/** A month in which the member did not stand on the employer's roster, as our books have it. */
export interface UnshownLine {
  readonly personId: string;
  readonly month: number;
}

/**
 * Whether account `m` stood on the roster of unit `unit` in `month`: by the change that holds then, else by the first one
 * after it, else as the account stands. A deferred month was written down because it did.
 */
const onRosterIn = (unit: string, month: string): string => `(
  EXISTS (SELECT FROM deferred_month AS d
    WHERE d.centre_id = m.centre_id AND d.account_id = m.account_id AND d.unit_id = ${unit} AND d.month = ${month})
  OR coalesce(
    (SELECT c.kind <> 'seal' AND c.unit_id = ${unit} FROM roster_change AS c
      WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id AND c.kind <> 'base' AND c.from_month <= ${month}
      ORDER BY c.from_month DESC, c.id DESC LIMIT 1),
    (SELECT c.kind = 'seal' AND c.unit_id = ${unit} AND ${month} >= to_char(m.opened_on, 'YYYYMM')::int FROM roster_change AS c
      WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id AND c.kind <> 'base' AND c.from_month > ${month}
      ORDER BY c.from_month, c.id LIMIT 1),
    m.unit_id = ${unit} AND coalesce(m.state_before_freeze, m.state) = '01' AND ${month} >= to_char(m.opened_on, 'YYYYMM')::int))`;

/** Lines whose employment our books do not show, before the member came or while sealed: only social insurance can. */
export function selectUnshownLines(tx: Tx, paymentId: string): Promise<UnshownLine[]> {
  return tx.query<UnshownLine>(
    `SELECT m.person_id AS "personId", l.month FROM back_payment_line AS l
       JOIN back_payment AS p ON p.centre_id = l.centre_id AND p.id = l.payment_id
       JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
      WHERE l.centre_id = $1 AND l.payment_id = $2 AND NOT ${onRosterIn('p.unit_id', 'l.month')}
      ORDER BY m.person_id, l.month`,
    [tx.centreId, paymentId],
  );
}

/**
 * Those of these accounts, with another unit by now, that were this one's: it may owe them months of that time, for which
 * the member's money is credited wherever the account is.
 */
export async function selectFormerlyHere(
  tx: Tx,
  unitId: bigint,
  accountIds: readonly bigint[],
): Promise<Set<bigint>> {
  const rows = await tx.query<{ accountId: bigint }>(
    `SELECT a.account_id AS "accountId" FROM unnest($3::bigint[]) AS a (account_id)
      WHERE EXISTS (SELECT FROM roster_change AS c WHERE c.centre_id = $1 AND c.account_id = a.account_id AND c.unit_id = $2)
         OR EXISTS (SELECT FROM account_move AS v WHERE v.centre_id = $1 AND v.account_id = a.account_id AND v.from_unit = $2)
         OR EXISTS (SELECT FROM deferred_month AS d WHERE d.centre_id = $1 AND d.account_id = a.account_id AND d.unit_id = $2)
         OR EXISTS (SELECT FROM remittance_line AS r JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
                     WHERE r.centre_id = $1 AND r.account_id = a.account_id AND l.unit_id = $2 AND l.state = 'POSTED')`,
    [tx.centreId, unitId, accountIds],
  );
  return new Set(rows.map(({ accountId }) => accountId));
}
