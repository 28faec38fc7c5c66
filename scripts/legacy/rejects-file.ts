import type { Client } from 'pg';
import { writeCsv } from './csv-writer';
import { REJECT_REASONS, type RejectCode } from './reject-reasons';

const HEADINGS = ['文件', '行', '字段', '值', '代码', '原因', 'reason'];

interface Fault {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly value: string | null;
  readonly code: RejectCode;
}

const PAGE = 10_000;

/** Lists every fault and every cell left out with its place and why, for the people who mend the folder; numbers of people are masked. */
export async function writeRejects(client: Client, path: string): Promise<number> {
  return writeCsv(path, HEADINGS, pages(client));
}

async function* pages(client: Client): AsyncGenerator<readonly string[]> {
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await client.query<Fault>(
      `SELECT file, line, field, value, code FROM (SELECT * FROM fault UNION ALL SELECT * FROM left_out) AS f
        ORDER BY file COLLATE "C", line, field COLLATE "C", code COLLATE "C" LIMIT $1 OFFSET $2`,
      [PAGE, offset],
    );
    for (const { file, line, field, value, code } of rows) {
      const { zh, en } = REJECT_REASONS[code];
      yield [file, String(line), field, value ?? '', code, zh, en];
    }
    if (rows.length < PAGE) return;
  }
}
