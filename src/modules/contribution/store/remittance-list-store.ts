import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { eachInTurns } from '../../../platform/turns';
import type { DraftLine } from '../domain/remittance/draft-lines';
import type { ListState } from '../domain/remittance/list-state';
import { paidThroughOf } from './unit-account-store';

export interface RemittanceList {
  readonly id: string;
  readonly unitId: bigint;
  readonly month: Month;
  readonly state: ListState;
  readonly memberCount: number;
  readonly totalFen: Fen;
  readonly paymentNo: string | null;
  readonly caseId: string | null;
  readonly confirmedAt: Date | null;
  readonly postedOn: string | null;
}

type Row = Omit<RemittanceList, 'month'> & { readonly month: number };

const SELECT = `
  SELECT id, unit_id AS "unitId", month, state, member_count AS "memberCount", total_fen AS "totalFen",
         payment_no AS "paymentNo", case_id AS "caseId", confirmed_at AS "confirmedAt", posted_on AS "postedOn"
    FROM remittance_list`;

/** Stores a draft with all its lines, in one statement each; the total is that of the lines. */
export async function insertDraft(
  tx: Tx,
  list: { id: string; unitId: bigint; month: Month; totalFen: Fen },
  lines: readonly DraftLine[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen)
     VALUES ($1, $2, $3, $4, 'DRAFT', $5, $6)`,
    [tx.centreId, list.id, list.unitId, monthToNumber(list.month), lines.length, list.totalFen],
  );
  await tx.execute(
    `INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
     SELECT $1, $2, l.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS l ORDER BY 3`,
    [
      tx.centreId,
      list.id,
      await arrayText(lines, ({ accountId }) => accountId),
      await arrayText(lines, ({ base }) => base),
      await arrayText(lines, ({ employer }) => employer),
      await arrayText(lines, ({ employee }) => employee),
    ],
  );
}

/** An array as PostgreSQL reads it from text. The driver writes one in one go, which keeps all others waiting when it is long. */
async function arrayText(
  lines: readonly DraftLine[],
  numberOf: (line: DraftLine) => bigint,
): Promise<string> {
  const numbers: string[] = [];
  await eachInTurns(lines, (line) => numbers.push(String(numberOf(line))));
  return `{${numbers.join(',')}}`;
}

/** A list by its id, locked when asked; null when there is none. */
export function selectList(tx: Tx, id: string, options: { lock: boolean }): Promise<RemittanceList | null> {
  return selectOne(tx, 'id = $2', [id], options);
}

/** The list of a unit and month that is not cancelled. */
export function selectListOfMonth(tx: Tx, unitId: bigint, month: Month): Promise<RemittanceList | null> {
  const values = [unitId, monthToNumber(month)];
  return selectOne(tx, `unit_id = $2 AND month = $3 AND NOT cancelled`, values, { lock: false });
}

/** A list and how far its unit is paid; both rows are locked, the unit first. */
export type AwaitedList = RemittanceList & {
  /** Paid through (缴至年月); the month before the first one while nothing was remitted. */
  readonly paidThrough: Month;
  /** Whether the employer chose that its suspense may pay the list. */
  readonly useSuspense: boolean;
};

const awaited = `
  SELECT l.id, l.unit_id AS "unitId", l.month, l.state, l.member_count AS "memberCount", l.total_fen AS "totalFen",
         l.payment_no AS "paymentNo", l.case_id AS "caseId", l.confirmed_at AS "confirmedAt", l.posted_on AS "postedOn",
         l.use_suspense AS "useSuspense", u.first_month AS "firstMonth", u.paid_through AS "paidThrough"
    FROM unit_account AS u JOIN remittance_list AS l ON l.centre_id = u.centre_id AND l.unit_id = u.ledger_account_id`;

const lockedWhere = (condition: string): string =>
  `${awaited} WHERE l.centre_id = $1 AND ${condition} ORDER BY u.ledger_account_id FOR NO KEY UPDATE OF u, l`;
/** A closed unit (04) keeps no money and nobody acts for it: what names its lists is nobody's until a clerk knows better. */
const alive = `u.state <> '04'`;
const byPaymentNo = lockedWhere(`l.payment_no = $2 AND ${alive}`);
const byPaymentNos = lockedWhere(`l.payment_no = ANY ($2::text[]) AND ${alive}`);
const byId = lockedWhere('l.id = $2');
const namedById = lockedWhere(`l.id = $2 AND ${alive}`);
const awaitingMoney = lockedWhere(`l.unit_id = $2 AND l.state IN ('CONFIRMED', 'SUSPENSE_SHORT')`);

/** The list that bears a payment number, locked with its unit; null when none does. */
export function lockListByPaymentNo(tx: Tx, paymentNo: string): Promise<AwaitedList | null> {
  return lockAwaited(tx, byPaymentNo, paymentNo);
}

/** The lists that bear these payment numbers, locked with their units, in the order of the units. */
export async function lockListsByPaymentNo(tx: Tx, paymentNos: readonly string[]): Promise<AwaitedList[]> {
  const rows = await tx.query<AwaitedRow>(byPaymentNos, [tx.centreId, paymentNos]);
  return rows.map(awaitedOf);
}

/** The list of that id, locked with its unit; null when there is none. */
export function lockListById(tx: Tx, id: string): Promise<AwaitedList | null> {
  return lockAwaited(tx, byId, id);
}

/** The list that a payer names by its id, likewise; null when its unit is closed. */
export function lockListNamed(tx: Tx, id: string): Promise<AwaitedList | null> {
  return lockAwaited(tx, namedById, id);
}

/** The list of a unit that awaits money, locked with the unit: at most one does, for months are remitted in order. */
export function lockListAwaitingMoney(tx: Tx, unitId: bigint): Promise<AwaitedList | null> {
  return lockAwaited(tx, awaitingMoney, unitId);
}

async function lockAwaited(tx: Tx, sql: string, value: unknown): Promise<AwaitedList | null> {
  const [row] = await tx.query<AwaitedRow>(sql, [tx.centreId, value]);
  return row ? awaitedOf(row) : null;
}

type AwaitedRow = Row & { useSuspense: boolean; firstMonth: number; paidThrough: number | null };

function awaitedOf({ firstMonth, paidThrough, ...list }: AwaitedRow): AwaitedList {
  return { ...list, month: monthFromNumber(list.month), paidThrough: paidThroughOf(firstMonth, paidThrough) };
}

/** Bases (fen) of a list's lines by account. */
export async function selectBases(tx: Tx, listId: string): Promise<Map<bigint, Fen>> {
  const rows = await tx.query<{ accountId: bigint; base: Fen }>(
    'SELECT account_id AS "accountId", base_fen AS base FROM remittance_line WHERE centre_id = $1 AND list_id = $2',
    [tx.centreId, listId],
  );
  const bases = new Map<bigint, Fen>();
  await eachInTurns(rows, ({ accountId, base }) => bases.set(accountId, base));
  return bases;
}

/** Next number of the sequence behind payment numbers; it starts again after ten million. */
export async function nextPaymentSequence(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ next: bigint }>(`SELECT nextval('remittance_payment_no') AS next`);
  if (!row) throw new Error('a sequence always answers');
  return row.next;
}

/** DRAFT → CONFIRMED. Locked by the caller. */
export async function confirmList(
  tx: Tx,
  list: Pick<RemittanceList, 'id'>,
  by: { paymentNo: string; caseId: string; at: Date; useSuspense: boolean },
): Promise<void> {
  await tx.execute(
    `UPDATE remittance_list SET state = 'CONFIRMED', payment_no = $3, case_id = $4, confirmed_at = $5, use_suspense = $6
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, list.id, by.paymentNo, by.caseId, by.at, by.useSuspense],
  );
}

/** Takes a list to its next state; `postedOn` with POSTED only. The trigger refuses a step that there is not. */
export async function moveList(
  tx: Tx,
  id: string,
  state: ListState,
  postedOn: string | null = null,
): Promise<void> {
  await tx.execute(
    'UPDATE remittance_list SET state = $3, posted_on = $4::date, cancelled = $5 WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id, state, postedOn, state === 'CANCELLED'],
  );
}

/** Drafts of a unit for a month and later give way to what they do not know; their ids. */
export async function cancelDraftsFrom(tx: Tx, unitId: bigint, from: Month): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE remittance_list SET state = 'CANCELLED', cancelled = true
      WHERE centre_id = $1 AND unit_id = $2 AND month >= $3 AND state = 'DRAFT' RETURNING id`,
    [tx.centreId, unitId, monthToNumber(from)],
  );
  return rows.map(({ id }) => id);
}

async function selectOne(
  tx: Tx,
  condition: string,
  values: readonly unknown[],
  { lock }: { lock: boolean },
): Promise<RemittanceList | null> {
  const sql = `${SELECT} WHERE centre_id = $1 AND ${condition}${lock ? ' FOR NO KEY UPDATE' : ''}`;
  const [row] = await tx.query<Row>(sql, [tx.centreId, ...values]);
  return row ? { ...row, month: monthFromNumber(row.month) } : null;
}
