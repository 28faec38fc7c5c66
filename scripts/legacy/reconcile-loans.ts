import type { Client } from 'pg';
import { fen, yuan } from '../../src/kernel/money';
import { legacyFile } from './legacy-files';
import { LegacyFolderError } from './legacy-folder-error';
import { PREPAID_LEAF } from './loan-files';
import type { SubjectSum } from './reconcile';

/** Subjects whose balance is that of loans: what of a row of 贷款账户 stands on each, and on which side. */
const SUBJECTS = [
  { subject: '121', codes: `kmbh LIKE '121%'`, side: '01', amount: 't.dkye - t.yqzcbj' },
  { subject: '122', codes: `kmbh LIKE '122%'`, side: '01', amount: 't.yqzcbj' },
  { subject: PREPAID_LEAF, codes: `kmbh = '${PREPAID_LEAF}'`, side: '02', amount: 't.yshk' },
] as const;

/**
 * Balances of the subjects of loans beside the sums of their accounts, to the fen; none for a folder without loans.
 * @throws LegacyFolderError when one is not the other, or an amount cannot be read, for which no second figure answers:
 *   nothing may be booked then.
 */
export async function loanSubjects(client: Client): Promise<SubjectSum[]> {
  const counted = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM staged_loan_account');
  if ((counted.rows[0]?.n ?? 0) === 0) return [];
  const sums: SubjectSum[] = [];
  for (const one of SUBJECTS) sums.push(await sumOf(client, one));
  return sums;
}

async function sumOf(
  client: Client,
  { subject, codes, side, amount }: (typeof SUBJECTS)[number],
): Promise<SubjectSum> {
  const { rows } = await client.query<{
    ledger: string;
    accepted: string;
    rejected: string;
    unreadable: number;
  }>(
    `SELECT (SELECT coalesce(sum(CASE qmyefx WHEN '${side}' THEN qmye ELSE -qmye END), 0)::text FROM typed_ledger WHERE ${codes}) AS ledger,
            coalesce(sum(fen) FILTER (WHERE NOT faulty), 0)::text AS accepted, coalesce(sum(fen) FILTER (WHERE faulty), 0)::text AS rejected,
            count(*) FILTER (WHERE fen IS NULL)::int AS unreadable
       FROM (SELECT ${amount} AS fen, t.line IN (SELECT line FROM fault WHERE file = '${legacyFile('loan_account').file}') AS faulty
               FROM typed_loan_account AS t) AS s`,
  );
  const [row] = rows;
  if (!row) throw new Error('a sum has one row');
  const money = (text: string | bigint): string => yuan(fen(BigInt(text)));
  const unreadable = BigInt(row.ledger) - BigInt(row.accepted) - BigInt(row.rejected);
  if (unreadable !== 0n || row.unreadable > 0) {
    const rest = row.unreadable === 0 ? '' : ` + ${row.unreadable} 行不可读 / rows that cannot be read`;
    throw new LegacyFolderError(
      `科目 ${subject} 余额与贷款账户不符，未接管任何数据 / the balance of ${subject} is not that of the loans, nothing was taken over: ${money(row.ledger)} ≠ ${money(row.accepted)} + ${money(row.rejected)}${rest}`,
    );
  }
  return {
    subject,
    ledger: money(row.ledger),
    accepted: money(row.accepted),
    rejected: money(row.rejected),
    unreadableRows: row.unreadable,
    unreadable: money(unreadable),
  };
}
