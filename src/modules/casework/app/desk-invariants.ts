import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of facts that a person supplied, of what decisions rest on, and of cases nobody has decided. */
export const deskInvariants: readonly Invariant[] = [
  {
    id: 'D1',
    sentence: {
      zh: '每项柜台补充的事实都有一名柜员此前留下的证据，证据未被改动，且柜员不是申请人、所代理单位或所填配偶',
      en: 'Each fact from a desk has evidence that a clerk left before, unaltered, and the clerk is neither the applicant nor their agent nor named in it',
    },
    sql: `SELECT f.case_id AS "case", f.round, f.name AS fact, 'no evidence' AS breach
            FROM case_fact AS f JOIN decision AS d ON d.centre_id = f.centre_id AND d.case_id = f.case_id AND d.round = f.round
           WHERE f.state = 'known' AND f.body ->> 'source' = 'DESK' AND NOT EXISTS (
             SELECT FROM desk_answer AS a WHERE a.centre_id = f.centre_id AND a.case_id = f.case_id AND a.fact = f.name
                AND a.evidence_no = f.body ->> 'receiptNo' AND a.answered_at <= d.decided_at)
          UNION ALL
          SELECT a.case_id, NULL, a.fact, 'own case' FROM desk_answer AS a
            JOIN service_case AS c ON c.centre_id = a.centre_id AND c.id = a.case_id
           WHERE a.clerk_person_id = c.person_id OR EXISTS (
             SELECT FROM employer_agent AS g WHERE g.centre_id = c.centre_id AND g.employer_id = c.employer_id
                AND g.person_id = a.clerk_person_id AND g.authorised_at <= a.answered_at
                AND (g.revoked_at IS NULL OR g.revoked_at > a.answered_at))
          UNION ALL
          SELECT f.case_id, f.round, f.name, 'clerk named' FROM desk_answer AS a
            JOIN case_fact AS f ON f.centre_id = a.centre_id AND f.case_id = a.case_id AND f.name = a.fact
             AND f.body ->> 'source' = 'DESK' AND f.body ->> 'receiptNo' = a.evidence_no
            JOIN case_fact AS m ON m.centre_id = f.centre_id AND m.case_id = f.case_id AND m.round = f.round
           WHERE m.state = 'known' AND m.body -> 'value' #>> '{spouse,personId}' = a.clerk_person_id::text
          UNION ALL
          SELECT a.case_id, NULL, a.fact, 'evidence altered' FROM desk_answer AS a
           WHERE a.hash <> encode(sha256(a.value_sealed || a.evidence_sealed), 'hex')`,
  },
  {
    id: 'D4',
    sentence: {
      zh: '柜台受理的办件记有受理的柜员本人和一次到场，且柜员既不是申请人，也不是所代理单位的专管员',
      en: 'Each case taken in at a counter names its clerk and one visit, and the clerk is neither the applicant nor an agent of the employer',
    },
    sql: `SELECT c.id AS "case" FROM service_case AS c
           WHERE (c.channel = 'counter') <> (c.clerk_person_id IS NOT NULL)
              OR c.clerk_person_id = c.person_id
              OR (c.channel = 'counter') <> EXISTS (
                SELECT FROM event AS e WHERE e.centre_id = c.centre_id AND e.case_id = c.id AND e.seq = 2
                   AND e.kind = 'received-at-counter')
              OR EXISTS (
                SELECT FROM employer_agent AS g WHERE g.centre_id = c.centre_id AND g.employer_id = c.employer_id
                   AND g.person_id = c.clerk_person_id AND g.authorised_at <= c.accepted_at
                   AND (g.revoked_at IS NULL OR g.revoked_at > c.accepted_at))`,
  },
  {
    id: 'D2',
    sentence: {
      zh: '每个决定的字节与其哈希一致，所依据的事实按名称和哈希一项不多、一项不少（事实内容与其哈希由重放核对）',
      en: 'Each decision has the bytes it was stored with, and rests on the facts it was made of by name and hash (replay holds each fact against its hash)',
    },
    sql: `SELECT d.case_id AS "case", d.round FROM decision AS d
           WHERE d.hash <> encode(sha256(convert_to(d.body, 'UTF8')), 'hex')
              OR d.facts_hash <> encode(sha256(convert_to(coalesce(
                   (SELECT string_agg(f.name || ' ' || f.hash, E'\\n' ORDER BY f.name COLLATE "C") FROM case_fact AS f
                     WHERE f.centre_id = d.centre_id AND f.case_id = d.case_id AND f.round = d.round), ''), 'UTF8')), 'hex')`,
  },
  {
    id: 'D3',
    sentence: {
      zh: '尚未决定或已撤回的办件没有占用账户、冻结资金或付款',
      en: 'A case that is not decided, or was withdrawn before it was, occupies no account, holds no money and pays nothing',
    },
    sql: `SELECT c.id AS "case", c.state FROM service_case AS c
           WHERE (c.state IN ('accepted', 'waiting', 'counter', 'overdue')
                  OR (c.state = 'cancelled' AND NOT EXISTS (
                    SELECT FROM decision AS d WHERE d.centre_id = c.centre_id AND d.case_id = c.id AND d.outcome = 'approved')))
             AND (EXISTS (SELECT FROM engagement AS e WHERE e.centre_id = c.centre_id AND e.case_id = c.id)
               OR EXISTS (SELECT FROM hold AS h WHERE h.centre_id = c.centre_id AND h.case_id = c.id)
               OR EXISTS (SELECT FROM instruction AS i WHERE i.centre_id = c.centre_id AND i.source_id = c.id))`,
  },
];
