import type { Client } from 'pg';

/** A table of the withdrawal road and how a bare loop finds the rows that one case left in it. */
interface RowsOfCase {
  readonly table: string;
  /** Which of the three transactions writes them. */
  readonly transaction: 1 | 2 | 3;
  /** Condition on alias t; $1 is the case, $2 the instruction. */
  readonly where: string;
}

const intakeEvents = 1;

const rowsOfCase: readonly RowsOfCase[] = [
  { table: 'command', transaction: 1, where: 't.resource_id = $1' },
  { table: 'service_case', transaction: 1, where: 't.id = $1' },
  { table: 'event', transaction: 1, where: `t.case_id = $1 AND t.seq <= ${intakeEvents}` },
  { table: 'case_fact', transaction: 2, where: 't.case_id = $1' },
  { table: 'decision', transaction: 2, where: 't.case_id = $1' },
  { table: 'registry_exchange', transaction: 2, where: 't.case_id = $1' },
  { table: 'hold', transaction: 2, where: 't.case_id = $1' },
  { table: 'instruction', transaction: 2, where: 't.id = $2' },
  {
    table: 'event',
    transaction: 2,
    where: `t.case_id = $1 AND t.seq > ${intakeEvents} AND t.kind <> 'credited'`,
  },
  { table: 'bank_exchange', transaction: 3, where: 't.instruction_id = $2' },
  { table: 'journal', transaction: 3, where: 't.source_id = $2' },
  { table: 'entry', transaction: 3, where: 't.journal_id = (SELECT id FROM journal WHERE source_id = $2)' },
  { table: 'event', transaction: 3, where: `t.case_id = $1 AND t.kind = 'credited'` },
];

/** Rows as one case left them: column values as text, ready to be written again under other ids. */
export interface RowTemplate {
  readonly table: string;
  readonly transaction: 1 | 2 | 3;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Columns that the database fills by itself. */
const generated = new Set(['event.id', 'journal.txid', 'event.txid']);

/** Reads what a finished withdrawal wrote. Throws when a table holds nothing of it: the road has changed. */
export async function readTemplate(
  client: Client,
  caseId: string,
  instructionId: string,
): Promise<RowTemplate[]> {
  const templates: RowTemplate[] = [];
  for (const { table, transaction, where } of rowsOfCase) {
    const { rows: named } = await client.query<{ column_name: string }>(
      'SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
      [table],
    );
    const columns = named
      .map((row) => row.column_name)
      .filter((column) => !generated.has(`${table}.${column}`));
    const list = columns.map((column) => `t.${column}::text`).join(', ');
    const { rows } = await client.query<(string | null)[]>({
      // Both ids are always sent, whichever the condition uses.
      text: `SELECT ${list} FROM ${table} AS t WHERE ${where} AND $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL`,
      values: [caseId, instructionId],
      rowMode: 'array',
    });
    if (rows.length === 0) throw new Error(`a withdrawal leaves nothing in ${table} any more`);
    templates.push({ table, transaction, columns, rows });
  }
  return templates;
}

/** One INSERT for all rows of a template, and its values with every id replaced. */
export function insertOf(
  template: RowTemplate,
  replace: (value: string) => string,
): { text: string; values: (string | null)[] } {
  const width = template.columns.length;
  const tuples = template.rows.map(
    (_, row) => `(${template.columns.map((__, column) => `$${row * width + column + 1}`).join(', ')})`,
  );
  return {
    text: `INSERT INTO ${template.table} (${template.columns.join(', ')}) VALUES ${tuples.join(', ')}`,
    values: template.rows.flat().map((value) => (value === null ? null : replace(value))),
  };
}
