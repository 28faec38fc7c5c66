import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of what happens to a member's account: courts, moves, mergers, voluntary contributions. */
export const memberInvariants: readonly Invariant[] = [
  {
    id: 'M1',
    sentence: {
      zh: '司法冻结不超过法院文书：每个生效冻结恰有一笔有效冻结款，金额不超过文书所载；已结束和轮候的没有；整户冻结的账户为 06，其余不是',
      en: 'No court holds more than its order says: each freeze in effect has one active hold within its order, one that waits or has ended has none; an account is 06 while one of the whole is in effect, and only then',
    },
    sql: `
      SELECT 'freeze' AS what, coalesce(f.order_no, h.id::text) AS id
        FROM (SELECT * FROM court_freeze WHERE state = 'active') AS f
        FULL JOIN (SELECT * FROM hold WHERE kind = 'court' AND state = 'active') AS h ON h.centre_id = f.centre_id AND h.id = f.hold_id
       WHERE f.order_no IS NULL OR h.id IS NULL OR h.account_id <> f.account_id OR h.wanted_fen IS DISTINCT FROM f.wanted_fen
          OR h.amount_fen > coalesce(f.wanted_fen, h.amount_fen)
      UNION ALL
      SELECT 'order', f.order_no FROM court_freeze AS f
        JOIN court_order AS o ON o.centre_id = f.centre_id AND o.order_no = f.order_no
       WHERE o.kind <> 'freeze' OR (o.amount_fen IS NULL) <> (f.wanted_fen IS NULL) OR f.wanted_fen > o.amount_fen
      UNION ALL
      SELECT 'state', m.account_no FROM member_account AS m
       WHERE (m.state = '06') <> EXISTS (SELECT FROM court_freeze AS f WHERE f.centre_id = m.centre_id
               AND f.account_id = m.account_id AND f.state = 'active' AND f.wanted_fen IS NULL)
      UNION ALL
      SELECT 'courts', b.account_id::text FROM member_balance AS b
       WHERE b.courts <> (SELECT count(*) FROM hold AS h WHERE h.centre_id = b.centre_id AND h.account_id = b.account_id
                             AND h.kind = 'court' AND h.state = 'active')`,
  },
  {
    id: 'M2',
    sentence: {
      zh: '已合并、转出或提取销户的账户余额和冻结均为零',
      en: 'An account closed by merger, transfer or withdrawal has nothing on it and nothing held',
    },
    sql: `SELECT m.account_no, m.state FROM member_account AS m
            JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
           WHERE m.state IN ('03', '04', '05') AND (b.carried_fen + b.current_fen <> 0 OR b.held_fen <> 0)`,
  },
  {
    id: 'M3',
    sentence: {
      zh: '账户与余额记在同一单位，各单位的 201 余额等于其职工余额之和；集中托管的账户未销户的均为封存，并在集中封存户，且每次内部转移的凭证借贷同额',
      en: 'Account and balance are with the same unit, and the 201 of each unit is the sum of its members; what the centre keeps is at its unit, and sealed unless it was closed; each move is booked out and in alike',
    },
    sql: `
      SELECT 'unit' AS what, m.account_no AS id FROM member_account AS m
        JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id WHERE b.unit_id <> m.unit_id
      UNION ALL
      SELECT 'sum', coalesce(e.unit_id, b.unit_id)::text
        FROM (SELECT centre_id, unit_id, sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END) AS fen FROM entry
               WHERE subject = '201' GROUP BY 1, 2) AS e
        FULL JOIN (SELECT centre_id, unit_id, sum(carried_fen + current_fen) AS fen FROM member_balance GROUP BY 1, 2) AS b
          ON b.centre_id = e.centre_id AND b.unit_id = e.unit_id
       WHERE coalesce(e.fen, 0) <> coalesce(b.fen, 0)
      UNION ALL
      SELECT 'kept', m.account_no FROM member_account AS m
        JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
       WHERE (m.held_centrally AND (u.kind <> 'central' OR m.state = '01'))
          OR (u.kind = 'central' AND m.state = '02' AND NOT m.held_centrally)
      UNION ALL
      SELECT 'move', coalesce(v.source_id, e.source_id)::text
        FROM (SELECT DISTINCT centre_id, source_id, account_id FROM account_move) AS v
        FULL JOIN (SELECT j.centre_id, j.source_id, e.account_id, sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) AS net
                     FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
                    WHERE j.kind = 'internal-transfer' GROUP BY 1, 2, 3) AS e
          ON e.centre_id = v.centre_id AND e.source_id = v.source_id AND e.account_id = v.account_id
       WHERE v.source_id IS NULL OR coalesce(e.net, 0) <> 0`,
  },
  {
    id: 'M4',
    sentence: {
      zh: '合并后消灭的账户为 03，与保留账户属同一人；一人至多一个未销户账户',
      en: 'An account merged away is 03 and of the same person as the one that stays; nobody has two open ones',
    },
    sql: `
      SELECT 'merged' AS what, g.from_id::text AS id FROM account_merge AS g
        LEFT JOIN member_account AS o ON o.centre_id = g.centre_id AND o.account_id = g.from_id
        LEFT JOIN member_account AS n ON n.centre_id = g.centre_id AND n.account_id = g.to_id
       WHERE o.state IS DISTINCT FROM '03' OR o.person_id IS DISTINCT FROM n.person_id
      UNION ALL
      SELECT 'former', f.id::text FROM former_identity AS f
       WHERE NOT EXISTS (SELECT FROM person AS p WHERE p.centre_id = f.centre_id AND p.id = f.person_id)
          OR (f.former_id <> f.person_id AND EXISTS (SELECT FROM member_account AS m WHERE m.centre_id = f.centre_id AND m.person_id = f.former_id))
      UNION ALL
      SELECT 'two', m.person_id::text FROM member_account AS m WHERE m.state IN ('01', '02', '06')
       GROUP BY m.centre_id, m.person_id HAVING count(*) > 1`,
  },
  {
    id: 'M5',
    sentence: {
      zh: '灵活就业缴存：已入账的每月恰有一张凭证和一笔同额到账，未入账的没有',
      en: 'Each month of a voluntary contribution that is credited has one voucher and one receipt of its amount, one that awaits its money has neither',
    },
    sql: `
      SELECT 'payment' AS what, coalesce(p.id, j.source_id)::text AS id
        FROM (SELECT * FROM flexible_payment WHERE state = 'POSTED') AS p
        FULL JOIN (SELECT j.centre_id, j.source_id, e.account_id, e.amount_fen FROM journal AS j
                     JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'C'
                    WHERE j.kind = 'flexible-remittance') AS j ON j.centre_id = p.centre_id AND j.source_id = p.id
        LEFT JOIN receipt AS r ON r.centre_id = p.centre_id AND r.id = p.receipt_id
       WHERE p.id IS NULL OR j.source_id IS NULL OR p.account_id <> j.account_id OR p.amount_fen <> j.amount_fen
          OR r.amount_fen IS DISTINCT FROM p.amount_fen`,
  },
];
