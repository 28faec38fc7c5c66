import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';

/** A quota with a key of its own, whoever draws on it: a home, named by its unit key (不动产单元号). */
export interface KeyedPotWanted {
  readonly kind: 'home';
  readonly key: string;
  readonly capFen: bigint;
}

/** What somebody took from a pot and did not give back. */
export interface Draw {
  readonly personId: string;
  readonly caseId: string;
}

export interface KeyedPot {
  /** null when nobody has drawn yet and nothing was locked. */
  readonly potId: string | null;
  readonly takenFen: bigint;
  readonly draws: readonly Draw[];
}

/**
 * Makes the pot or locks the one there is: rivals who draw on one home meet at this row. A cap below what is taken is
 * kept at what is taken, so that no room is left.
 */
export async function lockKeyedPot(tx: Tx, wanted: KeyedPotWanted): Promise<KeyedPot> {
  const [pot] = await tx.query<{ potId: string; takenFen: bigint }>(
    `INSERT INTO pot (centre_id, id, kind, period, cap_fen) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, kind, period) WHERE kind = 'home'
       DO UPDATE SET cap_fen = greatest(excluded.cap_fen, pot.taken_fen)
     RETURNING id AS "potId", taken_fen AS "takenFen"`,
    [tx.centreId, newId(), wanted.kind, wanted.key, wanted.capFen],
  );
  if (!pot) throw new Error(`the pot of ${wanted.kind} ${wanted.key} could not be locked`);
  return { ...pot, draws: await selectDraws(tx, pot.potId) };
}

/** The pot as it is, without a lock. */
export async function selectKeyedPot(tx: Tx, { kind, key }: KeyedPotWanted): Promise<KeyedPot> {
  const [pot] = await tx.query<{ potId: string; takenFen: bigint }>(
    `SELECT id AS "potId", taken_fen AS "takenFen" FROM pot WHERE centre_id = $1 AND kind = $2 AND period = $3`,
    [tx.centreId, kind, key],
  );
  return pot ? { ...pot, draws: await selectDraws(tx, pot.potId) } : { potId: null, takenFen: 0n, draws: [] };
}

function selectDraws(tx: Tx, potId: string): Promise<Draw[]> {
  return tx.query<Draw>(
    `SELECT person_id AS "personId", case_id AS "caseId" FROM hold
      WHERE centre_id = $1 AND pot_id = $2 AND state IN ('active', 'settled') AND given_back_fen < amount_fen ORDER BY id`,
    [tx.centreId, potId],
  );
}
