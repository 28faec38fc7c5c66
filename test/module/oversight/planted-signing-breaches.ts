import type { PlantedBreach } from './planted-breaches';

const LOAN = '00000000-0000-7000-8000-0000000000e1';
const SIGNING = '00000000-0000-7000-8000-0000000000e2';
const BRANCH = '00000000-0000-7000-8000-0000000000e3';
const TERMS = `encode(sha256('{}'), 'hex')`;

/** A loan that was applied for and has come to that state. */
export const plantedLoan = (state: string): string =>
  `INSERT INTO loan (centre_id, id, loan_no, case_id, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method,
     due_mode, home_order, terms, terms_hash, details_sealed, law_day, decided_on, commitment_until, state_since)
   VALUES (1, '${LOAN}', 'DK2026112100000009', gen_random_uuid(), 'new-home', '${state}', gen_random_uuid(), 'planted-home', 2, 1, 12,
     '01', 'same-day', 'first', '{}', ${TERMS}, '', '2026-11-21', '2026-11-21', '2027-01-20', now())`;

/** Its visit, signed. */
export const plantedSigning = (termsHash = TERMS): string =>
  `INSERT INTO signing (centre_id, id, loan_id, branch_id, day, minute, state, hedging, booked_at, arrived_at, desk_person_id, terms_hash,
     read_at, confirmed_person_id, ended_at)
   VALUES (1, '${SIGNING}', '${LOAN}', '${BRANCH}', '2026-11-21', 570, 'signed', false, now(), now(), gen_random_uuid(), ${termsHash},
     now(), gen_random_uuid(), now())`;

/** What breaks the invariants of signing. */
export const plantedSigningBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  S1: [
    {
      what: 'a loan beyond its approval that nobody signed',
      tables: ['loan'],
      plant: [plantedLoan('signed')],
    },
    {
      what: 'a loan of other terms than were signed',
      tables: ['loan', 'signing'],
      plant: [plantedLoan('signed'), plantedSigning(`repeat('0', 64)`)],
    },
    {
      what: 'a confirmation by the clerk who took a signature',
      tables: ['loan', 'signing', 'signing_signature'],
      plant: [
        plantedLoan('signed'),
        plantedSigning(),
        `INSERT INTO signing_signature (centre_id, signing_id, kind, person_id, content_hash, clerk_person_id, signed_at)
         SELECT 1, id, 'loan-contract', gen_random_uuid(), repeat('0', 64), confirmed_person_id, now() FROM signing`,
      ],
    },
  ],
  S2: [
    {
      what: 'somebody in the loan who signed nothing',
      tables: ['signing', 'loan_party'],
      plant: [
        plantedSigning(),
        `INSERT INTO loan_party (centre_id, loan_id, person_id, role) VALUES (1, '${LOAN}', gen_random_uuid(), 'guarantor')`,
      ],
    },
  ],
  S3: [
    {
      what: 'a place taken by nobody',
      tables: ['signing_slot'],
      plant: [
        `INSERT INTO signing_slot (centre_id, branch_id, day, minute, capacity, taken) VALUES (1, '${BRANCH}', '2026-11-21', 570, 2, 1)`,
      ],
    },
  ],
};
