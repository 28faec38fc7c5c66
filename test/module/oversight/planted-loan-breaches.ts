import type { PlantedBreach } from './planted-breaches';

const tables = ['ledger_account', 'loan', 'loan_account', 'loan_due', 'loan_plan'] as const;

/** A loan of 2 fen that is repaid as its account says: nothing of it is booked. */
const planted = (state: string, account: string): readonly string[] => [
  `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method, due_mode,
     home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
   VALUES (1, '00000000-0000-7000-8000-0000000000c1', 'DK2026112100000001', 'new-home', '${state}', gen_random_uuid(), 'planted', 2, 2, 12,
     '01', 'same-day', 'first', '{}', repeat('0', 64), '', '2026-11-21', '2026-11-21', now())`,
  `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, planned_fen, prepaid_fen, method,
     home_order, annual_rate, plan_seq, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on)
   SELECT centre_id, id, 1, 2, '2026-11-21', ${account}, '01', 'first', 0.021, 1, 1, 12, 1, '2026-12-21', 21, '2026-11-21' FROM loan`,
];
const one = (what: string, state: string, account: string): readonly PlantedBreach[] => [
  { what, tables, plant: planted(state, account) },
];

/** What makes the invariants of disbursed loans untrue. */
export const plantedLoanBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  LN1: [
    {
      what: 'an account of 121 that no loan has',
      tables,
      plant: [`INSERT INTO ledger_account (centre_id, kind, subject) VALUES (1, 'loan', '121')`],
    },
  ],
  LN2: one('principal that is neither planned nor due', 'active', '2, 1, 0'),
  LN3: one('principal repaid that no detail tells', 'active', '1, 1, 0'),
  LN4: one('money paid in advance that no voucher tells', 'active', '2, 2, 5'),
  LN5: one('a contract that is settled while its account is not', 'settled', '2, 2, 0'),
  LN6: one('an account without a plan', 'active', '2, 2, 0'),
  LN7: [
    {
      what: 'interest of loans that arrived on the gains account and that nobody booked',
      tables: ['own_transfer'],
      plant: [
        `INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, source_id, state, receipt_id, begun_at, ended_at)
         SELECT 1, gen_random_uuid(), min(id::text)::uuid, max(id::text)::uuid, 1, 'loan-interest', gen_random_uuid(), 'arrived',
                gen_random_uuid(), now(), now() FROM bank_account`,
      ],
    },
  ],
  LN8: [
    {
      what: 'a deduction that is sent and that the bank was not asked for',
      tables: ['loan_deduction'],
      plant: [
        `INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, state, wanted_on)
         VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '2026-12-21', 1, 'sent', '2026-12-21')`,
      ],
    },
  ],
  LN11: [
    {
      what: 'money that is to go back of a loan that keeps none',
      tables: [...tables, 'loan_refund'],
      plant: [
        ...planted('active', '2, 2, 0'),
        `INSERT INTO loan_refund (centre_id, id, loan_id, card_id, amount_fen, state, begun_at)
         SELECT centre_id, gen_random_uuid(), id, gen_random_uuid(), 1, 'due', now() FROM loan`,
      ],
    },
    {
      what: 'money that is said to be back and that no bank paid',
      tables: ['loan_refund'],
      plant: [
        `INSERT INTO loan_refund (centre_id, id, loan_id, card_id, amount_fen, state, begun_at, ended_at)
         VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'paid', now(), now())`,
      ],
    },
  ],
  LN9: [
    {
      what: 'a bad loan that nobody wrote off',
      tables,
      plant: [
        ...planted('bad', '2, 2, 0'),
        `UPDATE loan_account SET state = 'bad', written_off_fen = 2 WHERE loan_id = '00000000-0000-7000-8000-0000000000c1'`,
      ],
    },
  ],
  LN10: [
    {
      what: 'a sum kept of a day that its entries do not make',
      tables: ['loan_interest_due'],
      plant: [`INSERT INTO loan_interest_due (centre_id, day, due_fen) VALUES (1, '2026-11-19', 1)`],
    },
  ],
};
