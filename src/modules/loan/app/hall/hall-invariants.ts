import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** State of a branch of the joint case `h`. */
const state = (branch: string): string =>
  `(SELECT b.state FROM loan_hall_branch AS b WHERE b.centre_id = h.centre_id AND b.loan_id = h.loan_id AND b.branch = '${branch}')`;
const PAID = `EXISTS (SELECT FROM instruction AS i WHERE i.centre_id = h.centre_id AND i.source_id = h.loan_id
  AND i.purpose = 'loan-disbursement' AND i.state = 'paid')`;

/** What must hold of joint cases in the one hall. */
export const hallInvariants: readonly Invariant[] = [
  {
    id: 'H1',
    sentence: {
      zh: '一厅式联办的贷款，在契税缴清、首付款存入监管且登记申请提出之后才放款',
      en: 'In the one hall no loan was paid before the tax was paid, the down payment in custody and the transfer applied for',
    },
    sql: `SELECT h.loan_id AS loan FROM loan_hall AS h
           WHERE EXISTS (SELECT FROM instruction AS i WHERE i.centre_id = h.centre_id AND i.source_id = h.loan_id
                            AND i.purpose = 'loan-disbursement' AND i.state NOT IN ('rejected', 'returned'))
             AND (${state('tax')} IS DISTINCT FROM 'paid' OR ${state('custody')} IS DISTINCT FROM 'funded'
               OR ${state('title')} IS NULL OR ${state('title')} IN ('waiting', 'given-up'))`,
  },
  {
    id: 'H2',
    sentence: {
      zh: '监管资金付给卖方前贷款已划入监管账户且无他人抵押；贷款已划出的，首付款不退回',
      en: 'Custody pays the seller after the loan arrived and the old mortgage was cleared, and gives nothing back once a loan was paid',
    },
    sql: `SELECT h.loan_id AS loan FROM loan_hall AS h
           WHERE (${state('payout')} IN ('ordered', 'paid') AND (${state('clearance')} IS DISTINCT FROM 'cleared' OR NOT ${PAID}))
              OR (${state('custody')} IN ('returning', 'returned') AND ${PAID})`,
  },
  {
    id: 'H3',
    sentence: {
      zh: '联办终止当且仅当贷款作废，且契税、监管均已了结',
      en: 'A joint case has ended exactly when its loan is void, with tax and custody taken back',
    },
    sql: `SELECT h.loan_id AS loan, h.state FROM loan_hall AS h
            JOIN loan AS l ON l.centre_id = h.centre_id AND l.id = h.loan_id
           WHERE (h.state IN ('open', 'done') AND l.state = 'void')
              OR (h.state = 'undone' AND (l.state <> 'void' OR ${state('tax')} NOT IN ('refused', 'withdrawn', 'refunded')
                    OR ${state('custody')} NOT IN ('refused', 'returned')))
              OR (h.state = 'done' AND ${state('payout')} <> 'paid')`,
  },
  {
    id: 'H5',
    sentence: {
      zh: '买卖合同撤销以后，未经两人审批，监管资金不再指令付给卖方',
      en: 'Once the contract was cancelled custody is not told to pay the seller unless two people said so',
    },
    sql: `SELECT h.loan_id AS loan FROM loan_hall AS h
            JOIN loan_hall_branch AS c ON c.centre_id = h.centre_id AND c.loan_id = h.loan_id AND c.branch = 'contract'
           WHERE (c.state = 'upheld' AND h.release_decided_id IS NULL)
              OR (c.state IN ('cancelled', 'proposed') AND EXISTS (SELECT FROM loan_hall_branch AS p
                    WHERE p.centre_id = h.centre_id AND p.loan_id = h.loan_id AND p.branch = 'payout' AND p.state = 'ordered'
                      AND p.since > c.since))`,
  },
];
