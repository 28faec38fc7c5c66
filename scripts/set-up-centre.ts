import { Client } from 'pg';
import { newId } from '../src/kernel/identifiers/uuid';

export interface BankAccountPlan {
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
  readonly purpose: 'collection' | 'loan' | 'gains';
  /** Leaf of 101 or 102 that this account is, one to one. */
  readonly leaf: string;
}

const PURPOSE_NAMES = {
  collection: '住房公积金归集户',
  loan: '住房公积金贷款户',
  gains: '住房公积金增值收益户',
} as const;

export interface CentrePlan {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly bankAccounts: readonly BankAccountPlan[];
  /** First digits of cards, and the bank that issued them. */
  readonly cardBins: readonly (readonly [prefix: string, bankCode: string])[];
  /** Leaves beside those that every centre has (table `chart_leaf`): code, subject, name. */
  readonly leaves: readonly (readonly [code: string, subject: string, name: string])[];
  /** First day, yearly rate in 1e-8 and instrument of each rate of members' balances. */
  readonly interestRates: readonly (readonly [from: string, annualE8: bigint, instrument: string])[];
}

/** An account of each purpose at both banks; `city` are digits of the invented numbers. */
function accountsAtBothBanks(city: string, owner = ''): BankAccountPlan[] {
  const at = (
    bankCode: '104' | '301',
    purpose: BankAccountPlan['purpose'],
    leaf: string,
    place: number,
  ): BankAccountPlan => ({
    bankCode,
    accountNo: `${bankCode}${city}${String(place).padStart(10, '0')}`,
    name: `${owner}${PURPOSE_NAMES[purpose]}${bankCode === '301' ? '（交通银行）' : ''}`,
    purpose,
    leaf,
  });
  return [
    at('104', 'collection', '10101', 1),
    at('301', 'collection', '10102', 2),
    at('104', 'loan', '10103', 3),
    at('301', 'loan', '10104', 4),
    at('104', 'gains', '10201', 5),
    at('301', 'gains', '10202', 6),
  ];
}

/** The centre this project is modelled on; its accounts are invented. */
export const taiyuan: CentrePlan = {
  id: 1,
  code: '140100000000000',
  name: '太原市住房公积金管理中心（示例）',
  bankAccounts: accountsAtBothBanks('01401'),
  // Invented, as all cards of the simulated world are.
  cardBins: [
    ['621997', '301'],
    ['621998', '104'],
    ['621999', '104'],
  ],
  leaves: [],
  interestRates: [['2016-02-21', 1_500_000n, '银发〔2016〕43号']],
};

/** A second centre, of another city, for transfers between the two; its accounts are invented as well. */
export const datong: CentrePlan = {
  ...taiyuan,
  id: 2,
  code: '140200000000000',
  name: '大同市住房公积金管理中心（示例）',
  bankAccounts: accountsAtBothBanks('01402', '大同市'),
};

const chartSql = `
  INSERT INTO ledger_account (centre_id, kind, subject, code, name)
  SELECT $1, 'leaf', subject, code, name FROM chart_leaf ORDER BY code ON CONFLICT (centre_id, code) DO NOTHING`;
const accountSql = `
  INSERT INTO ledger_account (centre_id, kind, subject, code, name) VALUES ($1, 'leaf', $2, $3, $4)
  ON CONFLICT (centre_id, code) DO UPDATE SET name = excluded.name RETURNING id`;

/** Puts a centre with its chart leaves and bank accounts into a migrated database; what is there already stays. */
export async function setUpCentre(ownerUrl: string, plan: CentrePlan = taiyuan): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      'INSERT INTO centre (id, code, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
      [plan.id, plan.code, plan.name],
    );
    await client.query(chartSql, [plan.id]);
    for (const [code, subject, name] of plan.leaves)
      await client.query(accountSql, [plan.id, subject, code, name]);
    for (const account of plan.bankAccounts) {
      const subject = account.purpose === 'gains' ? '102' : '101';
      const { rows } = await client.query<{ id: string }>(accountSql, [
        plan.id,
        subject,
        account.leaf,
        account.name,
      ]);
      await client.query(
        `INSERT INTO bank_account (centre_id, id, bank_code, account_no, name, purpose, leaf_account_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [plan.id, newId(), account.bankCode, account.accountNo, account.name, account.purpose, rows[0]?.id],
      );
    }
    for (const [prefix, bankCode] of plan.cardBins)
      await client.query(
        `INSERT INTO card_bin (centre_id, prefix, bank_code) VALUES ($1, $2, $3)
         ON CONFLICT (centre_id, prefix) DO NOTHING`,
        [plan.id, prefix, bankCode],
      );
    for (const [from, annualE8, instrument] of plan.interestRates)
      await client.query(
        `INSERT INTO interest_rate (centre_id, valid_from, annual_e8, instrument, announced_by)
         VALUES ($1, $2, $3, $4, 'set-up') ON CONFLICT DO NOTHING`,
        [plan.id, from, annualE8, instrument],
      );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    await client.end();
  }
}
