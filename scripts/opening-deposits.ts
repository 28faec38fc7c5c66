import { Client } from 'pg';
import { newId } from '../src/kernel/identifiers/uuid';
import { fen, type Fen, yuan } from '../src/kernel/money';
import type { BankAccountPlan, CentrePlan } from './set-up-centre';

/** What each account of a centre of the simulated world starts with, in fen. */
const STARTS_WITH: Readonly<Record<BankAccountPlan['purpose'], Fen>> = {
  collection: fen(50_000_000_00n),
  loan: fen(200_000_000_00n),
  gains: fen(10_000_000_00n),
};

/** Whose the money is: of members who are still to be taken over (旧账待转), of gains not yet distributed. */
const OWED_ON = { collection: '21909', loan: '21909', gains: '32104' } as const;

/** Before any business date that a run chooses. */
const OPENED_ON = '2024-01-01';

/** What the simulated banks are to be told before the first payment: from then on they check for funds. */
export function openingDeposits(plan: CentrePlan): { bankCode: string; accountNo: string; amount: string }[] {
  return plan.bankAccounts.map(({ bankCode, accountNo, purpose }) => ({
    bankCode,
    accountNo,
    amount: yuan(STARTS_WITH[purpose]),
  }));
}

/**
 * Books what the banks are told: one voucher, D the leaf of every account / C 21909 and 32104, so that each leaf is its
 * account's balance from the first moment on. Once a centre; for demonstration and tests only.
 */
export async function bookOpeningDeposits(ownerUrl: string, plan: CentrePlan): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO ledger_account (centre_id, kind, subject, code, name) VALUES ($1, 'leaf', '219', '21909', '旧账待转')
       ON CONFLICT (centre_id, code) DO NOTHING`,
      [plan.id],
    );
    await client.query(
      `WITH deposit AS (
         SELECT * FROM unnest($2::text[], $3::bigint[], $4::text[]) AS d (leaf, amount, owed)
       ), line AS (
         SELECT leaf AS code, 'D' AS side, amount FROM deposit
         UNION ALL SELECT owed, 'C', sum(amount)::bigint FROM deposit GROUP BY owed
       ), head AS (
         INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
         VALUES ($1, $5, $6, $6, 'opening-deposits', md5('opening-deposits')::uuid)
         ON CONFLICT (centre_id, kind, source_id) DO NOTHING RETURNING id)
       INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
       SELECT $1, head.id, (row_number() OVER (ORDER BY a.id))::int, $6, a.id, a.subject, line.side, line.amount
         FROM head CROSS JOIN line JOIN ledger_account AS a ON a.centre_id = $1 AND a.code = line.code`,
      [
        plan.id,
        plan.bankAccounts.map(({ leaf }) => leaf),
        plan.bankAccounts.map(({ purpose }) => STARTS_WITH[purpose]),
        plan.bankAccounts.map(({ purpose }) => OWED_ON[purpose]),
        newId(),
        OPENED_ON,
      ],
    );
  } finally {
    await client.end();
  }
}
