import type { PlantedBreach } from './planted-breaches';

const statement = '00000000-0000-7000-8000-0000000000d1';
/** A compared statement of so many lines, of an account and a day of its own. */
const compared = (lines: number, explained: string): string =>
  `INSERT INTO bank_statement (centre_id, id, bank_account_id, day, lines, answered_at, compared_at, explained_at)
   SELECT 1, '${statement}', min(id::text)::uuid, '2020-01-01', ${lines}, now(), now(), ${explained} FROM bank_account`;

/** Breaches of what must hold of the banks' statements. */
export const plantedStatementBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
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
  ],
};
