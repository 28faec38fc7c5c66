import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** Holds of withdrawals; one whose payment the bank returned is `returned`, also where the money waits for a person. */
const holds = `(
  SELECT h.centre_id, h.id, h.case_id, h.amount_fen, CASE WHEN h.state = 'settled' AND EXISTS (
           SELECT FROM instruction AS i WHERE i.centre_id = h.centre_id AND i.source_id = h.case_id
              AND i.purpose = 'withdrawal' AND i.state = 'returned') THEN 'returned' ELSE h.state END AS state
    FROM hold AS h WHERE h.kind = 'withdrawal') AS h`;

/** What must hold of money that is to be given back, and of what was. */
export const recoveryInvariants: readonly Invariant[] = [
  {
    id: 'recovery-of-cancelled',
    sentence: {
      zh: '已付款而合同备案已撤销的每笔购房提取恰有一笔追回，金额等于所提金额；追回只针对已付的提取，付款被银行退回的随之终结',
      en: 'Each paid withdrawal whose contract is cancelled has one recovery of its amount; a recovery is of a paid withdrawal, and ends with a payment that the bank returned',
    },
    sql: `SELECT w.id AS case_id, 'not recovered' AS breach
            FROM purchase_watch AS w
            JOIN ${holds} ON h.centre_id = w.centre_id AND h.case_id = w.id AND h.state = 'settled'
            LEFT JOIN recovery AS r ON r.centre_id = w.centre_id AND r.case_id = w.id AND r.state IN ('open', 'given-back')
           WHERE r.id IS NULL AND EXISTS (SELECT FROM purchase_watch AS c
             WHERE c.centre_id = w.centre_id AND c.contract_no = w.contract_no AND c.cancelled_on IS NOT NULL)
          UNION ALL
          SELECT r.case_id, 'recovery of ' || coalesce(h.state, 'nothing')
            FROM recovery AS r
            LEFT JOIN ${holds} ON h.centre_id = r.centre_id AND h.case_id = r.case_id
           WHERE h.id IS NULL OR h.amount_fen <> r.amount_fen
              OR h.state <> ALL (CASE r.state WHEN 'open' THEN ARRAY['settled'] WHEN 'bank-returned' THEN ARRAY['returned']
                                              ELSE ARRAY['settled', 'returned'] END)
          UNION ALL
          SELECT w.id, 'not watched' FROM purchase_watch AS w
            JOIN ${holds} ON h.centre_id = w.centre_id AND h.case_id = w.id AND h.state = 'settled'
           WHERE w.paid_on IS NULL`,
  },
  {
    id: 'recovery-is-booked',
    sentence: {
      zh: '每笔提取已退回的金额等于其追回的到账之和，每笔到账恰有一张等额的凭证贷记职工账户；全部退回当且仅当追回已办结',
      en: 'What was given back of a withdrawal is the sum of what came for its recovery, each with one voucher of its amount that credits the member; a recovery is given back if and only if all of it came',
    },
    sql: `SELECT h.id, 'given back' AS breach, h.given_back_fen::text AS stored, coalesce(c.fen, 0)::text AS came
            FROM hold AS h
            LEFT JOIN recovery AS r ON r.centre_id = h.centre_id AND r.case_id = h.case_id
            LEFT JOIN (SELECT centre_id, recovery_id, sum(amount_fen) AS fen FROM recovery_receipt GROUP BY 1, 2) AS c
              ON c.centre_id = r.centre_id AND c.recovery_id = r.id
           WHERE (r.id IS NOT NULL OR h.given_back_fen <> 0)
             AND (h.given_back_fen <> coalesce(c.fen, 0) OR (r.state = 'given-back') <> (h.given_back_fen = h.amount_fen))
          UNION ALL
          SELECT b.receipt_id, 'voucher', b.amount_fen::text, coalesce(v.credited, 0)::text
            FROM recovery_receipt AS b
            LEFT JOIN receipt AS t ON t.centre_id = b.centre_id AND t.id = b.receipt_id
            LEFT JOIN LATERAL (
              SELECT sum(e.amount_fen) AS credited, count(*) AS lines
                FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
               WHERE j.centre_id = b.centre_id AND j.kind = 'withdrawal-given-back' AND j.source_id = b.receipt_id
                 AND j.value_date = b.came_on AND e.side = 'C' AND e.subject = '201' AND e.account_id = b.account_id) AS v ON true
           WHERE v.lines <> 1 OR v.credited <> b.amount_fen OR t.matcher IS DISTINCT FROM 'recovery' OR t.amount_fen <> b.amount_fen
          UNION ALL
          SELECT j.source_id, 'voucher of nothing', '0', '0' FROM journal AS j
           WHERE j.kind = 'withdrawal-given-back'
             AND NOT EXISTS (SELECT FROM recovery_receipt AS b WHERE b.centre_id = j.centre_id AND b.receipt_id = j.source_id)`,
  },
];
