import type { Client } from 'pg';
import { type Day, parseDay } from '../src/kernel/calendar';
import { paymentNo } from '../src/modules/contribution/domain/remittance/payment-number';

/** How many employers, and how many members each. */
export interface Shape {
  readonly name: string;
  readonly employers: number;
  readonly membersEach: number;
}

export interface ConfirmedList {
  readonly paymentNo: string;
  readonly totalFen: bigint;
}

export const employersSql = `
  WITH unit AS (
    INSERT INTO ledger_account (centre_id, kind, subject) SELECT 1, 'unit', '21901' FROM generate_series(1, $1) RETURNING id
  )
  INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
                            ratio_employer, ratio_employee, first_month, paid_through, opened_on)
  SELECT 1, id, gen_random_uuid(), '98' || lpad(id::text, 12, '0'), '140105', '01', 15, 0.12, 0.12, 202507, 202507, '2025-07-01'
    FROM unit RETURNING ledger_account_id`;

/** Members lie clustered by employer, as accounts opened by lists do. */
const membersSql = `
  WITH member AS (
    SELECT nextval('ledger_account_id') AS id, u.id AS unit_id
      FROM (SELECT id FROM unnest($1::bigint[]) WITH ORDINALITY AS u (id, n) CROSS JOIN generate_series(1, $2) ORDER BY n) AS u
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
  SELECT 1, gen_random_uuid(), u.id, $2, 'DRAFT', $3::int, $3::int * 144000::bigint FROM unnest($1::bigint[]) AS u (id)`;

export const linesSql = `
  INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
  SELECT 1, l.id, m.account_id, m.base_fen, m.employer_fen, m.employee_fen
    FROM remittance_list AS l JOIN member_account AS m ON m.centre_id = 1 AND m.unit_id = l.unit_id
   WHERE l.centre_id = 1 AND l.month = $1 AND l.unit_id = ANY ($2::bigint[])
   ORDER BY l.id, m.account_id`;

export const casesSql = `
  INSERT INTO service_case (centre_id, id, item, person_id, business_key, state, law_day, deadline, person_by, channel, legal_basis,
                            input_sealed, submitter, last_event, accepted_at, decided_at)
  SELECT 1, id, 'GJ11', id, id::text, 'waiting-funds', current_date, current_date + 3, current_date + 3, 'bench', 'statutory-duty', '', 'bench', 0,
         now(), now()
    FROM remittance_list WHERE centre_id = 1 AND month = $1 AND unit_id = ANY ($2::bigint[])`;

export const confirmSql = `
  UPDATE remittance_list AS l
     SET state = 'CONFIRMED', case_id = l.id, confirmed_at = now(), payment_no = u.payment_no
    FROM unnest($2::bigint[], $3::text[]) AS u (unit_id, payment_no)
   WHERE l.centre_id = 1 AND l.month = $1 AND l.unit_id = u.unit_id RETURNING l.payment_no, l.total_fen::text`;

/** Employers with their members' accounts; returns the units' ids. `client` is the superuser's. */
export async function seedEmployers(client: Client, shape: Shape): Promise<string[]> {
  const { rows } = await client.query<{ ledger_account_id: string }>(employersSql, [shape.employers]);
  const units = rows.map((row) => row.ledger_account_id);
  await client.query(membersSql, [units, shape.membersEach]);
  return units;
}

/** A confirmed list of every employer for a month (YYYYMM), waiting for its money. */
export async function confirmLists(
  client: Client,
  units: readonly string[],
  month: number,
  membersEach: number,
): Promise<ConfirmedList[]> {
  await client.query(draftsSql, [units, month, membersEach]);
  await client.query(linesSql, [month, units]);
  await client.query(casesSql, [month, units]);
  const { rows } = await client.query<{ payment_no: string; total_fen: string }>(confirmSql, [
    month,
    units,
    units.map((unit) => paymentNo(firstDay(month), BigInt(unit))),
  ]);
  await client.query('VACUUM ANALYZE member_balance');
  await client.query('VACUUM ANALYZE remittance_line, remittance_list, service_case, unit_account');
  return rows.map((row) => ({ paymentNo: row.payment_no, totalFen: BigInt(row.total_fen) }));
}

export function firstDay(month: number): Day {
  return parseDay(`${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}-01`);
}
