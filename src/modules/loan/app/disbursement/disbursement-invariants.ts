import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of the money of loans that were applied for here. */
export const disbursementInvariants: readonly Invariant[] = [
  {
    id: 'G1',
    sentence: {
      zh: '有贷款账户的贷款都已签约，且放款前抵押已登记、抵押权人为本中心',
      en: 'Each loan that has an account was signed, and its mortgage was registered for the centre before the money left',
    },
    sql: `SELECT a.loan_id AS loan FROM loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
           WHERE l.case_id IS NOT NULL AND a.state <> 'settled'
             AND (NOT EXISTS (SELECT FROM signing AS s WHERE s.centre_id = l.centre_id AND s.loan_id = l.id AND s.state = 'signed')
               OR NOT EXISTS (SELECT FROM loan_mortgage AS m WHERE m.centre_id = l.centre_id AND m.loan_id = l.id AND NOT m.conversion
                                 AND m.cert_no IS NOT NULL AND m.registered_on <= a.disbursed_on AND m.mortgagee IS NOT NULL))`,
  },
  {
    id: 'G2',
    sentence: {
      zh: '每份借款合同至多放款一次，放款额、贷款账户和核准金额一致',
      en: 'Each contract was paid out once at most, and what was paid is what the account says and what was granted',
    },
    sql: `SELECT l.id AS loan, p.paid, p.amount::text, a.disbursed_fen::text AS account, l.amount_fen::text AS granted
            FROM loan AS l
            CROSS JOIN LATERAL (SELECT count(*)::int AS paid, sum(i.amount_fen) AS amount FROM instruction AS i
              WHERE i.centre_id = l.centre_id AND i.source_id = l.id AND i.purpose = 'loan-disbursement' AND i.state = 'paid') AS p
            LEFT JOIN loan_account AS a ON a.centre_id = l.centre_id AND a.loan_id = l.id
           WHERE l.case_id IS NOT NULL
             AND (p.paid > 1 OR (p.paid = 1 AND (p.amount <> l.amount_fen OR a.disbursed_fen IS DISTINCT FROM l.amount_fen))
               OR (p.paid = 0 AND l.state IN ('active', 'overdue', 'bad')
                 AND NOT EXISTS (SELECT FROM loan_incident AS n WHERE n.centre_id = l.centre_id AND n.loan_id = l.id
                                    AND n.code = 'RETURNED_AFTER_REPAYMENT')))`,
  },
  {
    id: 'G3',
    sentence: {
      zh: '贷款只付给合同约定的单位账户，从不付给借款人',
      en: 'The money of a loan goes to an organisation’s account and never to anybody who borrows it',
    },
    sql: `SELECT i.id AS instruction FROM instruction AS i
            LEFT JOIN payee_account AS y ON y.centre_id = i.centre_id AND y.id = i.payee_account_id
           WHERE i.purpose = 'loan-disbursement'
             AND (y.id IS NULL OR i.payee_card_id IS NOT NULL OR i.payee_receipt_id IS NOT NULL
               OR EXISTS (SELECT FROM loan_party AS p JOIN person AS n ON n.centre_id = p.centre_id AND n.id = p.person_id
                           WHERE p.centre_id = i.centre_id AND p.loan_id = i.source_id AND n.name = y.name))`,
  },
];
