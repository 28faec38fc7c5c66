import type { Client } from 'pg';
import type { Day } from '../../src/kernel/calendar';
import { legacyFile, type LegacyFileKey } from './legacy-files';
import type { RejectCode } from './reject-reasons';

export interface JudgeScope {
  readonly client: Client;
  readonly centreId: number;
  readonly cutOver: Day;
}

/** A row of VALUES: what is told of a row when `wrong` is true. */
export const told = (field: string, value: string, code: RejectCode, wrong: string): string =>
  `('${field}', ${value}, '${code}', ${wrong})`;

/** Notes faults of one file: `from` is SQL after FROM with the row as `t`; each judgement a row of VALUES. */
export async function note(
  client: Client,
  key: LegacyFileKey,
  from: string,
  judgements: readonly string[],
  values: readonly unknown[] = [],
): Promise<void> {
  await client.query(
    `INSERT INTO fault
     SELECT DISTINCT '${legacyFile(key).file}', t.line, v.field, v.value, v.code FROM ${from}
      CROSS JOIN LATERAL (VALUES ${judgements.join(', ')}) AS v (field, value, code, wrong) WHERE v.wrong`,
    [...values],
  );
}

/** Rows of a file that have a fault so far, as a condition on `t`. */
export const faulty = (key: LegacyFileKey): string =>
  `t.line IN (SELECT line FROM fault WHERE file = '${legacyFile(key).file}')`;

export const repeated = (key: LegacyFileKey, column: string): string =>
  `(SELECT ${column} FROM typed_${key} WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1) AS r`;
