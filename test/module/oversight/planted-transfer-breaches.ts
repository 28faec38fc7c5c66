import type { PlantedBreach } from './planted-breaches';

const aPaid = `(SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const aMember = `(SELECT min(account_id) FROM member_balance WHERE carried_fen + current_fen > 0)`;
const told = `10000, 100, '{"paidFrom": {}}'`;

/** A letter that no case, receipt or payment belongs to. */
const letter = (direction: 'in' | 'out', state: string): string =>
  `INSERT INTO transfer_letter (centre_id, id, direction, letter_no, counterpart, person_id, account_id, state, letter_sealed,
     opened_on, answer_by, ended_on, told_fen, told_interest_fen, told)
   VALUES (1, gen_random_uuid(), '${direction}', '1402002611210001', '140200000000000', gen_random_uuid(), ${aMember}, '${state}', '',
     '2026-11-21', '2026-12-06', ${['00', '20', '05', '40'].includes(state) ? `'2026-11-21'` : 'NULL'}, ${told})`;

/** What breaks the invariants of transfers between cities. */
export const plantedTransferBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  Y1: [
    {
      what: 'money in transit that was never booked',
      tables: ['transfer_money'],
      plant: [
        `INSERT INTO transfer_money (centre_id, receipt_id, letter_id, amount_fen, use, came_on)
         VALUES (1, gen_random_uuid(), gen_random_uuid(), 100, 'kept', '2026-11-21')`,
      ],
    },
    {
      what: 'a letter that is done and credited nothing',
      tables: ['transfer_letter'],
      plant: [letter('in', '00')],
    },
    {
      what: 'money sent back that never came',
      tables: ['instruction'],
      plant: [`UPDATE instruction SET purpose = 'transfer-back' WHERE id = ${aPaid}`],
    },
  ],
  Y2: [
    {
      what: 'an account closed as transferred with money on it',
      tables: ['member_account'],
      plant: [`UPDATE member_account SET state = '04' WHERE account_id = ${aMember}`],
    },
    {
      what: 'a letter paid whose account is open',
      tables: ['transfer_letter'],
      plant: [letter('out', '08')],
    },
    {
      what: 'a transfer paid without a letter',
      tables: ['instruction'],
      plant: [`UPDATE instruction SET purpose = 'transfer' WHERE id = ${aPaid}`],
    },
  ],
  Y3: [
    {
      what: 'a letter under way without a case',
      tables: ['transfer_letter'],
      plant: [letter('in', '08')],
    },
    {
      what: 'months carried by no letter',
      tables: ['carried_months'],
      plant: [
        `INSERT INTO carried_months (centre_id, letter_id, account_id, person_id, opened_on, paid_to, six_months, loans, loans_ended, loan_elsewhere, carried_on)
         VALUES (1, gen_random_uuid(), 1, gen_random_uuid(), '2020-01-01', 202601, true, 0, true, false, '2026-11-21')`,
      ],
    },
  ],
};
