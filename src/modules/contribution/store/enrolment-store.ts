import type { Month } from '../../../kernel/month';
import { monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { EnrolmentManner } from '../domain/enrolment/enrolment';

/** Why an account contributes from a month on, and on which wage. */
export interface NewEnrolment {
  readonly accountId: bigint;
  readonly manner: EnrolmentManner;
  /** First day of the employment, by social insurance. */
  readonly employedFrom: string;
  /** Whether nobody employed the person before. */
  readonly firstJob: boolean;
  readonly from: Month;
  /** Whether the wage was declared: without it the base of the account rests on what it rested on. */
  readonly declared: boolean;
}

/**
 * Appends the enrolments of a case, and says at each account what its base rests on now; one of the same employment, or
 * without a declared wage, leaves that as it is. The caller holds the accounts.
 */
export async function insertEnrolments(
  tx: Tx,
  of: { readonly unitId: bigint; readonly caseId: string; readonly on: string },
  made: readonly NewEnrolment[],
): Promise<void> {
  if (made.length === 0) return;
  await tx.execute(
    `WITH told AS (
       INSERT INTO enrolment (centre_id, account_id, unit_id, manner, employed_from, first_job, from_month, case_id, made_on)
       SELECT $1, n.account_id, $2, n.manner, n.employed_from, n.first_job, n.from_month, $3::uuid, $4::date
         FROM unnest($5::bigint[], $6::text[], $7::date[], $8::boolean[], $9::int[])
              AS n (account_id, manner, employed_from, first_job, from_month)
     )
     UPDATE member_account AS m SET base_source = s.manner
       FROM unnest($5::bigint[], $6::text[], $10::boolean[]) AS s (account_id, manner, declared)
      WHERE m.centre_id = $1 AND m.account_id = s.account_id AND s.declared AND s.manner <> 'same-employment'`,
    [
      tx.centreId,
      of.unitId,
      of.caseId,
      of.on,
      made.map(({ accountId }) => accountId),
      made.map(({ manner }) => manner),
      made.map(({ employedFrom }) => employedFrom),
      made.map(({ firstJob }) => firstJob),
      made.map(({ from }) => monthToNumber(from)),
      made.map(({ declared }) => declared),
    ],
  );
}

/** Members who contribute to the unit from `open` on, the first month whose list is not confirmed: no list of theirs fixed a wage yet. */
export async function selectFirstWages(tx: Tx, unitId: bigint, open: Month): Promise<ReadonlySet<bigint>> {
  const rows = await tx.query<{ accountId: bigint }>(
    `SELECT DISTINCT account_id AS "accountId" FROM enrolment
      WHERE centre_id = $1 AND unit_id = $2 AND from_month >= $3 AND manner <> 'same-employment'`,
    [tx.centreId, unitId, monthToNumber(open)],
  );
  return new Set(rows.map(({ accountId }) => accountId));
}
