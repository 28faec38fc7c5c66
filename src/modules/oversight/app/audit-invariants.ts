import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** Acts that take two people: their table, who proposes and who agrees, and when it counts as carried out. */
const acts: readonly (readonly [table: string, maker: string, checker: string, carriedOut: string])[] = [
  ['order_ruling', 'proposed_person_id', 'decided_person_id', `t.state = 'applied'`],
  ['loan_write_off', 'proposed_person_id', 'decided_person_id', `t.state = 'approved'`],
  ['gains_distribution', 'proposed_person_id', 'decided_person_id', `t.state = 'approved'`],
  ['estate', 'proposed_person_id', 'decided_person_id', `t.state IN ('moving', 'failed', 'done')`],
  ['bank_account_closing', 'proposed_by', 'decided_by', 't.agreed IS TRUE'],
  ['signing', 'desk_person_id', 'confirmed_person_id', `t.state = 'signed'`],
];
const byOnePerson = acts.map(
  ([table, maker, checker, carriedOut]) => `
          SELECT '${table}' AS act, t.id, 'by one person' AS breach FROM ${table} AS t
           WHERE t.${maker} = t.${checker} OR (${carriedOut} AND (t.${maker} IS NULL OR t.${checker} IS NULL))`,
);

/** Rows that nobody changes bear the transaction that wrote them, and the database knows it as well. */
const rewritten = (table: string, rows: string): string => `
          SELECT '${table}' AS "table", count(*) AS rows, min(r.id::text) AS "first" FROM (${rows}) AS r
           WHERE r.written <> r.txid::xid HAVING count(*) > 0`;

/** So much of a table is looked at each time, other pages each time: a city's in seconds, a small one whole. */
const PAGES_LOOKED_AT = 500;

/** Who did what, that nobody rewrote it, and that it tells nobody's number: I14, I16, I19, I20. */
export const auditInvariants: readonly Invariant[] = [
  {
    id: 'I14',
    sentence: {
      zh: '每笔资金变动都有据可查：银行的答复、通知、对账单明细或经两人确认的书面说明，到账通知或对账单明细，登记机关的答复原文，以及办件进度中的一句话，不多也不少',
      en: 'Whatever moved has its record: the answer, notice or statement of the bank or its word in writing, the notice or statement of each receipt, the answer of each registry that was believed, and one word on the timeline for each end of a payment',
    },
    sql: `SELECT 'instruction' AS what, i.id::text AS id, i.state AS breach FROM instruction AS i
           WHERE i.state IN ('paid', 'rejected', 'returned') AND coalesce(i.reject_code, '') NOT IN ('CARD_STOPPED', 'LENDER_HELD', 'CONTRACT_CANCELLED')
             AND NOT EXISTS (SELECT FROM bank_exchange AS x WHERE x.centre_id = i.centre_id AND x.instruction_id = i.id
                   AND x.outcome = CASE x.direction WHEN 'out' THEN 'answered' ELSE i.state END)
             AND NOT EXISTS (SELECT FROM order_ruling AS g WHERE g.centre_id = i.centre_id AND g.order_id = i.id AND g.state = 'applied')
             AND NOT EXISTS (SELECT FROM statement_difference AS d WHERE d.centre_id = i.centre_id AND d.reference = i.reference
                   AND d.settled_as IN ('payment', 'return'))
          UNION ALL
          SELECT 'receipt', r.id::text, 'no notice' FROM receipt AS r
            JOIN bank_account AS a ON a.centre_id = r.centre_id AND a.id = r.bank_account_id
            LEFT JOIN bank_exchange AS x ON x.centre_id = r.centre_id AND x.bank_code = a.bank_code AND x.reference = r.bank_serial
             AND x.direction = 'in'
            LEFT JOIN collection AS c ON c.centre_id = r.centre_id AND c.receipt_id = r.id
           WHERE r.part_of IS NULL AND r.matcher IS DISTINCT FROM 'returned-payment' AND x.id IS NULL AND c.id IS NULL
             AND NOT EXISTS (SELECT FROM statement_difference AS d
                   JOIN bank_statement AS t ON t.centre_id = d.centre_id AND t.id = d.statement_id
                  WHERE d.centre_id = r.centre_id AND d.settled_as IS NOT NULL AND d.subject = r.bank_serial
                    AND t.bank_account_id = r.bank_account_id)
          UNION ALL
          SELECT 'fact', f.case_id::text, f.name FROM case_fact AS f
            CROSS JOIN LATERAL regexp_split_to_table(f.body ->> 'receiptNo', '[、,] ?') AS told (receipt_no)
            LEFT JOIN registry_exchange AS x ON x.centre_id = f.centre_id AND x.receipt_no = told.receipt_no AND x.outcome = 'known'
           WHERE f.state = 'known' AND f.body ->> 'source' ~ '^[A-Z]{3}$' AND told.receipt_no <> 'nobody to ask about' AND x.id IS NULL
          UNION ALL
          SELECT 'case', o.source_id::text, e.kind FROM (
              SELECT centre_id, source_id, count(*) FILTER (WHERE state IN ('paid', 'returned')) AS "credited",
                     count(*) FILTER (WHERE state = 'rejected') AS "payment-rejected", count(*) FILTER (WHERE state = 'returned') AS "payment-returned"
                FROM instruction WHERE purpose IN ('withdrawal', 'closing') GROUP BY 1, 2) AS o
            CROSS JOIN (VALUES ('credited'), ('payment-rejected'), ('payment-returned')) AS e (kind)
            LEFT JOIN (SELECT centre_id, case_id, kind, count(*) AS told FROM event
                        WHERE kind IN ('credited', 'payment-rejected', 'payment-returned') GROUP BY 1, 2, 3) AS t
              ON t.centre_id = o.centre_id AND t.case_id = o.source_id AND t.kind = e.kind
           WHERE coalesce(t.told, 0) <> CASE e.kind WHEN 'credited' THEN o."credited" WHEN 'payment-rejected' THEN o."payment-rejected" ELSE o."payment-returned" END`,
  },
  {
    id: 'I16',
    sentence: {
      zh: '须两人经办的事项，提出人与决定人不是同一人；单位另一专管员的意见不是申请人本人的；按书面说明终结的指令与所批内容一致',
      en: 'What takes two people was proposed by one and agreed to by another; the second agent of an employer is not the one who applied; an order ended by a bank’s word in writing ended as was agreed',
    },
    sql: `${byOnePerson.join('\n          UNION ALL')}
          UNION ALL
          SELECT 'signing_identity', t.signing_id, 'by one person' FROM signing_identity AS t
           WHERE t.proved_by = 'document' AND (t.first_person_id <> t.second_person_id) IS NOT TRUE
          UNION ALL
          SELECT 'employer_consent', k.case_id, 'by one person' FROM employer_consent AS k
            JOIN service_case AS c ON c.centre_id = k.centre_id AND c.id = k.case_id WHERE c.person_id = k.person_id
          UNION ALL
          SELECT 'order_ruling', g.id, 'carried out otherwise' FROM order_ruling AS g
            JOIN instruction AS i ON i.centre_id = g.centre_id AND i.id = g.order_id
           WHERE g.what = 'payment' AND g.state = 'applied' AND CASE g.outcome
             WHEN 'paid' THEN (i.bank_serial, i.value_date, i.amount_fen) IS DISTINCT FROM (g.bank_serial, g.value_date, g.amount_fen)
             ELSE i.reject_code IS DISTINCT FROM g.reject_code END`,
  },
  {
    id: 'I19',
    sentence: {
      zh: '凭证、分录和办件进度自写入后未被改动：数据库记录的写入事务与当时留下的事务号一致',
      en: 'No voucher, line or word of a timeline was rewritten: the transaction the database has for the row is the one it was stored with',
    },
    sql: [
      rewritten('journal', 'SELECT id, txid, xmin AS written FROM journal'),
      rewritten(
        'entry',
        `SELECT e.journal_id AS id, j.txid, e.xmin AS written FROM entry AS e
               JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id`,
      ),
      rewritten('event', 'SELECT id, txid, xmin AS written FROM event'),
    ].join('\n          UNION ALL'),
  },
  {
    id: 'I20',
    sentence: {
      zh: '抽查的各表文字中没有明文的身份证号、银行卡号或手机号',
      en: 'No id number, card or mobile number stands in clear in the texts of any table that is sampled',
    },
    sql: `SELECT place, hits FROM personal_numbers_in_clear(${PAGES_LOOKED_AT})`,
  },
];
