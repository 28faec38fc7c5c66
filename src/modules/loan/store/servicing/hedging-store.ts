import type { Tx } from '../../../../platform/database/tx';
import type { HedgingDraw, HedgingEnd } from '../../domain/hedging/hedging-draw';

export interface HedgingAgreement {
  readonly id: string;
  readonly loanId: string;
  readonly draw: HedgingDraw;
  readonly state: 'proposed' | 'in-force' | 'ended';
  readonly inForceOn: string | null;
  readonly endedOn: string | null;
  readonly endReason: HedgingEnd | null;
  /** In the order in which they are drawn on. */
  readonly parties: readonly HedgingParty[];
}

export interface HedgingParty {
  readonly personId: string;
  readonly agreedOn: string | null;
  readonly leftOn: string | null;
}

const agreementsWhere = (condition: string): string => `
  SELECT g.id, g.loan_id AS "loanId", g.draw, g.state, g.in_force_on AS "inForceOn", g.ended_on AS "endedOn",
         g.end_reason AS "endReason",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', p.person_id, 'agreedOn', p.agreed_on, 'leftOn', p.left_on)
                   ORDER BY p.position), '[]')
            FROM hedging_party AS p WHERE p.centre_id = g.centre_id AND p.agreement_id = g.id) AS parties
    FROM hedging_agreement AS g WHERE g.centre_id = $1 AND ${condition}`;

/** The agreement, null when the centre has none of that id. */
export async function selectAgreement(tx: Tx, id: string): Promise<HedgingAgreement | null> {
  const [row] = await tx.query<HedgingAgreement>(agreementsWhere('g.id = $2'), [tx.centreId, id]);
  return row ?? null;
}

/** Agreements of a loan, the latest first. */
export function selectAgreementsOfLoan(tx: Tx, loanId: string): Promise<HedgingAgreement[]> {
  return tx.query<HedgingAgreement>(`${agreementsWhere('g.loan_id = $2')} ORDER BY g.id DESC`, [
    tx.centreId,
    loanId,
  ]);
}

export async function insertAgreement(
  tx: Tx,
  agreement: {
    id: string;
    loanId: string;
    draw: HedgingDraw;
    on: string;
    parties: readonly { personId: string; agreed: boolean }[];
  },
): Promise<void> {
  const { id, loanId, draw, on, parties } = agreement;
  await tx.execute(
    `WITH made AS (
       INSERT INTO hedging_agreement (centre_id, id, loan_id, draw, state, proposed_on)
       VALUES ($1, $2, $3, $4, 'proposed', $5::date)
     )
     INSERT INTO hedging_party (centre_id, agreement_id, position, person_id, agreed_on)
     SELECT $1, $2, p.position, p.person_id, CASE WHEN p.agreed THEN $5::date END
       FROM unnest($6::uuid[], $7::boolean[]) WITH ORDINALITY AS p (person_id, agreed, position)`,
    [
      tx.centreId,
      id,
      loanId,
      draw,
      on,
      parties.map(({ personId }) => personId),
      parties.map(({ agreed }) => agreed),
    ],
  );
}

/** A holder agrees; false when nobody of that id is asked, or has agreed before. */
export async function storeAgreed(
  tx: Tx,
  party: { agreementId: string; personId: string; on: string },
): Promise<boolean> {
  const agreed = await tx.execute(
    `UPDATE hedging_party AS p SET agreed_on = $4::date FROM hedging_agreement AS g
      WHERE p.centre_id = $1 AND p.agreement_id = $2 AND p.person_id = $3 AND p.agreed_on IS NULL
        AND g.centre_id = $1 AND g.id = $2 AND g.state = 'proposed'`,
    [tx.centreId, party.agreementId, party.personId, party.on],
  );
  return agreed === 1;
}

/** Ends what is proposed or in force for a loan, but for the agreement kept; the number that ended. */
export function endAgreements(
  tx: Tx,
  of: { loanId: string; reason: HedgingEnd; on: string; keep?: string },
): Promise<number> {
  return tx.execute(
    `UPDATE hedging_agreement SET state = 'ended', ended_on = $4::date, end_reason = $3
      WHERE centre_id = $1 AND loan_id = $2 AND state <> 'ended' AND id IS DISTINCT FROM $5::uuid`,
    [tx.centreId, of.loanId, of.reason, of.on, of.keep ?? null],
  );
}

/** Puts an agreement in force that every holder has agreed to; false when one has not. */
export async function putInForce(tx: Tx, agreementId: string, on: string): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE hedging_agreement AS g SET state = 'in-force', in_force_on = $3::date
      WHERE centre_id = $1 AND id = $2 AND state = 'proposed' AND NOT EXISTS (
        SELECT FROM hedging_party AS p WHERE p.centre_id = $1 AND p.agreement_id = $2 AND p.agreed_on IS NULL)`,
    [tx.centreId, agreementId, on],
  );
  return changed === 1;
}

/** Those of the people who have an open account, and those who borrow in the loan. */
export async function selectHolders(
  tx: Tx,
  loanId: string,
  personIds: readonly string[],
): Promise<{ personId: string; role: string | null; hasAccount: boolean }[]> {
  return tx.query(
    `SELECT p.person_id AS "personId", l.role, EXISTS (
              SELECT FROM member_account AS m WHERE m.centre_id = $1 AND m.person_id = p.person_id AND m.state IN ('01', '02', '06')) AS "hasAccount"
       FROM unnest($3::uuid[]) WITH ORDINALITY AS p (person_id, position)
       LEFT JOIN loan_party AS l ON l.centre_id = $1 AND l.loan_id = $2 AND l.person_id = p.person_id AND l.void_on IS NULL
      ORDER BY p.position`,
    [tx.centreId, loanId, personIds],
  );
}

/**
 * Holders whose account was closed leave their agreements. An agreement that nobody is left in ends; its loan is
 * returned. At most `limit` holders at once, in the order of their agreements.
 */
export function leaveClosedAccounts(
  tx: Tx,
  on: string,
  limit: number,
): Promise<{ agreementId: string; loanId: string; ended: boolean }[]> {
  return tx.query(
    `WITH gone AS MATERIALIZED (
       SELECT p.agreement_id, p.position, g.loan_id FROM hedging_agreement AS g
         JOIN hedging_party AS p ON p.centre_id = g.centre_id AND p.agreement_id = g.id AND p.left_on IS NULL
        WHERE g.centre_id = $1 AND g.state = 'in-force' AND NOT EXISTS (
          SELECT FROM member_account AS m WHERE m.centre_id = $1 AND m.person_id = p.person_id AND m.state IN ('01', '02', '06'))
        ORDER BY p.agreement_id, p.position LIMIT $3 FOR NO KEY UPDATE OF g, p
     ), parted AS (
       UPDATE hedging_party AS p SET left_on = $2::date FROM gone
        WHERE p.centre_id = $1 AND p.agreement_id = gone.agreement_id AND p.position = gone.position
     ), over AS (
       UPDATE hedging_agreement AS g SET state = 'ended', ended_on = $2::date, end_reason = 'account-closed'
         FROM (SELECT agreement_id, count(*) AS n FROM gone GROUP BY agreement_id) AS o
        WHERE g.centre_id = $1 AND g.id = o.agreement_id AND o.n = (
          SELECT count(*) FROM hedging_party AS p WHERE p.centre_id = $1 AND p.agreement_id = g.id AND p.left_on IS NULL)
       RETURNING g.id
     )
     SELECT DISTINCT gone.agreement_id AS "agreementId", gone.loan_id AS "loanId", over.id IS NOT NULL AS ended
       FROM gone LEFT JOIN over ON over.id = gone.agreement_id`,
    [tx.centreId, on, limit],
  );
}
