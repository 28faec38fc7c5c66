import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';

/** A quota that several people share: a contract, a home, a lease, a household's year. */
export interface PotWanted {
  readonly kind: string;
  /** What bounds it besides its people: the year '2026', a contract number, … */
  readonly period: string;
  readonly personIds: readonly string[];
  readonly capFen: bigint;
}

export interface Pot {
  /** null when nobody has drawn yet and nothing was locked. */
  readonly potId: string | null;
  readonly takenFen: bigint;
}

/** What these people have taken or have on hold, seen without a lock. */
export async function selectTaken(tx: Tx, wanted: PotWanted): Promise<bigint> {
  const [row] = await tx.query<{ taken: bigint }>(
    `SELECT coalesce(sum(h.amount_fen - h.given_back_fen), 0)::bigint AS taken
       FROM pot_share AS s JOIN hold AS h ON h.centre_id = s.centre_id AND h.pot_id = s.pot_id AND h.person_id = s.person_id
      WHERE s.centre_id = $1 AND s.kind = $2 AND s.period = $3 AND s.person_id = ANY ($4::uuid[])
        AND h.state IN ('active', 'settled')`,
    [tx.centreId, wanted.kind, wanted.period, wanted.personIds],
  );
  return row?.taken ?? 0n;
}

interface Share {
  readonly personId: string;
  readonly potId: string | null;
}

/**
 * The shared pot of exactly these people, locked. Their shares are locked first, in the order of their ids, so two
 * members of one household meet here. When the household has changed (a wedding, a divorce), a new pot takes over
 * what its people drew from their former ones. A cap below what is taken is kept at what is taken: no room is left.
 */
export async function lockPot(tx: Tx, wanted: PotWanted): Promise<{ potId: string; takenFen: bigint }> {
  const people = [...new Set(wanted.personIds)].sort();
  const shares = await lockShares(tx, wanted, people);
  return (await commonPot(tx, wanted, shares)) ?? takeOver(tx, wanted, people, shares);
}

async function lockShares(tx: Tx, wanted: PotWanted, people: readonly string[]): Promise<Share[]> {
  const key = [tx.centreId, wanted.kind, wanted.period, people];
  const select = `SELECT person_id AS "personId", pot_id AS "potId" FROM pot_share
     WHERE centre_id = $1 AND kind = $2 AND period = $3 AND person_id = ANY ($4::uuid[])
     ORDER BY person_id FOR UPDATE`;
  const known = await tx.query<Share>(select, key);
  if (known.length === people.length) return known;
  await tx.execute(
    `INSERT INTO pot_share (centre_id, kind, period, person_id)
     SELECT $1, $2, $3, person FROM unnest($4::uuid[]) AS person ORDER BY person ON CONFLICT DO NOTHING`,
    key,
  );
  return tx.query<Share>(select, key);
}

/** The pot that all shares name and nobody else does, locked and with the cap of today; null when there is none. */
async function commonPot(
  tx: Tx,
  wanted: PotWanted,
  shares: readonly Share[],
): Promise<{ potId: string; takenFen: bigint } | null> {
  const potId = shares[0]?.potId ?? null;
  if (potId === null || shares.some((share) => share.potId !== potId)) return null;
  const [pot] = await tx.query<{ takenFen: bigint }>(
    `UPDATE pot SET cap_fen = greatest($3, taken_fen)
      WHERE centre_id = $1 AND id = $2
        AND (SELECT count(*) FROM pot_share WHERE centre_id = $1 AND pot_id = $2) = $4
     RETURNING taken_fen AS "takenFen"`,
    [tx.centreId, potId, wanted.capFen, shares.length],
  );
  return pot ? { potId, takenFen: pot.takenFen } : null;
}

async function takeOver(
  tx: Tx,
  wanted: PotWanted,
  people: readonly string[],
  shares: readonly Share[],
): Promise<{ potId: string; takenFen: bigint }> {
  const potId = newId();
  const former = [...new Set(shares.flatMap((share) => share.potId ?? []))].sort();
  let takenFen = 0n;
  if (former.length > 0) {
    // Holds before pots, as a settlement takes them.
    await tx.query(
      `SELECT id FROM hold WHERE centre_id = $1 AND pot_id = ANY ($2::uuid[]) AND person_id = ANY ($3::uuid[])
         AND state IN ('active', 'settled') ORDER BY id FOR NO KEY UPDATE`,
      [tx.centreId, former, people],
    );
    await tx.query(
      'SELECT id FROM pot WHERE centre_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE',
      [tx.centreId, former],
    );
    const [moved] = await tx.query<{ taken: bigint }>(
      `WITH moved AS (
         SELECT h.id, h.pot_id AS former, h.amount_fen - h.given_back_fen AS amount_fen FROM hold AS h
          WHERE h.centre_id = $1 AND h.pot_id = ANY ($2::uuid[]) AND h.person_id = ANY ($3::uuid[])
            AND h.state IN ('active', 'settled')
       ), holds AS (
         UPDATE hold AS h SET pot_id = $4 FROM moved WHERE h.centre_id = $1 AND h.id = moved.id
       ), pots AS (
         UPDATE pot AS p SET taken_fen = p.taken_fen - m.amount
           FROM (SELECT former, sum(amount_fen)::bigint AS amount FROM moved GROUP BY former) AS m
          WHERE p.centre_id = $1 AND p.id = m.former
       )
       SELECT coalesce(sum(amount_fen), 0)::bigint AS taken FROM moved`,
      [tx.centreId, former, people, potId],
    );
    takenFen = moved?.taken ?? 0n;
  }
  await tx.execute(
    `WITH made AS (
       INSERT INTO pot (centre_id, id, kind, period, cap_fen, taken_fen)
       VALUES ($1, $2, $3, $4, greatest($5::bigint, $6::bigint), $6)
     )
     UPDATE pot_share SET pot_id = $2
      WHERE centre_id = $1 AND kind = $3 AND period = $4 AND person_id = ANY ($7::uuid[])`,
    [tx.centreId, potId, wanted.kind, wanted.period, wanted.capFen, takenFen, people],
  );
  return { potId, takenFen };
}
