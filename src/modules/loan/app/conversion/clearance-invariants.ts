import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of bank loans that ours have paid off. */
export const clearanceInvariants: readonly Invariant[] = [
  {
    id: 'H4',
    sentence: {
      zh: '商转公贷款放款后，原贷款银行的抵押均在跟踪注销',
      en: 'Of each bank loan that was paid off by ours the old mortgage is watched until it is gone',
    },
    sql: `SELECT l.id AS loan FROM loan AS l JOIN loan_account AS a ON a.centre_id = l.centre_id AND a.loan_id = l.id
           WHERE l.purpose = 'conversion' AND l.case_id IS NOT NULL
             AND NOT EXISTS (SELECT FROM loan_clearance AS c WHERE c.centre_id = l.centre_id AND c.loan_id = l.id
                                AND (c.state = 'cleared' OR c.due_at IS NOT NULL))`,
  },
];
