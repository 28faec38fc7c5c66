import type { PlantedBreach } from './planted-breaches';

const year = `'00000000-0000-7000-8000-0000000000f1'`;
const decision = `'00000000-0000-7000-8000-0000000000f2'`;

const monthResult = (month: number, incomeFen = 0): string =>
  `INSERT INTO month_result (centre_id, id, month, income_fen, expenditure_fen) VALUES (1, gen_random_uuid(), ${month}, ${incomeFen}, 0)`;

const theDecision = (rule: string, budgetFen: number): string =>
  `INSERT INTO gains_distribution (centre_id, id, year, state, reserve_rule, fee_budget_fen, document_no, proposed_person_id, proposed_at,
          decided_person_id, decided_at)
   VALUES (1, ${decision}, 2025, 'approved', '${rule}', ${budgetFen}, 'planted', gen_random_uuid(), now(), gen_random_uuid(), now())`;

/** Distributed by that decision: gains 100, of them to the reserve, to the fee, the rest to public rental. */
const distributed = (
  reserveFen: number,
  feeFen: number,
  { loansFen = 0, before = 0 }: { loansFen?: number; before?: number } = {},
): string =>
  `INSERT INTO year_result (centre_id, id, year, gains_fen, distribution_id, loan_balance_fen, reserve_before_fen, reserve_fen, management_fee_fen,
          public_rental_fen)
   VALUES (1, ${year}, 2025, 100, ${decision}, ${loansFen}, ${before}, ${reserveFen}, ${feeFen}, ${100 - reserveFen - feeFen})`;

/** The vouchers of 60, 30 and 10; `short` is what is missing of the last. */
const vouchers = (short = 0): string => `
  WITH line (kind, side, code, fen) AS (VALUES
    ('year-result', 'D', '311', 100), ('year-result', 'C', '32104', 100), ('gains-allotted', 'D', '32104', 100),
    ('gains-allotted', 'C', '32101', 60), ('gains-allotted', 'C', '32102', 30), ('gains-allotted', 'C', '32103', 10),
    ('gains-distributed', 'D', '32101', 60), ('gains-distributed', 'C', '301', 60), ('gains-distributed', 'D', '32102', 30),
    ('gains-distributed', 'C', '21401', 30), ('gains-distributed', 'D', '32103', 10), ('gains-distributed', 'C', '21402', 10 - ${short}),
    ('opening', 'C', '311', 100)
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT 1, gen_random_uuid(), '2025-12-31', '2025-12-31', k.kind, ${year} FROM (SELECT DISTINCT kind FROM line) AS k RETURNING id, kind)
  INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
  SELECT 1, h.id, (row_number() OVER (PARTITION BY h.id ORDER BY line.code, line.side))::int, '2025-12-31', l.id, l.subject, line.side, line.fen
    FROM line JOIN head AS h ON h.kind = line.kind JOIN ledger_account AS l ON l.centre_id = 1 AND l.code = line.code WHERE line.fen <> 0`;

const books = ['journal', 'entry'];
const decided = ['gains_distribution', 'year_result'];

/** What makes the results of months and years untrue. */
export const plantedResultBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  'month-results': [
    {
      what: 'a closed month with income left on its leaf',
      tables: ['month_result', 'entry'],
      plant: [
        monthResult(202601),
        `INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
         SELECT 1, gen_random_uuid(), 1, '2026-01-31', id, '401', 'C', 5 FROM ledger_account WHERE centre_id = 1 AND code = '40102'`,
      ],
    },
    {
      what: 'a month closed without its result',
      tables: ['month_result', 'month_end'],
      plant: [
        monthResult(202601),
        `INSERT INTO month_end (centre_id, id, month, planned_at, closed_at, finished_at) VALUES (1, gen_random_uuid(), 202602, now(), now(), now())`,
      ],
    },
    {
      what: 'a result that no voucher has transferred',
      tables: ['month_result'],
      plant: [monthResult(202601, 5)],
    },
  ],
  'year-results': [
    {
      what: 'a share that its voucher does not give',
      tables: [...decided, ...books],
      plant: [theDecision('sixty-percent-of-gains', 30), distributed(60, 30), vouchers(1)],
    },
    {
      what: 'a fee above what the budget approves',
      tables: [...decided, ...books],
      plant: [theDecision('sixty-percent-of-gains', 20), distributed(60, 30), vouchers()],
    },
    {
      what: 'a reserve of another amount than its rule gives',
      tables: [...decided, ...books],
      plant: [theDecision('one-percent-of-loans', 30), distributed(60, 30), vouchers()],
    },
    {
      what: 'a reserve before it that the books do not have',
      tables: [...decided, ...books],
      plant: [theDecision('sixty-percent-of-gains', 30), distributed(60, 30, { before: 1 }), vouchers()],
    },
    {
      what: 'loans that the books do not have',
      tables: [...decided, ...books],
      plant: [theDecision('sixty-percent-of-gains', 30), distributed(60, 30, { loansFen: 1 }), vouchers()],
    },
    {
      what: 'gains left on 311 after their year',
      tables: [...decided, ...books],
      plant: [
        theDecision('sixty-percent-of-gains', 30),
        distributed(60, 30),
        vouchers(),
        `UPDATE entry SET amount_fen = 101 WHERE subject = '311' AND side = 'C'`,
      ],
    },
    {
      what: 'a December closed whose year was not distributed',
      tables: ['month_result'],
      plant: [monthResult(202512)],
    },
  ],
};
