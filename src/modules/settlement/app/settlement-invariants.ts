import type { Invariant } from '../../../platform/invariants/invariant-registry';

const open = `('created', 'sending', 'accepted', 'unknown')`;

/** A transfer to another city closes its account as a withdrawal may. */
const pays = `h.kind = CASE i.purpose WHEN 'transfer' THEN 'closing' ELSE i.purpose END`;

/** Lines of a voucher on the paying account's leaf, one side of it. */
const onLeaf = (journal: string, side: 'D' | 'C'): string => `
  SELECT count(*) AS lines, coalesce(sum(e.amount_fen), 0) AS amount
    FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
   WHERE j.centre_id = i.centre_id AND j.id = i.${journal} AND e.account_id = a.leaf_account_id AND e.side = '${side}'`;

const instructionWith = (journal: string, side: 'D' | 'C'): string => `
  FROM instruction AS i JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id
  CROSS JOIN LATERAL (${onLeaf(journal, side)}) AS posted`;

/** What must hold between instructions, holds, vouchers and receipts. */
export const settlementInvariants: readonly Invariant[] = [
  {
    id: 'I5',
    sentence: {
      zh: '每笔有效的提取（含销户、异地转出）冻结恰对应一笔未终结的支付指令，反之亦然；已付指令的冻结已结清',
      en: 'Each active hold of a withdrawal, closing or transfer has exactly one open instruction and the reverse; the hold of a paid one is settled',
    },
    sql: `SELECT h.id, 'active hold' AS kind, count(i.id)::int AS partners
            FROM hold AS h LEFT JOIN instruction AS i
              ON i.centre_id = h.centre_id AND i.source_id = h.case_id AND ${pays} AND i.state IN ${open}
           WHERE h.state = 'active' AND h.kind IN ('withdrawal', 'closing')
             -- What nobody inherits moves to an account of the centre's own.
             AND NOT EXISTS (SELECT FROM estate AS e WHERE e.centre_id = h.centre_id AND e.id = h.case_id)
           GROUP BY h.id HAVING count(i.id) <> 1
          UNION ALL
          SELECT i.id, 'open instruction', count(h.id)::int
            FROM instruction AS i LEFT JOIN hold AS h
              ON h.centre_id = i.centre_id AND h.case_id = i.source_id AND h.state = 'active' AND ${pays}
           WHERE i.purpose IN ('withdrawal', 'closing', 'transfer') AND i.state IN ${open} GROUP BY i.id HAVING count(h.id) <> 1
          UNION ALL
          SELECT i.id, 'paid instruction', count(h.id)::int
            FROM instruction AS i LEFT JOIN hold AS h
              ON h.centre_id = i.centre_id AND h.case_id = i.source_id AND h.state = 'settled' AND ${pays}
           WHERE i.purpose IN ('withdrawal', 'closing', 'transfer') AND i.state = 'paid' GROUP BY i.id HAVING count(h.id) <> 1`,
  },
  {
    id: 'I6',
    sentence: {
      zh: '每笔已付指令恰有一张等额的付款凭证；已退回的另有一张等额的退票凭证；其余指令没有凭证',
      en: 'Each paid instruction has exactly one voucher of its amount, a returned one also that of the return, any other none',
    },
    sql: `SELECT i.id, i.state, 'payment' AS voucher, posted.amount::text AS posted ${instructionWith('paid_journal_id', 'C')}
           WHERE CASE WHEN i.state IN ('paid', 'returned') THEN posted.lines <> 1 OR posted.amount <> i.amount_fen
                      ELSE i.paid_journal_id IS NOT NULL END
          UNION ALL
          SELECT i.id, i.state, 'return', posted.amount::text ${instructionWith('returned_journal_id', 'D')}
           WHERE CASE WHEN i.state = 'returned' THEN posted.lines <> 1 OR posted.amount <> i.amount_fen
                      ELSE i.returned_journal_id IS NOT NULL END`,
  },
  {
    id: 'I12',
    sentence: {
      zh: '每个银行专户科目的发生额（期初除外）等于到账之和减去已付之和',
      en: 'What moved on the leaf of each bank account, openings apart, equals receipts less payments',
    },
    sql: `SELECT a.leaf_account_id, booked.amount::text AS booked, (came.amount - went.amount)::text AS told
            FROM bank_account AS a
            CROSS JOIN LATERAL (
              SELECT coalesce(sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END), 0) AS amount
                FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
               WHERE e.centre_id = a.centre_id AND e.account_id = a.leaf_account_id AND j.kind NOT LIKE 'opening%') AS booked
            CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount_fen), 0) AS amount FROM receipt AS r
               WHERE r.centre_id = a.centre_id AND r.bank_account_id = a.id AND r.part_of IS NULL) AS came
            CROSS JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0) AS amount FROM instruction AS i
               WHERE i.centre_id = a.centre_id AND i.bank_account_id = a.id AND i.state IN ('paid', 'returned')) AS went
           WHERE booked.amount <> came.amount - went.amount`,
  },
  {
    id: 'receipt-parts',
    sentence: {
      zh: '一笔到账拆分为多笔的，各笔之和等于该笔到账，日期和专户一致',
      en: 'The parts of a receipt come to its amount, on its day and account',
    },
    sql: `SELECT p.part_of AS receipt_id, sum(p.amount_fen)::text AS parts, w.amount_fen::text AS whole
            FROM receipt AS p LEFT JOIN receipt AS w ON w.centre_id = p.centre_id AND w.id = p.part_of
           WHERE p.part_of IS NOT NULL GROUP BY p.part_of, w.amount_fen, w.value_date, w.bank_account_id
          HAVING w.amount_fen IS DISTINCT FROM sum(p.amount_fen)
              OR bool_or(p.value_date <> w.value_date OR p.bank_account_id <> w.bank_account_id)`,
  },
  {
    id: 'collected-is-receipt',
    sentence: {
      zh: '每笔已代收的款项恰为一笔到账：专户、流水号、金额、日期一致，部分代收不超过委托金额；未代收的没有到账；批次终结时其各笔均已终结',
      en: 'Each collected order is exactly one receipt of the same account, serial, amount and day, never above what was ordered; one not collected has none; a batch that is done has no open order',
    },
    sql: `SELECT c.id, c.state, 'receipt' AS what FROM collection AS c
            LEFT JOIN receipt AS r ON r.centre_id = c.centre_id AND r.id = c.receipt_id
           WHERE c.state = 'paid' AND (r.id IS NULL OR r.part_of IS NOT NULL OR r.state <> 'matched'
              OR (r.bank_account_id, r.bank_serial, r.amount_fen, r.value_date, r.matched_ref)
                 IS DISTINCT FROM (c.bank_account_id, c.bank_serial, c.collected_fen, c.value_date, c.reference))
          UNION ALL
          SELECT c.id, c.state, 'booked uncollected' FROM collection AS c
            JOIN receipt AS r ON r.centre_id = c.centre_id AND r.matched_ref = c.reference
           WHERE c.state <> 'paid' OR c.receipt_id IS DISTINCT FROM r.id
          UNION ALL
          SELECT b.id, b.state, 'batch' FROM collection_batch AS b
            JOIN collection AS c ON c.centre_id = b.centre_id AND c.batch_id = b.id
           GROUP BY b.centre_id, b.id, b.state, b.parts, b.amount_fen
          HAVING b.parts <> count(*) OR b.amount_fen <> sum(c.amount_fen)
              OR (b.state = 'done' AND bool_or(c.state NOT IN ('paid', 'rejected') AND NOT c.frozen))`,
  },
];
