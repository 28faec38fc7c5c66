import type { Invariant } from '../../../../platform/invariants/invariant-registry';

const hired = `(extract(year FROM n.employed_from)::int * 100 + extract(month FROM n.employed_from)::int)`;

/** Who contributes from which month (条例第十七条). */
export const enrolmentInvariants: readonly Invariant[] = [
  {
    id: 'R2',
    sentence: {
      zh: '新参加工作职工的首月不在任何清册和补缴内（法院、稽核文书除外）；每次参缴的起始年月与账户变更历史一致',
      en: 'No list and no back payment but an ordered one holds the first month of a first job; the month from which somebody was enrolled is that of the account’s history',
    },
    sql: `
      SELECT 'list' AS what, n.account_id::text AS id, l.month FROM enrolment AS n
        JOIN remittance_line AS r ON r.centre_id = n.centre_id AND r.account_id = n.account_id
        JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND l.unit_id = n.unit_id
             AND l.month = ${hired} AND l.state NOT IN ('DRAFT', 'CANCELLED')
       WHERE n.first_job AND n.manner <> 'same-employment'
      UNION ALL
      SELECT 'back-payment', n.account_id::text, b.month FROM enrolment AS n
        JOIN back_payment_line AS b ON b.centre_id = n.centre_id AND b.account_id = n.account_id AND b.month = ${hired}
        JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id AND p.unit_id = n.unit_id
             AND p.reason <> 'order' AND p.state NOT IN ('DRAFT', 'CANCELLED')
       WHERE n.first_job AND n.manner <> 'same-employment'
      UNION ALL
      SELECT 'history', n.account_id::text, n.from_month FROM enrolment AS n
       WHERE NOT EXISTS (SELECT FROM roster_change AS c WHERE c.centre_id = n.centre_id AND c.account_id = n.account_id
             AND c.case_id = n.case_id AND c.kind IN ('new', 'unseal') AND c.from_month = n.from_month)`,
  },
];
