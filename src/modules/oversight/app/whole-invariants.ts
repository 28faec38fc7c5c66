import type { Invariant } from '../../../platform/invariants/invariant-registry';

/** A reference that no foreign key keeps: its column, and the table and column of its own centre it must be found in. */
const references: readonly (readonly [table: string, column: string, target: string, key: string])[] = [
  ['entry', 'account_id', 'ledger_account', 'id'],
  ['member_balance', 'account_id', 'ledger_account', 'id'],
  ['member_account', 'account_id', 'ledger_account', 'id'],
  ['hold', 'account_id', 'member_balance', 'account_id'],
  ['hold', 'pot_id', 'pot', 'id'],
  ['pot_share', 'pot_id', 'pot', 'id'],
  ['engagement', 'account_id', 'member_balance', 'account_id'],
  ['service_case', 'account_id', 'ledger_account', 'id'],
  ['instruction', 'bank_account_id', 'bank_account', 'id'],
  ['instruction', 'paid_journal_id', 'journal', 'id'],
  ['instruction', 'returned_journal_id', 'journal', 'id'],
  ['receipt', 'bank_account_id', 'bank_account', 'id'],
  ['receipt', 'journal_id', 'journal', 'id'],
  ['bank_account', 'leaf_account_id', 'ledger_account', 'id'],
  ['decision', 'case_id', 'service_case', 'id'],
];

const lost = references.map(
  ([table, column, target, key]) => `
          SELECT '${table}.${column}' AS reference, r.${column}::text AS lost FROM ${table} AS r
           WHERE r.${column} IS NOT NULL AND NOT EXISTS (
             SELECT FROM ${target} AS t WHERE t.centre_id = r.centre_id AND t.${key} = r.${column})`,
);

const open = `('created', 'sending', 'accepted', 'unknown')`;

/** What must hold across rooms. */
export const wholeInvariants: readonly Invariant[] = [
  {
    id: 'I10',
    sentence: {
      zh: '每笔贷款的放款额不超过核准额；以公积金还贷的每张凭证，借记职工账户之和等于其贷款明细',
      en: 'No more of a loan was paid out than was granted; each voucher of a repayment from members’ accounts debits them with what its details of the loan say',
    },
    sql: `SELECT l.id AS loan, 'paid out' AS breach, a.disbursed_fen::text AS stored, l.amount_fen::text AS bound
            FROM loan AS l JOIN loan_account AS a ON a.centre_id = l.centre_id AND a.loan_id = l.id
           WHERE a.disbursed_fen > l.amount_fen
          UNION ALL
          SELECT t.loan_id, 'offset', t.fen::text, coalesce(v.fen, 0)::text
            FROM (SELECT centre_id, loan_id, journal_id, sum(principal_fen + interest_fen + penalty_fen) AS fen
                    FROM loan_transaction WHERE paid_by = 'hpf' AND journal_id IS NOT NULL GROUP BY 1, 2, 3) AS t
            LEFT JOIN LATERAL (
              SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS fen
                FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
               WHERE j.centre_id = t.centre_id AND j.id = t.journal_id AND e.subject = '201') AS v ON true
           WHERE v.fen IS DISTINCT FROM t.fen`,
  },
  {
    id: 'I17',
    sentence: {
      zh: '账户、冻结、额度、办件、指令、到账所指的对象都在本中心存在',
      en: 'Whatever lines, holds, quotas, cases, instructions and receipts refer to is of their own centre and there',
    },
    sql: lost.join('\n          UNION ALL'),
  },
  {
    id: 'I18',
    sentence: {
      zh: '未终结的付款指令不是已定时再查，就是已停下等人；未决定的办件都有下一次处理时间；没有租约超过允许的时长',
      en: 'A payment that has not ended is to be asked about or stands before a person; a case that is not decided has its next round; nobody holds a lease longer than leases last',
    },
    sql: `SELECT i.id, 'payment without a next step' AS breach FROM instruction AS i
           WHERE i.state IN ${open} AND NOT i.frozen AND i.due_at IS NULL AND i.lease_until IS NULL
          UNION ALL
          SELECT c.id, 'case without a next round' FROM service_case AS c
           WHERE c.state IN ('accepted', 'waiting') AND c.due_at IS NULL AND c.lease_until IS NULL
          UNION ALL
          SELECT i.id, 'endless lease' FROM instruction AS i
           WHERE i.state IN ${open} AND i.lease_until > clock_timestamp() + interval '5 minutes'
          UNION ALL
          SELECT c.id, 'endless lease' FROM service_case AS c
           WHERE c.finished_at IS NULL AND c.lease_until > clock_timestamp() + interval '5 minutes'`,
  },
];
