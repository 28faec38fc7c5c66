import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What moved on 21902, letter by letter: a voucher's source is the receipt, the letter or the payment back. */
const booked = `
  SELECT letter_id, sum(amount) AS amount FROM (
    SELECT coalesce(m.letter_id, l.id, b.letter_id) AS letter_id,
           CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END AS amount
      FROM ledger_account AS a
      JOIN entry AS e ON e.centre_id = a.centre_id AND e.account_id = a.id
      JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
      LEFT JOIN transfer_money AS m ON j.kind = 'transfer-money' AND m.centre_id = j.centre_id AND m.receipt_id = j.source_id
      LEFT JOIN transfer_letter AS l ON j.kind = 'transfer-in' AND l.centre_id = j.centre_id AND l.id = j.source_id
      LEFT JOIN instruction AS i ON j.kind LIKE 'transfer-back%' AND i.centre_id = j.centre_id AND i.id = j.source_id
      LEFT JOIN transfer_money AS b ON b.centre_id = i.centre_id AND b.receipt_id = i.source_id
     WHERE a.code = '21902') AS lines
   GROUP BY letter_id`;

/** Transfers between cities: money in transit, accounts that left, and what letters say of both. */
export const transferInvariants: readonly Invariant[] = [
  {
    id: 'Y1',
    sentence: {
      zh: '异地转移在途（21902）逐函等于已到账而未入账、未退回的资金；转入凭证等于该函已入账资金，也等于所告金额',
      en: 'Letter by letter 21902 equals money that came and was neither credited nor sent back; what was credited equals that money and the amount told',
    },
    sql: `
      SELECT 'transit' AS what, coalesce(b.letter_id, k.letter_id)::text AS letter, coalesce(b.amount, 0)::text AS booked,
             coalesce(k.amount, 0)::text AS kept
        FROM (${booked}) AS b
        FULL JOIN (SELECT letter_id, sum(amount_fen) AS amount FROM transfer_money WHERE use IN ('kept', 'sending-back', 'held') GROUP BY letter_id) AS k
          ON k.letter_id = b.letter_id
       WHERE coalesce(b.amount, 0) <> coalesce(k.amount, 0)
      UNION ALL
      SELECT 'credited', l.id::text, coalesce(c.amount, 0)::text, l.told_fen::text
        FROM transfer_letter AS l
        LEFT JOIN (SELECT letter_id, sum(amount_fen) AS amount FROM transfer_money WHERE use = 'credited' GROUP BY letter_id) AS c ON c.letter_id = l.id
       WHERE l.direction = 'in' AND coalesce(c.amount, 0) <> CASE WHEN l.state IN ('00', '20') THEN l.told_fen ELSE 0 END
      UNION ALL
      SELECT 'receipt', coalesce(r.id, m.receipt_id)::text, r.amount_fen::text, m.amount_fen::text
        FROM (SELECT r.* FROM receipt AS r JOIN transfer_letter AS l ON l.centre_id = r.centre_id AND l.letter_no = r.matched_ref AND l.direction = 'in'
               WHERE r.matcher = 'transfer') AS r
        FULL JOIN transfer_money AS m ON m.centre_id = r.centre_id AND m.receipt_id = r.id
       WHERE r.amount_fen IS DISTINCT FROM m.amount_fen
      UNION ALL
      SELECT 'back', i.id::text, i.amount_fen::text, m.amount_fen::text FROM instruction AS i
        LEFT JOIN transfer_money AS m ON m.centre_id = i.centre_id AND m.receipt_id = i.source_id
       WHERE i.purpose = 'transfer-back' AND (m.amount_fen IS DISTINCT FROM i.amount_fen
          OR (i.state = 'paid') <> (m.use = 'sent-back'))`,
  },
  {
    id: 'Y2',
    sentence: {
      zh: '每笔已付的异地转出，账户为外部转出销户（04）且余额为零；转出后又有资金或退回的除外，该函已注明；接管前已转出的没有函；所告金额等于所付金额',
      en: 'Each transfer out that was paid left its account closed (04) with nothing on it, but where the letter says that money came meanwhile or came back, or that left before the books were taken over; what was told is what was paid',
    },
    sql: `
      SELECT 'account' AS what, m.account_id::text AS id, m.state, (b.carried_fen + b.current_fen)::text AS balance
        FROM (SELECT DISTINCT ON (centre_id, account_id) * FROM transfer_letter
               WHERE direction = 'out' AND account_id IS NOT NULL AND told -> 'paidFrom' <> 'null'::jsonb
               ORDER BY centre_id, account_id, opened_on DESC, id DESC) AS l
        JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
        JOIN member_balance AS b ON b.centre_id = l.centre_id AND b.account_id = l.account_id
       WHERE NOT l.kept_open AND (m.state <> '04' OR b.carried_fen + b.current_fen <> 0)
      UNION ALL
      SELECT 'closed', m.account_id::text, m.state, (b.carried_fen + b.current_fen)::text FROM member_account AS m
        JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
       WHERE m.state = '04' AND (b.carried_fen + b.current_fen <> 0 OR NOT EXISTS (
         SELECT FROM transfer_letter AS l WHERE l.centre_id = m.centre_id AND l.account_id = m.account_id AND l.direction = 'out'
         UNION ALL
         SELECT FROM opening_balance AS o WHERE o.centre_id = m.centre_id AND o.account_id = m.account_id AND o.closed_on = m.closed_on))
      UNION ALL
      SELECT 'paid', i.id::text, i.amount_fen::text, l.told_fen::text FROM instruction AS i
        LEFT JOIN transfer_letter AS l ON l.centre_id = i.centre_id AND l.case_id = i.source_id AND l.direction = 'out'
       WHERE i.purpose = 'transfer' AND (l.id IS NULL OR l.told_fen <> i.amount_fen OR l.told_interest_fen <> i.interest_fen
          OR (i.state = 'paid' AND l.state IN ('02', '13', '05')))
      UNION ALL
      SELECT 'letter', l.id::text, l.state, NULL FROM transfer_letter AS l
       WHERE l.direction = 'out' AND l.state IN ('08', '06', '00', '20') AND NOT EXISTS (
         SELECT FROM instruction AS i WHERE i.centre_id = l.centre_id AND i.source_id = l.case_id AND i.purpose = 'transfer'
            AND i.state IN ('paid', 'returned'))`,
  },
  {
    id: 'Y3',
    sentence: {
      zh: '在途的转入函占用其账户并有等待中的办件，已结的都没有；每笔办结的转入留有一份转入年限',
      en: 'A letter of ours that is under way has its account engaged and a case that waits, one that is over has neither; each that was done left its months',
    },
    sql: `
      SELECT 'case' AS what, l.id::text AS letter, l.state, c.state AS "case" FROM transfer_letter AS l
        LEFT JOIN service_case AS c ON c.centre_id = l.centre_id AND c.id = l.case_id
        LEFT JOIN engagement AS e ON e.centre_id = l.centre_id AND e.account_id = l.account_id AND e.case_id = l.case_id
       WHERE l.direction = 'in' AND (c.id IS NULL OR (l.ended_on IS NULL) <> (c.state = 'waiting-funds') OR (l.ended_on IS NULL) <> (e.case_id IS NOT NULL))
      UNION ALL
      SELECT 'months', coalesce(l.id, m.letter_id)::text, l.state, NULL
        FROM (SELECT * FROM transfer_letter WHERE direction = 'in' AND state IN ('00', '20')) AS l
        FULL JOIN carried_months AS m ON m.centre_id = l.centre_id AND m.letter_id = l.id
       WHERE l.id IS NULL OR m.letter_id IS NULL`,
  },
];
