import type { PlantedBreach } from './planted-breaches';

const statement = '00000000-0000-7000-8000-0000000000d1';
/** A compared statement of so many lines, of an account and a day of its own. */
const compared = (lines: number, explained: string): string =>
  `INSERT INTO bank_statement (centre_id, id, bank_account_id, day, lines, answered_at, compared_at, explained_at)
   SELECT 1, '${statement}', min(id::text)::uuid, '2020-01-01', ${lines}, now(), now(), ${explained} FROM bank_account`;

/** The day of something of ours, of whose lines the bank says that there are none. */
const explainedDayOf = (ours: string): string =>
  `INSERT INTO bank_statement (centre_id, id, bank_account_id, day, lines, answered_at, compared_at, explained_at)
   SELECT 1, '${statement}', bank_account_id, value_date, 0, now(), now(), now() FROM ${ours} LIMIT 1
   ON CONFLICT (centre_id, bank_account_id, day) DO UPDATE SET lines = 0, answered_at = now(), compared_at = now(), explained_at = now()`;

/** Breaches of what must hold of the banks' statements. */
export const plantedStatementBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  'closed-bank-accounts': [
    {
      what: 'a closed account with money on it',
      tables: ['bank_account_closing'],
      plant: [
        `INSERT INTO bank_account_closing (centre_id, id, bank_account_id, into_account_id, document_no, proposed_by, proposed_at,
           decided_by, decided_at, agreed, closed_at)
         SELECT 1, gen_random_uuid(), a.id, (SELECT min(o.id::text)::uuid FROM bank_account AS o WHERE o.id <> a.id), 'planted', 'a', now(),
                'b', now(), true, now()
           FROM bank_account AS a WHERE (SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) FROM entry AS e
                   WHERE e.account_id = a.leaf_account_id) <> 0 LIMIT 1`,
      ],
    },
  ],
  'statement-lines': [
    {
      what: 'a statement of which a line is missing',
      tables: ['bank_statement'],
      plant: [compared(1, 'now()')],
    },
    {
      what: 'a day that is explained while a difference is open',
      tables: ['bank_statement', 'statement_difference'],
      plant: [
        compared(0, 'now()'),
        `INSERT INTO statement_difference (centre_id, id, statement_id, kind, subject, book_fen, found_at)
         VALUES (1, gen_random_uuid(), '${statement}', 'book-only-credit', 'planted', 1, now())`,
      ],
    },
    {
      what: 'money on a statement that is nobody’s',
      tables: ['bank_statement', 'bank_statement_line'],
      plant: [
        compared(1, 'NULL'),
        `INSERT INTO bank_statement_line (centre_id, statement_id, seq, bank_serial, direction, amount_fen, reversal)
         VALUES (1, '${statement}', 1, 'planted', 'in', 1, false)`,
      ],
    },
    {
      what: 'a day that is explained without a receipt of it',
      tables: ['bank_statement'],
      plant: [explainedDayOf('receipt WHERE part_of IS NULL')],
    },
    {
      what: 'a day that is explained without a payment of it',
      tables: ['bank_statement'],
      plant: [explainedDayOf("instruction WHERE state = 'paid' AND value_date IS NOT NULL")],
    },
    {
      what: 'money that a line has settled, and of which nothing is booked',
      tables: ['bank_statement', 'statement_difference'],
      plant: [
        compared(0, 'now()'),
        `INSERT INTO statement_difference (centre_id, id, statement_id, kind, subject, bank_fen, state, found_at, ended_at, settled_as)
         VALUES (1, gen_random_uuid(), '${statement}', 'bank-only-credit', 'planted', 1, 'gone', now(), now(), 'receipt')`,
      ],
    },
  ],
};
