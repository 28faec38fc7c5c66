import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** What must hold of back payments, of wrong payments taken back, and of all that stands in suspense. */
export const moneyBackInvariants: readonly Invariant[] = [
  {
    id: 'B1',
    sentence: {
      zh: '每册补缴的入账恰等于其合计，逐人一致；到账与动用的暂收款之和等于合计',
      en: 'The credits of each back payment equal its total, member by member; what arrived and what suspense gave sum to it',
    },
    sql: `
      SELECT 'header' AS what, p.id::text AS id FROM back_payment AS p LEFT JOIN (
          SELECT payment_id, count(*) AS lines, count(DISTINCT account_id) AS members, sum(employer_fen + employee_fen) AS total
            FROM back_payment_line GROUP BY payment_id) AS l ON l.payment_id = p.id
       WHERE (p.line_count, p.member_count, p.total_fen) IS DISTINCT FROM (l.lines, l.members, l.total)
      UNION ALL
      SELECT 'posted', coalesce(p.id, j.source_id)::text
        FROM (SELECT * FROM back_payment WHERE state = 'POSTED' AND NOT taken_over) AS p
        FULL JOIN (SELECT * FROM journal WHERE kind = 'back-payment') AS j ON j.centre_id = p.centre_id AND j.source_id = p.id
       WHERE p.id IS NULL OR j.id IS NULL
      UNION ALL
      SELECT 'credit', coalesce(c.id, d.id) || ' ' || coalesce(c.account_id, d.account_id)
        FROM (SELECT p.id, l.account_id, sum(l.employer_fen + l.employee_fen) AS due
                FROM back_payment AS p JOIN back_payment_line AS l ON l.centre_id = p.centre_id AND l.payment_id = p.id
               WHERE p.state = 'POSTED' AND NOT p.taken_over GROUP BY p.id, l.account_id) AS d
        FULL JOIN (SELECT j.source_id AS id, e.account_id, sum(e.amount_fen) AS paid
                     FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'C'
                    WHERE j.kind = 'back-payment' GROUP BY j.source_id, e.account_id) AS c ON c.id = d.id AND c.account_id = d.account_id
       WHERE d.due IS DISTINCT FROM c.paid
      UNION ALL
      SELECT 'received', p.id::text FROM back_payment AS p
        LEFT JOIN (SELECT payment_id, sum(credited_fen) AS credited FROM back_payment_receipt GROUP BY payment_id) AS r ON r.payment_id = p.id
        LEFT JOIN (SELECT target_id, sum(amount_fen) AS drawn FROM suspense_draw WHERE purpose = 'back-payment' GROUP BY target_id) AS d ON d.target_id = p.id
       WHERE coalesce(r.credited, 0) + coalesce(d.drawn, 0) <> CASE WHEN p.state = 'POSTED' AND NOT p.taken_over THEN p.total_fen ELSE 0 END
      UNION ALL
      SELECT 'twice', l.account_id || ' ' || l.month
        FROM back_payment_line AS l JOIN back_payment AS p ON p.centre_id = l.centre_id AND p.id = l.payment_id AND p.state = 'POSTED'
        LEFT JOIN LATERAL (SELECT sum(r.employer_fen + r.employee_fen) AS amount FROM remittance_line AS r
          JOIN remittance_list AS t ON t.centre_id = r.centre_id AND t.id = r.list_id AND t.state = 'POSTED' AND t.month = l.month
         WHERE r.centre_id = l.centre_id AND r.account_id = l.account_id) AS m ON true
        LEFT JOIN LATERAL (SELECT sum(f.employer_fen + f.employee_fen) AS amount FROM contribution_refund AS f
         WHERE f.centre_id = l.centre_id AND f.account_id = l.account_id AND f.month = l.month AND f.state IN ('held', 'paid')) AS k ON true
       GROUP BY l.account_id, l.month, m.amount, k.amount
      HAVING coalesce(m.amount, 0) + sum(l.employer_fen + l.employee_fen) - coalesce(k.amount, 0) > max(l.full_fen)`,
  },
  {
    id: 'B2',
    sentence: {
      zh: '错缴退回累计不超过该笔缴款的单位、个人部分；在途退回恰有冻结和未终结的付款指令，已退的记账与其一致',
      en: 'Refunds of a line are never above either side of it; one under way has its hold and its open payment, one done its voucher',
    },
    sql: `
      SELECT 'line' AS what, f.source_id || ' ' || f.account_id || ' ' || f.month AS id
        FROM (SELECT centre_id, source_id, account_id, month, sum(employer_fen) AS employer, sum(employee_fen) AS employee
                FROM contribution_refund WHERE state IN ('held', 'paid') GROUP BY centre_id, source_id, account_id, month) AS f
        LEFT JOIN (
          SELECT r.centre_id, r.list_id AS source_id, r.account_id, l.month, r.employer_fen, r.employee_fen
            FROM remittance_line AS r JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND l.state = 'POSTED'
          UNION ALL
          SELECT b.centre_id, b.payment_id, b.account_id, b.month, b.employer_fen, b.employee_fen
            FROM back_payment_line AS b JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id AND p.state = 'POSTED'
        ) AS c ON c.centre_id = f.centre_id AND c.source_id = f.source_id AND c.account_id = f.account_id AND c.month = f.month
       WHERE c.source_id IS NULL OR f.employer > c.employer_fen OR f.employee > c.employee_fen
      UNION ALL
      SELECT 'under way', coalesce(f.case_id, h.case_id)::text
        FROM (SELECT * FROM contribution_refund WHERE state = 'held') AS f
        FULL JOIN (SELECT * FROM hold WHERE kind = 'contribution-refund' AND state = 'active') AS h
          ON h.centre_id = f.centre_id AND h.case_id = f.case_id
        LEFT JOIN instruction AS i ON i.centre_id = f.centre_id AND i.source_id = f.case_id AND i.purpose = 'contribution-refund'
             AND i.state IN ('created', 'sending', 'accepted', 'unknown')
       WHERE f.case_id IS NULL OR h.id IS NULL OR i.id IS NULL OR h.amount_fen <> f.employer_fen + f.employee_fen
      UNION ALL
      SELECT 'voucher', f.case_id::text FROM contribution_refund AS f
        LEFT JOIN instruction AS i ON i.centre_id = f.centre_id AND i.source_id = f.case_id AND i.state IN ('paid', 'returned')
        LEFT JOIN LATERAL (
          SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS amount
            FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.account_id = f.account_id
           WHERE j.centre_id = f.centre_id AND j.source_id IN (f.case_id, i.id) AND j.kind IN ('refund', 'refund-kept', 'refund-restored')) AS v ON true
       WHERE coalesce(v.amount, 0) <> CASE f.state WHEN 'paid' THEN f.employer_fen + f.employee_fen ELSE 0 END`,
  },
  {
    id: 'court-deductions',
    sentence: {
      zh: '每笔司法扣划在途时恰有一笔同额冻结和一笔未终结的付款指令，已付的恰有一张同额凭证，未付或退回的净额为零',
      en: 'Each deduction for a court has, under way, one hold and one open payment of its amount, paid one voucher of it, else nothing in the books',
    },
    sql: `
      SELECT 'under way' AS what, coalesce(d.case_id, h.case_id)::text AS id
        FROM (SELECT * FROM court_deduction WHERE state = 'held') AS d
        FULL JOIN (SELECT * FROM hold WHERE kind = 'court-deduction' AND state = 'active') AS h
          ON h.centre_id = d.centre_id AND h.case_id = d.case_id
        LEFT JOIN instruction AS i ON i.centre_id = d.centre_id AND i.source_id = d.case_id AND i.purpose = 'court-deduction'
             AND i.state IN ('created', 'sending', 'accepted', 'unknown')
       WHERE d.case_id IS NULL OR h.id IS NULL OR i.id IS NULL OR h.amount_fen <> d.amount_fen OR i.amount_fen <> d.amount_fen
      UNION ALL
      SELECT 'voucher', d.case_id::text FROM court_deduction AS d
        LEFT JOIN instruction AS i ON i.centre_id = d.centre_id AND i.source_id = d.case_id AND i.state IN ('paid', 'returned')
        LEFT JOIN LATERAL (
          SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS amount
            FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.account_id = d.account_id
           WHERE j.centre_id = d.centre_id AND j.source_id = i.id AND j.kind IN ('court-deduction', 'court-deduction-restored')) AS v ON true
       WHERE coalesce(v.amount, 0) <> CASE d.state WHEN 'paid' THEN d.amount_fen ELSE 0 END`,
  },
  {
    id: 'B3',
    sentence: {
      zh: '每个单位的暂收款各笔余额之和等于该单位 21901 的余额；在途退款恰有一笔未终结的付款指令',
      en: 'What is left of a unit’s lots, with what is on its way back, equals its 21901; what is on its way has its open payment',
    },
    sql: `
      SELECT 'unit' AS what, u.ledger_account_id::text AS id FROM unit_account AS u
        LEFT JOIN (SELECT s.centre_id, s.unit_id, sum(s.amount_fen - coalesce(d.drawn, 0) - coalesce(r.back, 0)) AS lots
                     FROM unit_suspense AS s
                     LEFT JOIN (SELECT centre_id, receipt_id, sum(amount_fen) AS drawn FROM suspense_draw GROUP BY centre_id, receipt_id) AS d
                       ON d.centre_id = s.centre_id AND d.receipt_id = s.receipt_id
                     LEFT JOIN (SELECT centre_id, lot_id, sum(amount_fen) AS back FROM suspense_return WHERE state = 'paid' GROUP BY centre_id, lot_id) AS r
                       ON r.centre_id = s.centre_id AND r.lot_id = s.receipt_id
                    GROUP BY s.centre_id, s.unit_id) AS l ON l.centre_id = u.centre_id AND l.unit_id = u.ledger_account_id
        LEFT JOIN (SELECT e.centre_id, e.account_id, sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END) AS booked
                     FROM entry AS e JOIN unit_account AS a ON a.centre_id = e.centre_id AND a.ledger_account_id = e.account_id
                    GROUP BY e.centre_id, e.account_id) AS b ON b.centre_id = u.centre_id AND b.account_id = u.ledger_account_id
       WHERE coalesce(l.lots, 0) <> coalesce(b.booked, 0)
      UNION ALL
      SELECT 'under way', coalesce(r.case_id, i.source_id)::text
        FROM (SELECT * FROM suspense_return WHERE state = 'held') AS r
        FULL JOIN (SELECT * FROM instruction WHERE purpose = 'suspense-return' AND state IN ('created', 'sending', 'accepted', 'unknown')) AS i
          ON i.centre_id = r.centre_id AND i.source_id = r.case_id
       WHERE r.case_id IS NULL OR i.id IS NULL OR r.amount_fen <> i.amount_fen`,
  },
  {
    id: 'receipts-given-back',
    sentence: {
      zh: '每笔原路退回的无主到账在途时恰有一笔同额未终结的付款指令，已付的恰有一张同额凭证借记 21901，且该到账已注明退回；被拒绝的没有',
      en: 'Each receipt on its way back has one open payment of its amount, one that was paid has one voucher of it out of 21901 and says so, one that was refused has neither',
    },
    sql: `
      SELECT 'under way' AS what, coalesce(r.id, i.source_id)::text AS id
        FROM (SELECT * FROM receipt_return WHERE state = 'held') AS r
        FULL JOIN (SELECT * FROM instruction WHERE purpose = 'receipt-return' AND state IN ('created', 'sending', 'accepted', 'unknown')) AS i
          ON i.centre_id = r.centre_id AND i.source_id = r.id
       WHERE r.id IS NULL OR i.id IS NULL OR r.amount_fen <> i.amount_fen
      UNION ALL
      SELECT 'voucher', r.id::text FROM receipt_return AS r
        JOIN receipt AS t ON t.centre_id = r.centre_id AND t.id = r.receipt_id
        LEFT JOIN instruction AS i ON i.centre_id = r.centre_id AND i.source_id = r.id AND i.state IN ('paid', 'returned')
        LEFT JOIN LATERAL (
          SELECT sum(e.amount_fen) AS amount FROM journal AS j
            JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.side = 'D' AND e.subject = '219'
           WHERE j.centre_id = r.centre_id AND j.source_id = i.id AND j.kind = 'receipt-returned') AS v ON true
       WHERE coalesce(v.amount, 0) <> CASE WHEN r.state IN ('paid', 'kept') THEN t.amount_fen ELSE 0 END
          OR (r.state IN ('paid', 'kept')) <> (t.matcher IS NOT DISTINCT FROM 'receipt-return' AND t.matched_ref = r.id::text)`,
  },
];
