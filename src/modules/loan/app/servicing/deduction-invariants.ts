import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of money that is taken from cards for loans. */
export const deductionInvariants: readonly Invariant[] = [
  {
    id: 'LN8',
    sentence: {
      zh: '每笔扣款至多一次扣收，银行扣收额与贷款入账一致，未答复的扣款都有在途指令',
      en: 'What was taken from a card for a loan is one order of the bank, booked once with what it took; what is not answered is under way',
    },
    sql: `
      SELECT d.id, d.state, d.paid_fen::text AS booked, c.state AS bank, c.collected_fen::text AS taken
        FROM loan_deduction AS d
        LEFT JOIN collection AS c ON c.centre_id = d.centre_id AND c.purpose = 'loan-deduction' AND c.source_id = d.id
       WHERE (d.state = 'sent' AND (c.id IS NULL OR c.state IN ('paid', 'rejected')))
          OR (d.state IN ('wanted', 'withdrawn') AND c.id IS NOT NULL)
          OR (d.paid_fen <> coalesce(c.collected_fen, 0))
          OR (d.state = 'answered' AND c.id IS NOT NULL AND c.state NOT IN ('paid', 'rejected'))`,
  },
];
