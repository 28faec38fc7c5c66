import type { PlantedBreach } from './planted-breaches';

const aMember = `(SELECT min(account_id) FROM member_balance)`;
const theClosing = `(SELECT id FROM hold WHERE kind = 'closing')`;
const run = `'00000000-0000-7000-8000-000000000001'`;

/** A voucher of the yearly interest over 100 fen that no run has posted. */
const posting = (day: string, valued: string): string => `
  WITH head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    VALUES (1, gen_random_uuid(), '${day}', '${valued}', 'annual-interest', gen_random_uuid()) RETURNING id)
  INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen)
  SELECT 1, id, 1, '${day}', ${aMember}, '201', NULL, 'C', 100 FROM head`;

const theRun = `INSERT INTO interest_run (centre_id, id, kind, day, state, started_by, planned_at, finished_at)
  VALUES (1, ${run}, 'year', '2026-06-30', 'finished', 'planted', now(), now())`;

const chunk = (seq: number, after: string, to: string, interestFen: number | null): string =>
  `INSERT INTO interest_chunk (centre_id, id, run_id, seq, after_account, to_account, accounts, interest_fen, finished_at)
   VALUES (1, gen_random_uuid(), ${run}, ${seq}, ${after}, ${to}, ${interestFen === null ? 'NULL, NULL, NULL' : `1, ${interestFen}, now()`})`;
const end = '9223372036854775807';

/** What makes the yearly interest and what is owed of it untrue. */
export const plantedInterestBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  I11: [
    {
      what: 'two postings of one year',
      tables: ['journal', 'entry'],
      plant: [posting('2026-06-30', '2026-07-01'), posting('2026-06-30', '2026-07-01')],
    },
    {
      what: 'a posting of another day of the year',
      tables: ['journal', 'entry'],
      plant: [posting('2026-06-29', '2026-06-30')],
    },
    {
      what: 'a posting of another amount than its numerator gives',
      tables: ['journal', 'entry', 'member_balance'],
      plant: [
        posting('2026-06-30', '2026-07-01'),
        `UPDATE member_balance SET settled_numerator = 99 * 36000000000::numeric, settled_to = '2026-07-01' WHERE account_id = ${aMember}`,
      ],
    },
    {
      what: 'days paid for without a posting',
      tables: ['member_balance'],
      plant: [`UPDATE member_balance SET settled_numerator = 36000000000 WHERE account_id = ${aMember}`],
    },
    {
      what: 'an account that was paid and may be paid again',
      tables: ['journal', 'entry', 'member_balance'],
      plant: [
        posting('2026-06-30', '2026-07-01'),
        `UPDATE member_balance SET settled_numerator = 100 * 36000000000::numeric WHERE account_id = ${aMember}`,
      ],
    },
  ],
  I23: [
    {
      what: 'an accrual without its voucher',
      tables: ['interest_accrual'],
      plant: [
        `INSERT INTO interest_accrual (centre_id, id, kind, day, due_fen, amount_fen) VALUES (1, gen_random_uuid(), 'month', '2020-01-31', 5, 5)`,
      ],
    },
    {
      what: 'a range of a run that has paid more than it booked',
      tables: ['interest_chunk'],
      plant: [chunk(1, '0', end, 7)],
    },
    {
      what: 'a closing that paid more of what is owed than it booked',
      tables: ['hold'],
      plant: [
        `UPDATE hold SET accrued_fen = 1, interest_fen = greatest(interest_fen, 1) WHERE id = ${theClosing}`,
      ],
    },
  ],
  I24: [
    {
      what: 'accounts between two ranges',
      tables: ['interest_chunk'],
      plant: [chunk(1, '0', '10', 0), chunk(2, '11', end, 0)],
    },
    { what: 'a last range with an end', tables: ['interest_chunk'], plant: [chunk(1, '0', '10', 0)] },
    {
      what: 'a finished run with a range undone',
      tables: ['interest_run', 'interest_chunk'],
      plant: [theRun, chunk(1, '0', end, null)],
    },
    {
      what: 'interest whose cash was never made due',
      tables: ['interest_run', 'interest_chunk'],
      plant: [theRun, chunk(1, '0', end, 7)],
    },
  ],
};
