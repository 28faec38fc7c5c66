import type { Invariant } from '../../../../platform/invariants/invariant-registry';

/** What must hold of the fund's room and of those who wait for it. */
export const fundInvariants: readonly Invariant[] = [
  {
    id: 'FS1',
    sentence: {
      zh: '每日已放行金额等于放行明细之和，且不超过当日可贷额度',
      en: 'What was let through on a day is what its admissions sum to, and no more than the room of the day',
    },
    sql: `SELECT d.day, d.admitted_fen::text AS admitted, coalesce(a.fen, 0)::text AS admissions, d.room_fen::text AS room
            FROM fund_day AS d LEFT JOIN (SELECT centre_id, day, sum(amount_fen) AS fen FROM fund_admission GROUP BY 1, 2) AS a
              ON a.centre_id = d.centre_id AND a.day = d.day
           WHERE d.admitted_fen <> coalesce(a.fen, 0) OR (d.admitted_fen > 0 AND d.admitted_fen > d.room_fen)`,
  },
  {
    id: 'FS2',
    sentence: {
      zh: '轮候按先后放行，无人插队：没有仍在轮候而次序在前的贷款，放行贷款的金额与核准金额一致',
      en: 'The queue goes in its order: nobody still waits who waited before somebody that was let through, and each was let through with what was granted',
    },
    sql: `SELECT a.loan_id AS loan, q.loan_id AS overtaken FROM fund_admission AS a
            JOIN loan_disbursement AS q ON q.centre_id = a.centre_id AND q.state = 'queued' AND q.queued_at < a.admitted_at
             AND (a.queue_no IS NULL OR q.queue_no < a.queue_no)
            JOIN loan AS w ON w.centre_id = q.centre_id AND w.id = q.loan_id AND w.state = 'mortgage-registered'
             AND w.state_since < a.admitted_at
          UNION ALL
          SELECT a.loan_id, NULL FROM fund_admission AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
           WHERE a.amount_fen <> l.amount_fen`,
  },
];
