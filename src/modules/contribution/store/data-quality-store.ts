import type { Tx } from '../../../platform/database/tx';
import type { QualityCode } from '../domain/quality/quality-rule';
import { nextMonthOfUnit, ratioInForce } from './unit-ratio-store';

/** What holds on a day; ratios as decimal text, bases in fen, lower ones by district. */
export interface QualityLimits {
  readonly ratioMin: string;
  readonly ratioMax: string;
  readonly upperFen: bigint;
  readonly lowerFen: ReadonlyMap<string, bigint>;
}

/**
 * Units of employers that are not closed, each with how often it fails each check: 0 is in order. $2, $3 ratios, $4 the upper
 * base, $5 and $6 districts with their lower base; a district without one has no lower limit to fail.
 */
const checked = `
  SELECT u.employer_id, u.unit_account_no, v.code, v.failed
    FROM unit_account AS u
    JOIN employer AS e ON e.centre_id = u.centre_id AND e.id = u.employer_id
    LEFT JOIN unnest($5::text[], $6::bigint[]) AS l (district, lower_fen) ON l.district = u.district
    LEFT JOIN (SELECT m.unit_id, count(*) AS members, count(*) FILTER (WHERE m.base_fen > $4::bigint) AS above, min(m.base_fen) AS least
                 FROM member_account AS m WHERE m.centre_id = $1 AND m.state IN ('01', '02', '06') GROUP BY m.unit_id) AS m
      ON m.unit_id = u.ledger_account_id
    LEFT JOIN LATERAL (
      SELECT count(*) AS below FROM member_account AS b
       WHERE m.least < l.lower_fen AND b.centre_id = $1 AND b.unit_id = u.ledger_account_id AND b.state = '01' AND b.base_fen < l.lower_fen) AS b ON true
    LEFT JOIN LATERAL (${ratioInForce(`(${nextMonthOfUnit})`)}) AS r ON true
    CROSS JOIN LATERAL (SELECT coalesce(r.ratio_employer, u.ratio_employer) AS employer, coalesce(r.ratio_employee, u.ratio_employee) AS employee) AS ratio
    CROSS JOIN LATERAL (VALUES
      ('address-missing', (e.address IS NULL)::int),
      ('phone-missing', (e.phone_sealed IS NULL)::int),
      ('postcode-missing', (e.postcode IS NULL)::int),
      ('agent-missing', (NOT EXISTS (SELECT FROM employer_agent AS a WHERE a.centre_id = u.centre_id AND a.employer_id = e.id
                                        AND a.revoked_at IS NULL))::int),
      ('members-missing', (coalesce(m.members, 0) = 0)::int),
      ('ratio-out-of-range', ((least(ratio.employer, ratio.employee) < $2::numeric OR greatest(ratio.employer, ratio.employee) > $3::numeric)
          AND NOT EXISTS (SELECT FROM unit_relief AS r WHERE r.centre_id = u.centre_id AND r.unit_id = u.ledger_account_id AND r.ended_on IS NULL))::int),
      ('base-out-of-range', (coalesce(m.above, 0) + coalesce(b.below, 0))::int)) AS v (code, failed)
   WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.state <> '04'`;

const values = (tx: Tx, { ratioMin, ratioMax, upperFen, lowerFen }: QualityLimits): unknown[] => [
  tx.centreId,
  ratioMin,
  ratioMax,
  upperFen,
  [...lowerFen.keys()],
  [...lowerFen.values()],
];

export interface QualityCount {
  readonly code: QualityCode;
  readonly employers: number;
  readonly failing: number;
}

/** Of each check how many employers are asked and how many fail it. */
export function countQuality(tx: Tx, limits: QualityLimits): Promise<QualityCount[]> {
  return tx.query<QualityCount>(
    `SELECT code, count(*)::int AS employers, count(*) FILTER (WHERE failed > 0)::int AS failing FROM (${checked}) AS c GROUP BY code`,
    values(tx, limits),
  );
}

/** An employer with what it fails. */
export interface EmployerGaps {
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly gaps: readonly { readonly code: QualityCode; readonly count: number }[];
}

/** Employers that fail something, those that fail most first; at most `limit` after the number of a unit and its gaps. */
export function selectGapsOfEmployers(
  tx: Tx,
  limits: QualityLimits,
  page: {
    readonly after: { readonly gaps: number; readonly unitAccountNo: string } | null;
    readonly limit: number;
  },
): Promise<EmployerGaps[]> {
  return tx.query<EmployerGaps>(
    `SELECT employer_id AS "employerId", unit_account_no AS "unitAccountNo",
            jsonb_agg(jsonb_build_object('code', code, 'count', failed) ORDER BY code) AS gaps
       FROM (${checked}) AS c WHERE failed > 0 GROUP BY employer_id, unit_account_no
      HAVING $7::int IS NULL OR (-count(*), unit_account_no) > (-$7::int, $8::text)
      ORDER BY count(*) DESC, unit_account_no LIMIT $9`,
    [...values(tx, limits), page.after?.gaps ?? null, page.after?.unitAccountNo ?? null, page.limit],
  );
}

/** What one employer fails; every check that is asked, 0 where it is in order. */
export function selectGapsOf(
  tx: Tx,
  limits: QualityLimits,
  employerId: string,
): Promise<{ code: QualityCode; count: number }[]> {
  return tx.query(
    `SELECT code, failed AS count FROM (${checked} AND u.employer_id = $7) AS c ORDER BY code`,
    [...values(tx, limits), employerId],
  );
}
