import type { Client } from 'pg';
import { paymentNo } from '../src/modules/contribution/domain/remittance/payment-number';
import { PROFILES } from '../scripts/seed/profile';
import { seedUnits } from '../scripts/seed/seed-units';
import { type ConfirmedList, casesSql, confirmSql, employersSql, firstDay, linesSql } from './seed-lists';

/** Members lie clustered by employer, as accounts opened by lists do. */
const membersSql = `
  WITH member AS (
    SELECT nextval('ledger_account_id') AS id, u.id AS unit_id
      FROM (SELECT u.id FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY AS u (id, size, n)
             CROSS JOIN LATERAL generate_series(1, u.size) ORDER BY u.n) AS u
  ), account AS (
    INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT 1, id, 'member', '201' FROM member
  ), balance AS (
    INSERT INTO member_balance (centre_id, account_id, unit_id, accumulated_to) SELECT 1, id, unit_id, '2025-07-01' FROM member
  )
  INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen, employee_fen, opened_on)
  SELECT 1, id, gen_random_uuid(), unit_id, '01', '99' || lpad(id::text, 12, '0'), 600000 + id % 1000 * 100, 72000, 72000, '2025-07-01'
    FROM member`;

const draftsSql = `
  INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen)
  SELECT 1, gen_random_uuid(), m.unit_id, $2, 'DRAFT', count(*)::int, sum(m.employer_fen + m.employee_fen)::bigint
    FROM member_account AS m WHERE m.centre_id = 1 AND m.unit_id = ANY ($1::bigint[]) GROUP BY m.unit_id`;

export interface City {
  readonly units: readonly string[];
  readonly members: number;
}

/** The paying employers of the city with the sizes that the seed gives them (handbook 9.4), divided by `scale`. */
export async function seedCity(client: Client, scale: number): Promise<City> {
  const { taiyuan } = PROFILES;
  const payingUnits = Math.max(1, Math.round(taiyuan.payingUnits / scale));
  const payingMembers = Math.max(payingUnits, Math.round(taiyuan.payingMembers / scale));
  const part = { ...taiyuan, units: payingUnits, payingUnits, members: payingMembers, payingMembers };
  const sizes = seedUnits(part, 1).map(({ paying }) => paying);
  const { rows } = await client.query<{ ledger_account_id: string }>(employersSql, [sizes.length]);
  const units = rows.map((row) => row.ledger_account_id);
  await client.query(membersSql, [units, sizes]);
  await client.query('VACUUM ANALYZE member_account, ledger_account, unit_account');
  return { units, members: payingMembers };
}

/** A confirmed list of every employer for a month (YYYYMM), waiting for its money. */
export async function confirmCity(client: Client, { units }: City, month: number): Promise<ConfirmedList[]> {
  await client.query(draftsSql, [units, month]);
  await client.query(linesSql, [month, units]);
  await client.query(casesSql, [month, units]);
  const numbers = units.map((unit) => paymentNo(firstDay(month), BigInt(unit)));
  const { rows } = await client.query<{ payment_no: string; total_fen: string }>(confirmSql, [
    month,
    units,
    numbers,
  ]);
  await client.query('VACUUM ANALYZE member_balance');
  await client.query('VACUUM ANALYZE remittance_line, remittance_list, service_case, unit_account');
  return rows.map((row) => ({ paymentNo: row.payment_no, totalFen: BigInt(row.total_fen) }));
}
