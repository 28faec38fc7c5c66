import type { PlantedBreach } from './planted-breaches';
import { plantedLoan } from './planted-signing-breaches';

const LOAN = '00000000-0000-7000-8000-0000000000e1';
const MORTGAGE = '00000000-0000-7000-8000-0000000000e5';

const day = (admitted: number): string =>
  `INSERT INTO fund_day (centre_id, day, deposits_fen, loans_fen, overdue_fen, under_way_fen, lendable, room_fen, admitted_fen, measured_at)
   VALUES (1, '2020-01-01', 1000, 0, 0, 0, 0.95, 950, ${admitted}, now())`;
const admission = (amount: number, queueNo: string, loan = `'${LOAN}'`): string =>
  `INSERT INTO fund_admission (centre_id, id, day, loan_id, amount_fen, queue_no, admitted_at)
   VALUES (1, gen_random_uuid(), '2020-01-01', ${loan}, ${amount}, ${queueNo}, now() + interval '1 hour')`;
const queued = [
  `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, requested_at)
   VALUES (1, '${MORTGAGE}', '${LOAN}', 'pre-notice', 'DK2026112100000009M1', 'withdrawn', now())`,
  `INSERT INTO loan_disbursement (centre_id, id, loan_id, mortgage_id, state, queue_no, queued_at)
   VALUES (1, gen_random_uuid(), '${LOAN}', '${MORTGAGE}', 'queued', 1, now())`,
];

/** What breaks the invariants of the fund's room and queue. */
export const plantedFundBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  FS1: [
    {
      what: 'more let through on a day than its admissions say',
      tables: ['fund_day', 'fund_admission'],
      plant: [day(2), admission(1, 'NULL')],
    },
    {
      what: 'more let through on a day than its room was',
      tables: ['fund_day', 'fund_admission'],
      plant: ['ALTER TABLE fund_day DROP CONSTRAINT admitted_within_room', day(951), admission(951, 'NULL')],
    },
  ],
  FS2: [
    {
      what: 'a loan let through that never waited, while another does',
      tables: ['fund_day', 'fund_admission', 'loan', 'loan_mortgage', 'loan_disbursement'],
      plant: [
        plantedLoan('mortgage-registered'),
        ...queued,
        day(1),
        admission(1, 'NULL', 'gen_random_uuid()'),
      ],
    },
    {
      what: 'a loan let through before one whose turn was earlier',
      tables: ['fund_day', 'fund_admission', 'loan', 'loan_mortgage', 'loan_disbursement'],
      plant: [plantedLoan('mortgage-registered'), ...queued, day(1), admission(1, '2', 'gen_random_uuid()')],
    },
    {
      what: 'a loan let through with another amount than was granted',
      tables: ['fund_day', 'fund_admission', 'loan'],
      plant: [plantedLoan('mortgage-registered'), day(2), admission(2, 'NULL')],
    },
  ],
};
