import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { Direction, LetterState } from '../domain/transfer/letter-state';

/** What the account information tells beside its amounts; days and months as texts. */
export interface ToldTerms {
  readonly openedOn: string;
  readonly paidTo: string;
  readonly sixMonths: boolean;
  readonly loans: number;
  readonly loansEnded: boolean;
  readonly loanElsewhere: boolean;
  readonly paidFrom: { readonly accountNo: string; readonly name: string; readonly bankCode: string } | null;
}

export interface TransferLetter {
  readonly id: string;
  readonly direction: Direction;
  readonly letterNo: string;
  /** Code of the other centre. */
  readonly counterpart: string;
  readonly personId: string;
  readonly accountId: bigint | null;
  readonly caseId: string | null;
  readonly state: LetterState;
  readonly negotiations: number;
  readonly letterSealed: Buffer;
  /** Principal and interest together; null before the information. */
  readonly toldFen: Fen | null;
  readonly toldInterestFen: Fen | null;
  readonly told: ToldTerms | null;
  readonly refusal: string | null;
  readonly openedOn: string;
  readonly answerBy: string;
  readonly endedOn: string | null;
}

export type NewLetter = Pick<
  TransferLetter,
  | 'id'
  | 'direction'
  | 'letterNo'
  | 'counterpart'
  | 'personId'
  | 'accountId'
  | 'caseId'
  | 'state'
  | 'letterSealed'
> & {
  readonly openedOn: Day;
  readonly answerBy: Day;
  /** True of a letter that a worker has to take up. */
  readonly due: boolean;
};

const columns = `id, direction, letter_no AS "letterNo", counterpart, person_id AS "personId", account_id AS "accountId",
  case_id AS "caseId", state, negotiations, letter_sealed AS "letterSealed", told_fen AS "toldFen",
  told_interest_fen AS "toldInterestFen", told, refusal, opened_on AS "openedOn", answer_by AS "answerBy", ended_on AS "endedOn"`;

/** The next sequence of the day's letters; two applications at one moment get two numbers. */
export async function takeLetterSequence(tx: Tx, day: Day): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    `INSERT INTO transfer_letter_number (centre_id, day, last) VALUES ($1, $2::date, 1)
     ON CONFLICT (centre_id, day) DO UPDATE SET last = transfer_letter_number.last + 1 RETURNING last`,
    [tx.centreId, day],
  );
  if (!row) throw new Error('a sequence always answers');
  return row.last;
}

/** False, storing nothing, when the letter is there already. */
export async function insertLetter(tx: Tx, letter: NewLetter): Promise<boolean> {
  const made = await tx.execute(
    `INSERT INTO transfer_letter (centre_id, id, direction, letter_no, counterpart, person_id, account_id, case_id, state,
       letter_sealed, opened_on, answer_by, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::date, $12::date, CASE WHEN $13::boolean THEN clock_timestamp() END)
     ON CONFLICT (centre_id, direction, counterpart, letter_no) DO NOTHING`,
    [
      tx.centreId,
      letter.id,
      letter.direction,
      letter.letterNo,
      letter.counterpart,
      letter.personId,
      letter.accountId,
      letter.caseId,
      letter.state,
      letter.letterSealed,
      letter.openedOn,
      letter.answerBy,
      letter.due,
    ],
  );
  return made === 1;
}

export function selectLetter(tx: Tx, id: string): Promise<TransferLetter | null> {
  return one(tx, 'id = $2', [id]);
}

/** Locked until the end of the transaction; whoever moves money locks the account first. */
export function lockLetter(tx: Tx, id: string): Promise<TransferLetter | null> {
  return one(tx, 'id = $2 FOR NO KEY UPDATE', [id]);
}

/** The letter whose case it is, locked. */
export function lockLetterOfCase(tx: Tx, caseId: string): Promise<TransferLetter | null> {
  return one(tx, 'case_id = $2 FOR NO KEY UPDATE', [caseId]);
}

/** The letter under that number between us and the other centre; null when there is none. */
export function selectLetterByNumber(
  tx: Tx,
  of: Pick<TransferLetter, 'direction' | 'letterNo' | 'counterpart'>,
): Promise<TransferLetter | null> {
  return one(tx, 'direction = $2 AND letter_no = $3 AND counterpart = $4', [
    of.direction,
    of.letterNo,
    of.counterpart,
  ]);
}

/** Letters under these numbers, whoever wrote them. */
export function selectLettersNamed(tx: Tx, letterNos: readonly string[]): Promise<TransferLetter[]> {
  return tx.query<TransferLetter>(
    `SELECT ${columns} FROM transfer_letter WHERE centre_id = $1 AND letter_no = ANY ($2::text[])`,
    [tx.centreId, letterNos],
  );
}

/** Letters of a person, the newest first. */
export function selectLettersOf(tx: Tx, personId: string): Promise<TransferLetter[]> {
  return tx.query<TransferLetter>(
    `SELECT ${columns} FROM transfer_letter WHERE centre_id = $1 AND person_id = $2 ORDER BY opened_on DESC, id DESC`,
    [tx.centreId, personId],
  );
}

/** The last letter by which the money of an account left; null when it never did. */
export function selectLastOut(tx: Tx, accountId: bigint): Promise<TransferLetter | null> {
  return one(
    tx,
    `direction = 'out' AND account_id = $2 AND told IS NOT NULL ORDER BY opened_on DESC, id DESC LIMIT 1`,
    [accountId],
  );
}

const overdue = 'FROM transfer_letter WHERE centre_id = $1 AND ended_on IS NULL AND answer_by < $2::date';
/** Condition that there is a letter of which nothing has come in time. */
export const LETTER_OVERDUE = `EXISTS (SELECT ${overdue})`;

/** Letters of which nothing has come in time, a few at once. */
export async function selectOverdue(tx: Tx, today: Day, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`SELECT id ${overdue} ORDER BY answer_by LIMIT $3`, [
    tx.centreId,
    today,
    limit,
  ]);
  return rows.map(({ id }) => id);
}

/** An account that was transferred out is open again: its letters say that it need not be closed and empty. */
export async function keepLettersOpen(tx: Tx, accountId: bigint): Promise<void> {
  await tx.execute(
    `UPDATE transfer_letter SET kept_open = true WHERE centre_id = $1 AND account_id = $2 AND direction = 'out' AND NOT kept_open`,
    [tx.centreId, accountId],
  );
}

export interface LetterChange {
  readonly state?: LetterState;
  readonly endedOn?: Day;
  readonly answerBy?: Day;
  readonly refusal?: string;
  readonly negotiations?: number;
  readonly caseId?: string;
  readonly accountId?: bigint;
  readonly keptOpen?: boolean;
  readonly told?: { readonly totalFen: bigint; readonly interestFen: bigint; readonly terms: ToldTerms };
}

/** Changes what is named and leaves the rest; the letter is locked by the caller. */
export async function changeLetter(tx: Tx, id: string, change: LetterChange): Promise<void> {
  const { told } = change;
  await tx.execute(
    `UPDATE transfer_letter
        SET state = coalesce($3, state), ended_on = coalesce($4::date, ended_on), answer_by = coalesce($5::date, answer_by),
            refusal = coalesce($6, refusal), negotiations = coalesce($7::int, negotiations), case_id = coalesce($8::uuid, case_id),
            account_id = coalesce($9::bigint, account_id), kept_open = coalesce($10::boolean, kept_open),
            told_fen = coalesce($11::bigint, told_fen), told_interest_fen = coalesce($12::bigint, told_interest_fen),
            told = coalesce($13::jsonb, told)
      WHERE centre_id = $1 AND id = $2`,
    [
      tx.centreId,
      id,
      change.state ?? null,
      change.endedOn ?? null,
      change.answerBy ?? null,
      change.refusal ?? null,
      change.negotiations ?? null,
      change.caseId ?? null,
      change.accountId ?? null,
      change.keptOpen ?? null,
      told?.totalFen ?? null,
      told?.interestFen ?? null,
      told === undefined ? null : JSON.stringify(told.terms),
    ],
  );
}

/** Work on a letter is over, or put off for so many milliseconds. */
export async function releaseLetter(
  tx: Tx,
  id: string,
  lease: { readonly token: bigint; readonly dueInMs: number | null },
): Promise<void> {
  await tx.execute(
    `UPDATE transfer_letter SET due_at = clock_timestamp() + $4::float8 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, id, lease.token, lease.dueInMs],
  );
}

async function one(tx: Tx, condition: string, values: readonly unknown[]): Promise<TransferLetter | null> {
  const [row] = await tx.query<TransferLetter>(
    `SELECT ${columns} FROM transfer_letter WHERE centre_id = $1 AND ${condition}`,
    [tx.centreId, ...values],
  );
  return row ?? null;
}
