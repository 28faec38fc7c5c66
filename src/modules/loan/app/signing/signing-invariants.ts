import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of signing a loan. */
export const signingInvariants: readonly Invariant[] = [
  {
    id: 'S1',
    sentence: {
      zh: '已签约的贷款都经一次到场面签，由另一名柜员复核，所签即所核准',
      en: 'Each loan beyond its approval was signed at one visit, confirmed by another clerk, and what was signed is what was decided',
    },
    sql: `SELECT l.id AS loan, l.state FROM loan AS l
            LEFT JOIN signing AS s ON s.centre_id = l.centre_id AND s.loan_id = l.id AND s.state = 'signed'
           WHERE l.case_id IS NOT NULL AND l.state NOT IN ('committed', 'void')
             AND (s.id IS NULL OR s.terms_hash <> l.terms_hash OR s.confirmed_person_id = s.desk_person_id
               OR encode(sha256(convert_to(l.terms, 'UTF8')), 'hex') <> l.terms_hash
               OR EXISTS (SELECT FROM signing_signature AS g WHERE g.centre_id = s.centre_id AND g.signing_id = s.id
                             AND g.clerk_person_id = s.confirmed_person_id))`,
  },
  {
    id: 'S2',
    sentence: {
      zh: '签约时每位当事人身份均已核验，并签署应签的每份合同文本',
      en: 'At each signing every person in the loan was proved to be themselves and signed the text of each contract that is theirs',
    },
    sql: `SELECT s.id AS signing, p.person_id IS NOT NULL AS party, k.kind
            FROM signing AS s
            JOIN (SELECT centre_id, loan_id, person_id, role FROM loan_party
                  UNION ALL SELECT centre_id, loan_id, person_id, 'seller' FROM loan_hall_seller) AS p
              ON p.centre_id = s.centre_id AND p.loan_id = s.loan_id
            JOIN (VALUES ('loan-contract'), ('mortgage-contract'), ('hedging-agreement'), ('custody-agreement')) AS k (kind)
              ON CASE WHEN p.role = 'seller' THEN k.kind = 'custody-agreement'
                      WHEN k.kind = 'custody-agreement' THEN p.role <> 'guarantor'
                       AND EXISTS (SELECT FROM loan_hall_seller AS v WHERE v.centre_id = s.centre_id AND v.loan_id = s.loan_id)
                      ELSE (k.kind <> 'hedging-agreement' OR s.hedging) AND (k.kind = 'loan-contract' OR p.role <> 'guarantor') END
            LEFT JOIN signing_identity AS i ON i.centre_id = s.centre_id AND i.signing_id = s.id AND i.person_id = p.person_id
            LEFT JOIN signing_paper AS c ON c.centre_id = s.centre_id AND c.loan_id = s.loan_id AND c.kind = k.kind
            LEFT JOIN document AS d ON d.centre_id = c.centre_id AND d.id = c.document_id
            LEFT JOIN signing_signature AS g ON g.centre_id = s.centre_id AND g.signing_id = s.id AND g.kind = k.kind
                  AND g.person_id = p.person_id
           WHERE s.state = 'signed' AND (i.proved_by IS NULL OR d.content_hash IS DISTINCT FROM c.content_hash
              OR c.terms_hash IS DISTINCT FROM s.terms_hash OR g.content_hash IS DISTINCT FROM c.content_hash)`,
  },
  {
    id: 'S3',
    sentence: {
      zh: '每个面签时段的占用数等于其预约、到场、签约和未到场之和',
      en: 'What is taken of each half hour is what stands booked, there, signed or missed in it',
    },
    sql: `SELECT t.branch_id AS branch, t.day, t.minute, t.taken, count(s.id) AS stands
            FROM signing_slot AS t LEFT JOIN signing AS s ON s.centre_id = t.centre_id AND s.branch_id = t.branch_id
                 AND s.day = t.day AND s.minute = t.minute AND (s.state <> 'cancelled' OR s.arrived_at IS NOT NULL)
           GROUP BY t.branch_id, t.day, t.minute, t.taken HAVING t.taken <> count(s.id)`,
  },
];
