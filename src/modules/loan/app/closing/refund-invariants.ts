import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of money that goes back from settled loans. */
export const refundInvariants: readonly Invariant[] = [
  {
    id: 'LN11',
    sentence: {
      zh: '每笔多还款退回恰有一笔同额支付指令且状态一致；在途的不超过该贷款的预收款；已付的恰有一张凭证',
      en: 'Each refund of a settled loan has one payment of its amount in the same state, those under way are no more than what is kept of the loan, and one that is paid has one voucher',
    },
    sql: `
      SELECT r.id::text AS refund, r.state, i.state AS payment FROM loan_refund AS r
        LEFT JOIN instruction AS i ON i.centre_id = r.centre_id AND i.purpose = 'loan-refund' AND i.source_id = r.id
       WHERE (r.state = 'due') <> (i.id IS NULL) OR i.amount_fen <> r.amount_fen
          OR CASE r.state WHEN 'sent' THEN i.state IN ('paid', 'rejected', 'returned') WHEN 'due' THEN false ELSE i.state <> r.state END
          OR (r.state IN ('paid', 'returned')) <> EXISTS (SELECT FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
               JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id AND l.code = '21904'
               WHERE j.centre_id = r.centre_id AND j.kind = 'loan-refund' AND j.source_id = i.id AND e.side = 'D' AND e.amount_fen = r.amount_fen)
      UNION ALL
      SELECT a.loan_id::text, a.state, 'more than is kept' FROM loan_account AS a
        JOIN (SELECT centre_id, loan_id, sum(amount_fen) AS fen FROM loan_refund WHERE state IN ('due', 'sent') GROUP BY 1, 2) AS r
          ON r.centre_id = a.centre_id AND r.loan_id = a.loan_id
       WHERE r.fen > a.prepaid_fen OR a.state <> 'settled'`,
  },
];
