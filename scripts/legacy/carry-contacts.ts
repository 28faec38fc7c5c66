/** @param part of the units that are carried over: `$2` and `$3` bound it. */
export const agentContactsSql = (part: string): string => `
  INSERT INTO person_contact (centre_id, person_id, contact_sealed, case_id, changed_at)
  SELECT DISTINCT ON (s.jbrzjhm_id) $1::int, s.jbrzjhm_id, s.contact_sealed, $4::uuid, now()
    FROM (SELECT line FROM ${part}) AS c JOIN staged_unit_info AS s ON s.line = c.line
   WHERE s.jbrzjhm_id IS NOT NULL AND s.contact_sealed IS NOT NULL ORDER BY s.jbrzjhm_id, s.line ON CONFLICT DO NOTHING`;

/** What members say of themselves comes before what their employer said of its agent in the same folder. */
export const memberContactsSql = `
  INSERT INTO person_contact (centre_id, person_id, contact_sealed, case_id, changed_at)
  SELECT DISTINCT ON (s.zjhm_id) $1::int, s.zjhm_id, s.contact_sealed, $4::uuid, now()
    FROM carry_member AS c JOIN staged_person_info AS s ON s.line = c.person_line
   WHERE c.n > $2 AND c.n <= $3 AND s.contact_sealed IS NOT NULL ORDER BY s.zjhm_id, c.n
  ON CONFLICT (centre_id, person_id) DO UPDATE SET contact_sealed = excluded.contact_sealed
   WHERE person_contact.case_id = $4::uuid`;

/** Cards of the former system: on record, and paid to only once the member has bound them here. */
export const cardsSql = `
  INSERT INTO carried_card (centre_id, account_id, bank_code, bank_name, card_sealed)
  SELECT $1::int, m.account_id, c.grckzhkhyhdm, c.grckzhkhyhmc, s.grckzhhm_sealed
    FROM carry_member AS c JOIN staged_account AS s ON s.line = c.line
    JOIN member_account AS m ON m.centre_id = $1 AND m.account_no = c.grzh
   WHERE c.n > $2 AND c.n <= $3 AND s.grckzhhm_sealed IS NOT NULL AND c.grckzhkhyhdm IS NOT NULL`;
