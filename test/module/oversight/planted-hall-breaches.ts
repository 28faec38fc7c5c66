import type { PlantedBreach } from './planted-breaches';
import { plantedLoan } from './planted-signing-breaches';

const LOAN = '00000000-0000-7000-8000-0000000000e1';
const TABLES = ['loan', 'loan_hall', 'loan_hall_branch', 'instruction'];

const hall = (state: 'open' | 'undone' | 'done'): string =>
  `INSERT INTO loan_hall (centre_id, loan_id, hall_no, contract_no, state, until_day, form_sealed, ending_step, ending_reason, state_since)
   VALUES (1, '${LOAN}', 'YT2026112100000008', 'planted', '${state}', '2027-01-20', 'x',
     ${state === 'undone' ? `'cancel', 'planted'` : 'NULL, NULL'}, now())`;

const branches = (states: Readonly<Record<string, string>>): string =>
  `INSERT INTO loan_hall_branch (centre_id, id, loan_id, branch, state, since) VALUES ${Object.entries(states)
    .map(([branch, state]) => `(1, gen_random_uuid(), '${LOAN}', '${branch}', '${state}', now())`)
    .join(', ')}`;

/** The payment of something else becomes that of the loan. */
const payment = `UPDATE instruction SET purpose = 'loan-disbursement', source_id = '${LOAN}'
  WHERE id = (SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const joined = { tax: 'paid', custody: 'funded', title: 'registered' };

/** What breaks the invariants of joint cases. */
export const plantedHallBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  H1: [
    {
      what: 'a loan that was paid before the tax was',
      tables: TABLES,
      plant: [plantedLoan('active'), hall('open'), branches({ ...joined, tax: 'assessed' }), payment],
    },
    {
      what: 'a loan that was paid with nothing in custody',
      tables: TABLES,
      plant: [plantedLoan('active'), hall('open'), branches({ ...joined, custody: 'awaiting' }), payment],
    },
  ],
  H2: [
    {
      what: 'a seller who was paid while the old mortgage stood',
      tables: TABLES,
      plant: [
        plantedLoan('active'),
        hall('open'),
        branches({ ...joined, clearance: 'standing', payout: 'ordered' }),
        payment,
      ],
    },
    {
      what: 'a down payment given back although the loan was paid',
      tables: TABLES,
      plant: [plantedLoan('active'), hall('open'), branches({ ...joined, custody: 'returned' }), payment],
    },
  ],
  H3: [
    {
      what: 'a joint case that goes on for a loan that is void',
      tables: TABLES,
      plant: [plantedLoan('void'), hall('open'), branches(joined)],
    },
    {
      what: 'a joint case that has ended with the money still in custody',
      tables: TABLES,
      plant: [plantedLoan('void'), hall('undone'), branches({ ...joined, tax: 'refunded' })],
    },
  ],
  H4: [
    {
      what: 'a bank loan that was paid off and whose mortgage nobody watches',
      tables: ['loan', 'loan_account'],
      plant: [
        plantedLoan('active').replace(`'new-home'`, `'conversion'`),
        `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order,
           annual_rate, plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on)
         VALUES (1, '${LOAN}', 1, 1, '2026-11-21', 1, '01', 'first', 0.021, 1, 1, 1, 12, 1, '2026-12-21', 21, '2026-11-21')`,
      ],
    },
  ],
  H5: [
    {
      what: 'a seller whom custody was told to pay after the contract was cancelled',
      tables: TABLES,
      plant: [
        plantedLoan('active'),
        hall('open'),
        branches({ ...joined, contract: 'cancelled', clearance: 'cleared', payout: 'ordered' }),
        `UPDATE loan_hall_branch SET since = since + interval '1 minute' WHERE loan_id = '${LOAN}' AND branch = 'payout'`,
        payment,
      ],
    },
    {
      what: 'a cancelled contract upheld by nobody',
      tables: TABLES,
      plant: [plantedLoan('active'), hall('open'), branches({ ...joined, contract: 'upheld' }), payment],
    },
  ],
};
