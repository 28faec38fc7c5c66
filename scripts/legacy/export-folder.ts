import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Day } from '../../src/kernel/calendar';
import type { Sealer } from '../../src/platform/crypto';
import { writeCsv } from './csv-writer';
import { exportSql } from './export-sql';
import { type FieldKind, isPrivate } from './legacy-field';
import { LegacyFolderError } from './legacy-folder-error';
import { cellOfContact } from './private-cells';
import { openHome } from './sealed-home';
import { LEGACY_FILES, type LegacyFile, type Manifest, MANIFEST } from './legacy-files';

export interface ExportPlan {
  /** URL of the app's role, which may read. */
  readonly databaseUrl: string;
  readonly centreId: number;
  readonly folder: string;
  /** Accumulation (积数) is told up to this day, itself excluded. */
  readonly cutOver: Day;
  readonly sealer: Sealer;
  readonly print: (line: string) => void;
}

/**
 * Writes the books of the centre in the names of JGJ/T 320, all files on one snapshot. Rows stand in the order of their
 * keys, so that the same books give the same bytes; only the manifest says when it was made.
 * @returns rows of each file.
 */
export async function exportFolder(plan: ExportPlan): Promise<Record<string, number>> {
  mkdirSync(plan.folder, { recursive: true });
  const client = new Client({ connectionString: plan.databaseUrl });
  await client.connect();
  const counts: Record<string, number> = {};
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(
      `SELECT set_config('app.centre', $1, true), set_config('statement_timeout', '0', true)`,
      [String(plan.centreId)],
    );
    await refusePast(client, plan);
    for (const file of LEGACY_FILES) {
      const rows = rowsOf(client, file, plan);
      counts[file.file] = await writeCsv(
        join(plan.folder, file.file),
        file.fields.map(({ name }) => name),
        rows,
      );
      plan.print(`${file.file}：${(counts[file.file] ?? 0).toLocaleString('en')} 行 / rows`);
    }
    const centre = await client.query<{ code: string }>('SELECT code FROM centre WHERE id = $1', [
      plan.centreId,
    ]);
    await client.query('COMMIT');
    const manifest: Manifest = {
      cutOver: plan.cutOver,
      centre: centre.rows[0]?.code ?? '',
      madeAt: new Date().toISOString(),
    };
    writeFileSync(join(plan.folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    return counts;
  } finally {
    await client.end();
  }
}

/** What was accumulated to a later day cannot be told as of an earlier one. */
async function refusePast(client: Client, { centreId, cutOver }: ExportPlan): Promise<void> {
  const { rows } = await client.query<{ latest: string | null }>(
    'SELECT max(accumulated_to)::text AS latest FROM member_balance WHERE centre_id = $1',
    [centreId],
  );
  const latest = rows[0]?.latest ?? null;
  if (latest !== null && latest > cutOver)
    throw new LegacyFolderError(
      `积数已计至 ${latest}：--as-of 不得早于该日 / accumulated to ${latest}: --as-of is that day or later`,
    );
}

/** Streams a query by COPY; what is sealed is opened on the way. */
async function* rowsOf(client: Client, file: LegacyFile, plan: ExportPlan): AsyncGenerator<string[]> {
  const sql = exportSql(file.key, plan.centreId, plan.cutOver);
  const kinds = file.fields.map(({ kind }) => kind);
  const stream = client.query(copyTo(`COPY (${sql}) TO STDOUT`));
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const cells = line.split('\t').map(unescaped);
      yield cells.map((cell, index) => (cell === '' ? cell : opened(cell, kinds[index], plan.sealer)));
    }
  }
}

function opened(cell: string, kind: FieldKind | undefined, sealer: Sealer): string {
  const isContact = kind !== undefined && isPrivate(kind);
  if (kind !== 'identity' && kind !== 'home' && kind !== 'repayment-account' && !isContact) return cell;
  const bytes = Buffer.from(cell.slice(2), 'hex');
  if (isContact) return cellOfContact(sealer, kind, bytes);
  return kind === 'home' ? openHome(sealer, bytes) : sealer.open(bytes);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

/** A cell of COPY's text format; null is the empty cell. */
function unescaped(cell: string): string {
  if (cell === '\\N') return '';
  return cell.includes('\\') ? cell.replace(/\\(.)/g, (_, one: string) => ESCAPES[one] ?? one) : cell;
}
