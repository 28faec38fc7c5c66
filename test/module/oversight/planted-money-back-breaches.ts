import type { PlantedBreach } from './planted-breaches';

/** One breach of each invariant of back payments, refunds and suspense; all their kinds stand in money-back.test.ts. */
export const plantedMoneyBackBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  B1: [
    {
      what: 'a back payment whose head says other than its lines',
      tables: ['back_payment'],
      plant: [
        `INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen)
         SELECT centre_id, gen_random_uuid(), ledger_account_id, 'missed', 'DRAFT', 1, 1, 1 FROM unit_account LIMIT 1`,
      ],
    },
  ],
  B2: [
    {
      what: 'a refund of a line that nobody paid',
      tables: ['contribution_refund'],
      plant: [
        `INSERT INTO contribution_refund (centre_id, case_id, unit_id, account_id, source, source_id, month, employer_fen,
           employee_fen, goes_to, whole, state, made_on)
         VALUES (1, gen_random_uuid(), 1, 1, 'list', gen_random_uuid(), 202610, 1, 0, 'suspense', true, 'paid', '2026-11-21')`,
      ],
    },
  ],
  'court-deductions': [
    {
      what: 'a deduction for a court that nobody paid',
      tables: ['court_deduction'],
      plant: [
        `INSERT INTO court_deduction (centre_id, case_id, order_no, account_id, amount_fen, freeze_fen, state)
         VALUES (1, gen_random_uuid(), 'planted', 1, 1, 0, 'paid')`,
      ],
    },
  ],
  B3: [
    {
      what: 'money on its way back to a payer without a payment',
      tables: ['suspense_return'],
      plant: [
        `INSERT INTO suspense_return (centre_id, case_id, lot_id, unit_id, amount_fen, state, made_on)
         SELECT centre_id, gen_random_uuid(), receipt_id, unit_id, 1, 'held', '2026-11-21' FROM unit_suspense LIMIT 1`,
      ],
    },
  ],
  'receipts-given-back': [
    {
      what: 'a receipt on its way back without a payment',
      tables: ['receipt_return'],
      plant: [
        `INSERT INTO receipt_return (centre_id, id, receipt_id, amount_fen, reason, paper, clerk, at, state)
         SELECT centre_id, gen_random_uuid(), id, amount_fen, 'planted', 'x', 'planted', now(), 'held' FROM receipt LIMIT 1`,
      ],
    },
    {
      what: 'a receipt that went back without a voucher',
      tables: ['receipt_return'],
      plant: [
        `INSERT INTO receipt_return (centre_id, id, receipt_id, amount_fen, reason, paper, clerk, at, state)
         SELECT centre_id, gen_random_uuid(), id, amount_fen, 'planted', 'x', 'planted', now(), 'paid' FROM receipt LIMIT 1`,
      ],
    },
  ],
};
