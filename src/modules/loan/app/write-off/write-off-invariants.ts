import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of losses that were written off. */
export const writeOffInvariants: readonly Invariant[] = [
  {
    id: 'LN9',
    sentence: {
      zh: '呆账贷款都经一人提出、另一人同意核销，核销额与凭证和贷款明细一致，已核销而未收回的即尚欠本金',
      en: 'Each bad loan was written off by two people, of what its voucher and details say; what is not recovered of it is the principal still owed',
    },
    sql: `
      SELECT a.loan_id::text AS loan, a.written_off_fen::text AS stands, w.principal_fen::text AS "writtenOff"
        FROM loan_account AS a
        LEFT JOIN loan_write_off AS w ON w.centre_id = a.centre_id AND w.loan_id = a.loan_id AND w.state = 'approved'
        LEFT JOIN (SELECT centre_id, loan_id, sum(principal_fen) AS fen FROM loan_transaction WHERE kind = '09' GROUP BY 1, 2) AS t
          ON t.centre_id = a.centre_id AND t.loan_id = a.loan_id
        LEFT JOIN journal AS j ON j.centre_id = w.centre_id AND j.kind = 'loan-written-off' AND j.source_id = w.id
       WHERE (a.state = 'bad' AND (w.id IS NULL OR a.written_off_fen <> a.principal_fen))
          OR (a.state <> 'bad' AND a.written_off_fen <> 0)
          OR w.principal_fen IS DISTINCT FROM t.fen OR (w.id IS NULL) <> (j.id IS NULL)`,
  },
];
