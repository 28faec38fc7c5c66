import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold between cases, their keys, their decisions and what they moved. */
export const caseworkInvariants: readonly Invariant[] = [
  {
    id: 'I13',
    sentence: {
      zh: '每笔支付指令（异地转移资金和无主到账原路退回、贷款多还款退回、专户间划转除外）都有一个核准决定，金额相同，且决定所依据的每项事实均已知并留存',
      en: 'Each payment instruction, but for money of a transfer, of nobody known or of a settled loan that goes back and for money between own accounts, has an approving decision of its amount, all of whose facts are known and kept',
    },
    sql: `SELECT i.id AS instruction, i.source_id AS "case", coalesce(d.outcome, 'none') AS decision
            FROM instruction AS i
            LEFT JOIN loan AS l ON l.centre_id = i.centre_id AND l.id = i.source_id AND i.purpose = 'loan-disbursement'
            LEFT JOIN service_case AS c ON c.centre_id = i.centre_id AND c.id = coalesce(l.case_id, i.source_id)
            LEFT JOIN decision AS d ON d.centre_id = c.centre_id AND d.case_id = c.id AND d.round = c.round
           WHERE i.purpose NOT IN ('transfer-back', 'receipt-return', 'loan-refund', 'own-transfer') AND (d.outcome IS DISTINCT FROM 'approved' OR d.amount_fen IS DISTINCT FROM i.amount_fen
              OR EXISTS (SELECT FROM case_fact AS f WHERE f.centre_id = c.centre_id AND f.case_id = c.id
                          AND f.round = c.round AND f.state <> 'known')
              OR NOT EXISTS (SELECT FROM case_fact AS f WHERE f.centre_id = c.centre_id AND f.case_id = c.id AND f.round = c.round))`,
  },
  {
    id: 'I15',
    sentence: {
      zh: '每个办件恰由一个幂等编号产生，一个编号只产生一个结果；一个办件至多付款一次；办件事件序号连续',
      en: 'Each case comes of exactly one idempotency key and each key has one effect; a case pays at most once; its events are numbered without gap',
    },
    sql: `SELECT c.id AS "case", 'no key' AS breach FROM service_case AS c
           WHERE NOT EXISTS (SELECT FROM command AS k WHERE k.centre_id = c.centre_id AND k.resource_id = c.id)
          UNION ALL
          SELECT k.resource_id, 'two keys' FROM command AS k GROUP BY k.centre_id, k.resource_id HAVING count(*) > 1
          UNION ALL
          SELECT i.source_id, 'two payments' FROM instruction AS i WHERE i.state <> 'rejected' AND i.state <> 'returned'
           GROUP BY i.centre_id, i.source_id HAVING count(*) > 1
          UNION ALL
          SELECT c.id, 'events' FROM service_case AS c LEFT JOIN (
              SELECT case_id, count(*) AS n, max(seq) AS last FROM event GROUP BY case_id) AS e ON e.case_id = c.id
           WHERE c.last_event <> coalesce(e.n, 0) OR c.last_event <> coalesce(e.last, 0)`,
  },
];
