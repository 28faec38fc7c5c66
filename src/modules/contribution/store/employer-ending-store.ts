import type { Tx } from '../../../platform/database/tx';
import { MOVE_MEMBERS_DAYS, REGISTER_DAYS } from '../domain/employer/warning';

/** What market supervision said of an employer on a day; fields as its answer has them. */
export interface EndingTold {
  readonly employerId: string;
  readonly status: 'in-business' | 'revoked' | 'deregistered';
  readonly receiptNo: string;
  readonly day: string;
}

/** Keeps the day on which an employer was first heard to have ended; one in business again has not. */
export async function storeEnding(tx: Tx, { employerId, status, receiptNo, day }: EndingTold): Promise<void> {
  if (status === 'in-business') {
    await tx.execute(
      `UPDATE employer_ending SET void_on = $3 WHERE centre_id = $1 AND employer_id = $2 AND void_on IS NULL`,
      [tx.centreId, employerId, day],
    );
    return;
  }
  await tx.execute(
    `INSERT INTO employer_ending AS e (centre_id, employer_id, seen_on, status, receipt_no) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, employer_id) WHERE void_on IS NULL DO UPDATE SET status = excluded.status, receipt_no = excluded.receipt_no
      WHERE e.status <> excluded.status`,
    [tx.centreId, employerId, day, status, receiptNo],
  );
}

/**
 * Employers that have ended and let the days of article 14 pass, as rows of clocks: the account is closed within 30 days,
 * and members have gone elsewhere or to the central sealed unit within 20 more. Days run from the one on which the centre
 * heard of it: the registry does not say when it was.
 */
export const passedEndingDays = `
  SELECT u.employer_id, 'close-unit', n.seen_on::text, n.seen_on + ${REGISTER_DAYS}, NULL
    FROM employer_ending AS n
    JOIN unit_account AS u ON u.centre_id = n.centre_id AND u.employer_id = n.employer_id AND u.kind = 'employer' AND u.state <> '04'
   WHERE n.centre_id = $1 AND n.void_on IS NULL AND n.status = 'deregistered' AND n.seen_on + ${REGISTER_DAYS} < $2::date
  UNION ALL
  SELECT u.employer_id, 'move-members', n.seen_on::text, n.seen_on + ${REGISTER_DAYS + MOVE_MEMBERS_DAYS}, NULL
    FROM employer_ending AS n
    JOIN unit_account AS u ON u.centre_id = n.centre_id AND u.employer_id = n.employer_id AND u.kind = 'employer' AND u.state <> '04'
   WHERE n.centre_id = $1 AND n.void_on IS NULL AND n.seen_on + ${REGISTER_DAYS + MOVE_MEMBERS_DAYS} < $2::date
     AND EXISTS (SELECT FROM member_account AS m WHERE m.centre_id = u.centre_id AND m.unit_id = u.ledger_account_id
                    AND m.state IN ('01', '02', '06'))`;
