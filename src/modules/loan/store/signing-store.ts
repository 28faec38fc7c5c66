import type { Tx } from '../../../platform/database/tx';
import type { HedgingDraw } from '../domain/hedging/hedging-draw';
import type { OriginalsHolder } from '../domain/signing/originals';
import type { SigningState } from '../domain/signing/signing-state';

/** How the accounts repay, as the borrower chose: holders in the order in which they are drawn on. */
export interface HedgingChoice {
  readonly draw: HedgingDraw;
  readonly holders: readonly string[];
}

/** A visit as stored. Days are 'YYYY-MM-DD'. */
export interface Signing {
  readonly id: string;
  readonly loanId: string;
  readonly branchId: string;
  readonly day: string;
  readonly minute: number;
  readonly state: SigningState;
  readonly hedging: boolean;
  /** Null without hedging, and of visits of which nobody chose: accounts came first then. */
  readonly hedgingChoice: HedgingChoice | null;
  readonly deskPersonId: string | null;
  readonly termsHash: string | null;
  readonly readAt: Date | null;
  readonly endedAt: Date | null;
  /** Who has the originals of a signed loan, and since when; null before. */
  readonly originalsWith: OriginalsHolder | null;
  readonly originalsSince: Date | null;
}

const choice = `CASE WHEN hedging_draw IS NOT NULL THEN jsonb_build_object('draw', hedging_draw, 'holders', hedging_holders) END`;
const columns = `id, loan_id AS "loanId", branch_id AS "branchId", day, minute, state, hedging, ${choice} AS "hedgingChoice", desk_person_id AS "deskPersonId",
  terms_hash AS "termsHash", read_at AS "readAt", ended_at AS "endedAt", originals_with AS "originalsWith", originals_since AS "originalsSince"`;

export async function insertSigning(
  tx: Tx,
  signing: Pick<Signing, 'id' | 'loanId' | 'branchId' | 'day' | 'minute' | 'hedging' | 'hedgingChoice'> & {
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO signing (centre_id, id, loan_id, branch_id, day, minute, state, hedging, booked_at, hedging_draw, hedging_holders)
     VALUES ($1, $2, $3, $4, $5::date, $6, 'booked', $7, $8, $9, $10::uuid[])`,
    [
      tx.centreId,
      signing.id,
      signing.loanId,
      signing.branchId,
      signing.day,
      signing.minute,
      signing.hedging,
      signing.at,
      signing.hedgingChoice?.draw ?? null,
      signing.hedgingChoice?.holders ?? null,
    ],
  );
}

/** The choice of which the agreement on the accounts was made for a loan; null while none was. */
export async function selectHedgingMade(tx: Tx, loanId: string): Promise<HedgingChoice | null> {
  const [row] = await tx.query<{ choice: HedgingChoice | null }>(
    `SELECT ${choice} AS choice FROM signing
      WHERE centre_id = $1 AND loan_id = $2 AND hedging AND arrived_at IS NOT NULL ORDER BY booked_at, id LIMIT 1`,
    [tx.centreId, loanId],
  );
  return row?.choice ?? null;
}

/** The latest visit of a loan; its loan is locked by whoever changes it. Null when none was booked. */
export async function selectLastSigning(tx: Tx, loanId: string): Promise<Signing | null> {
  const [row] = await tx.query<Signing>(
    `SELECT ${columns} FROM signing WHERE centre_id = $1 AND loan_id = $2 ORDER BY booked_at DESC, id DESC LIMIT 1`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}

export async function countNoShows(tx: Tx, loanId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM signing WHERE centre_id = $1 AND loan_id = $2 AND state = 'no-show'`,
    [tx.centreId, loanId],
  );
  return row?.n ?? 0;
}

/** Visits of days before that one to which nobody came, in the order of their days. */
export function selectMissed(tx: Tx, day: string, limit: number): Promise<{ id: string; loanId: string }[]> {
  return tx.query<{ id: string; loanId: string }>(
    `SELECT id, loan_id AS "loanId" FROM signing
      WHERE centre_id = $1 AND state = 'booked' AND day < $2::date ORDER BY day, id LIMIT $3`,
    [tx.centreId, day, limit],
  );
}

export async function storeArrival(
  tx: Tx,
  arrival: { id: string; deskPersonId: string; termsHash: string; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE signing SET state = 'checked-in', arrived_at = $5, desk_person_id = $3, terms_hash = $4
      WHERE centre_id = $1 AND id = $2 AND state = 'booked'`,
    [tx.centreId, arrival.id, arrival.deskPersonId, arrival.termsHash, arrival.at],
  );
}

export async function storeReading(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.execute('UPDATE signing SET read_at = $3 WHERE centre_id = $1 AND id = $2 AND read_at IS NULL', [
    tx.centreId,
    id,
    at,
  ]);
}

export async function storeConfirmation(
  tx: Tx,
  confirmation: { id: string; confirmedPersonId: string; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE signing SET state = 'signed', confirmed_person_id = $3, ended_at = $4, originals_with = 'centre', originals_since = $4
      WHERE centre_id = $1 AND id = $2 AND state = 'checked-in'`,
    [tx.centreId, confirmation.id, confirmation.confirmedPersonId, confirmation.at],
  );
}

export async function storeEnd(
  tx: Tx,
  end: { id: string; as: 'no-show' | 'cancelled'; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE signing SET state = $3, ended_at = $4 WHERE centre_id = $1 AND id = $2 AND state IN ('booked', 'checked-in')`,
    [tx.centreId, end.id, end.as, end.at],
  );
}
