import type { Client } from 'pg';
import type { Day } from '../../src/kernel/calendar';
import { CODE_TABLES, fieldJudgements, leftOutJudgements, typedOrNull } from './field-kinds';
import { judgeLoans } from './judge-loans';
import { judgeDetails } from './judge-months';
import { judgeAccounts, judgePeople, judgeSuspense, judgeUnits } from './judge-relations';
import { LEGACY_FILES, legacyFile, MONTH_TYPES } from './legacy-files';

/**
 * Judges all staged rows, set by set: every cell by the kind of its field, then what rows say of one another and of the
 * books. Leaves `fault` (one row a fault) and, for each file, `typed_<key>` with the value of each readable cell, and
 * `left_out`, the cells without which their rows are taken over.
 */
export async function judgeRows(client: Client, centreId: number, cutOver: Day): Promise<void> {
  await client.query(
    'CREATE TEMP TABLE fault (file text NOT NULL, line int NOT NULL, field text NOT NULL, value text, code text NOT NULL)',
  );
  await client.query('CREATE TEMP TABLE left_out (LIKE fault INCLUDING ALL)');
  await passOtherBusiness(client);
  for (const { key, file, fields } of LEGACY_FILES) {
    await client.query(
      `INSERT INTO fault
       SELECT '${file}', s.line, v.field, v.value, v.code FROM staged_${key} AS s
        CROSS JOIN LATERAL (VALUES ${fields.flatMap(fieldJudgements).join(', ')}) AS v (field, value, code, wrong)
        WHERE v.wrong`,
    );
    await client.query(
      `CREATE TEMP TABLE typed_${key} AS SELECT s.line, ${fields.map(typedOrNull).join(', ')} FROM staged_${key} AS s`,
    );
    await client.query(`ANALYZE typed_${key}`);
  }
  await leaveOut(client);
  const scope = { client, centreId, cutOver };
  await judgeUnits(scope);
  await judgePeople(scope);
  await judgeAccounts(scope);
  await judgeSuspense(scope);
  await judgeDetails(scope);
  await judgeLoans(scope);
}

/** Contact data, cards and codes of their banks that are no such thing: listed, and no fault of their rows. */
async function leaveOut(client: Client): Promise<void> {
  for (const { key, file, fields } of LEGACY_FILES) {
    const told = fields.flatMap(leftOutJudgements);
    if (told.length === 0) continue;
    await client.query(
      `INSERT INTO left_out
       SELECT '${file}', s.line, v.field, v.value, v.code FROM staged_${key} AS s
        CROSS JOIN LATERAL (VALUES ${told.join(', ')}) AS v (field, value, code) WHERE v.code IS NOT NULL`,
    );
  }
  await client.query(
    `INSERT INTO left_out
     SELECT '${legacyFile('account').file}', s.line, 'GRCKZHHM', s.grckzhhm, 'CARD_BANK_LEFT_OUT'
       FROM staged_account AS s JOIN typed_account AS t USING (line)
      WHERE s.grckzhhm_sealed IS NOT NULL AND t.grckzhkhyhdm IS NULL`,
  );
}

/** Business that leaves no month behind (withdrawals, interest, moves) is in the balances: its rows are counted and left. */
async function passOtherBusiness(client: Client): Promise<void> {
  const months = MONTH_TYPES.map((type) => `'${type}'`).join(', ');
  const known = (CODE_TABLES['A.5'] ?? []).map((type) => `'${type}'`).join(', ');
  await client.query(
    `CREATE TEMP TABLE passed_by AS
     WITH passed AS (
       DELETE FROM staged_detail WHERE gjhtqywlx IN (${known}) AND gjhtqywlx NOT IN (${months}) RETURNING gjhtqywlx AS type
     ) SELECT type, count(*)::int AS n FROM passed GROUP BY type`,
  );
}
