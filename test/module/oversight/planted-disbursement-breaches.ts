import type { PlantedBreach } from './planted-breaches';
import { plantedLoan, plantedSigning } from './planted-signing-breaches';

const LOAN = '00000000-0000-7000-8000-0000000000e1';
const aPaid = `(SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;

const account = `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order,
     annual_rate, plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on)
   VALUES (1, '${LOAN}', 1, 1, '2026-11-21', 1, '01', 'first', 0.021, 1, 1, 1, 12, 1, '2026-12-21', 21, '2026-11-21')`;

/** The payment of something else becomes that of the loan. */
const payment = (more = ''): string =>
  `UPDATE instruction SET purpose = 'loan-disbursement', source_id = '${LOAN}'${more} WHERE id = ${aPaid}`;

/** What breaks the invariants of a loan's money. */
export const plantedDisbursementBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  G1: [
    {
      what: 'an account of a loan that nobody signed',
      tables: ['loan', 'loan_account'],
      plant: [plantedLoan('active'), account],
    },
    {
      what: 'an account of a loan whose mortgage was never registered',
      tables: ['loan', 'loan_account', 'signing'],
      plant: [plantedLoan('active'), account, plantedSigning()],
    },
  ],
  G2: [
    {
      what: 'a loan that is being repaid and was never paid out',
      tables: ['loan'],
      plant: [plantedLoan('active')],
    },
    {
      what: 'a payment of another amount than was granted',
      tables: ['loan', 'instruction'],
      plant: [plantedLoan('active'), payment()],
    },
  ],
  G3: [
    { what: 'the money of a loan paid to a card', tables: ['instruction'], plant: [payment()] },
    {
      what: 'the money of a loan paid to an account in the name of whoever borrows it',
      tables: ['instruction', 'payee_account', 'loan_party'],
      plant: [
        `INSERT INTO loan_party (centre_id, loan_id, person_id, role) SELECT 1, '${LOAN}', id, 'borrower' FROM person LIMIT 1`,
        `INSERT INTO payee_account (centre_id, id, bank_code, account_no, name)
         SELECT 1, '00000000-0000-7000-8000-0000000000e4', '104', '104999900000000778', n.name
           FROM loan_party AS p JOIN person AS n ON n.id = p.person_id WHERE p.loan_id = '${LOAN}'`,
        payment(`, payee_card_id = NULL, payee_account_id = '00000000-0000-7000-8000-0000000000e4'`),
      ],
    },
  ],
};
