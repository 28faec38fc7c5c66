import type { PlantedBreach } from './planted-breaches';

const aPaid = `(SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const twoAccounts = `(SELECT min(id::text)::uuid FROM bank_account), (SELECT max(id::text)::uuid FROM bank_account)`;

/** One breach of each invariant of money between the centre's own accounts. */
export const plantedOwnMoneyBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  'own-money-in-transit': [
    {
      what: 'money in transit that no transfer left there',
      tables: ['entry'],
      plant: [
        `UPDATE entry SET account_id = (SELECT id FROM ledger_account WHERE code = '10199')
          WHERE side = 'D' AND journal_id = (SELECT paid_journal_id FROM instruction WHERE id = ${aPaid})`,
      ],
    },
  ],
  'own-transfers': [
    {
      what: 'a transfer that nobody ordered',
      tables: ['own_transfer'],
      plant: [
        `INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, state, begun_at)
         SELECT 1, gen_random_uuid(), ${twoAccounts}, 1, 'liquidity', 'open', now()`,
      ],
    },
    {
      what: 'a credit taken for a transfer that there is not',
      tables: ['receipt'],
      plant: [
        `UPDATE receipt SET matcher = 'own-transfer' WHERE id = (SELECT min(receipt_id::text)::uuid FROM remittance_receipt)`,
      ],
    },
  ],
  V12: [
    {
      what: 'an account that fell to the gains, and nobody booked it',
      tables: ['estate'],
      plant: [
        `INSERT INTO estate (centre_id, id, account_id, person_id, state, died_on, death_no, ruling_no, proposed_person_id, proposed_at,
           decided_person_id, decided_at, principal_fen, interest_fen, journal_id, ended_at)
         SELECT 1, gen_random_uuid(), min(account_id), gen_random_uuid(), 'done', '2026-08-01', 'planted', 'planted', gen_random_uuid(), now(),
                gen_random_uuid(), now(), 1, 0, gen_random_uuid(), now() FROM member_account`,
      ],
    },
    {
      what: 'money that moves for an account that nobody proposed',
      tables: ['own_transfer'],
      plant: [
        `INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, source_id, state, begun_at)
         SELECT 1, gen_random_uuid(), ${twoAccounts}, 1, 'estate', gen_random_uuid(), 'open', now()`,
      ],
    },
  ],
  'closed-months': [
    {
      what: 'a frozen balance that no voucher made',
      tables: ['month_balance'],
      plant: [
        `INSERT INTO month_balance (centre_id, month, subject, opening_fen, debit_fen, credit_fen, closing_fen)
         VALUES (1, 202601, '101', 0, 1, 0, 1)`,
      ],
    },
    {
      what: 'a month said to be closed that is open',
      tables: ['month_end'],
      plant: [
        `INSERT INTO month_end (centre_id, id, month, planned_at, closed_at, finished_at) VALUES (1, gen_random_uuid(), 202601, now(), now(), now())`,
      ],
    },
  ],
  'interest-cash': [
    {
      what: 'a transfer of interest that no run has credited',
      tables: ['own_transfer'],
      plant: [
        `INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, source_id, state, begun_at)
         SELECT 1, gen_random_uuid(), ${twoAccounts}, 1, 'interest-cash', gen_random_uuid(), 'open', now()`,
      ],
    },
    {
      what: 'interest due from the gains account that nobody booked',
      tables: ['entry'],
      plant: [
        `UPDATE entry SET account_id = (SELECT id FROM ledger_account WHERE code = '11902')
          WHERE side = 'D' AND journal_id = (SELECT paid_journal_id FROM instruction WHERE id = ${aPaid})`,
      ],
    },
  ],
};
