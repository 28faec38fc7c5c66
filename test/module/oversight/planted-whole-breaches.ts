import type { PlantedBreach } from './planted-breaches';

const loan = `00000000-0000-7000-8000-0000000000c1`;
/** A loan of 2 fen of which so much was paid out. */
const paidOut = (fen: number): readonly string[] => [
  `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method, due_mode,
     home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
   VALUES (1, '${loan}', 'DK2026112100000001', 'new-home', 'active', gen_random_uuid(), 'planted', 2, 2, 12,
     '01', 'same-day', 'first', '{}', repeat('0', 64), '', '2026-11-21', '2026-11-21', now())`,
  `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, planned_fen, prepaid_fen, method,
     home_order, annual_rate, plan_seq, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on)
   SELECT centre_id, id, 1, ${fen}, '2026-11-21', 2, 2, 0, '01', 'first', 0.021, 1, 1, 12, 1, '2026-12-21', 21, '2026-11-21'
     FROM loan WHERE id = '${loan}'`,
];
const lost = `999999999`;

export const plantedWholeBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  I10: [
    { what: 'more paid out than was granted', tables: ['loan', 'loan_account'], plant: paidOut(3) },
    {
      what: 'a repayment from an account that no voucher debited',
      tables: ['loan_transaction'],
      plant: [
        `INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, journal_id, source_id)
         SELECT centre_id, '${loan}', 1, '05', business_date, value_date, 1, 'hpf', id, gen_random_uuid() FROM journal LIMIT 1`,
      ],
    },
  ],
  I17: [
    {
      what: 'a line on an account of no centre or another',
      tables: ['entry'],
      plant: [
        `UPDATE entry SET account_id = ${lost} WHERE seq = 1 AND journal_id = (SELECT min(id::text)::uuid FROM journal)`,
      ],
    },
    {
      what: 'a hold on the balance of another centre',
      tables: ['hold'],
      plant: [`UPDATE hold SET account_id = ${lost} WHERE id = (SELECT min(id::text)::uuid FROM hold)`],
    },
    {
      what: 'a draw on the quota of another centre',
      tables: ['hold'],
      plant: [`UPDATE hold SET pot_id = gen_random_uuid() WHERE pot_id IS NOT NULL`],
    },
    {
      what: 'a payment from the bank account of another centre',
      tables: ['instruction'],
      plant: [`UPDATE instruction SET bank_account_id = gen_random_uuid() WHERE state = 'rejected'`],
    },
  ],
  I18: [
    {
      what: 'a payment that nobody asks about any more',
      tables: ['instruction'],
      plant: [`UPDATE instruction SET due_at = NULL, lease_until = NULL WHERE state = 'unknown'`],
    },
    {
      what: 'a case that waits and is not taken up again',
      tables: ['service_case'],
      plant: [`UPDATE service_case SET due_at = NULL, lease_until = NULL WHERE state = 'waiting'`],
    },
    {
      what: 'a lease that never ends',
      tables: ['instruction'],
      plant: [`UPDATE instruction SET lease_until = now() + interval '1 day' WHERE state = 'unknown'`],
    },
  ],
};
