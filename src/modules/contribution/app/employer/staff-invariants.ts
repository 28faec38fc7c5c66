import type { Invariant } from '../../../../platform/invariants/invariant-registry';
import { STAFF_DAYS } from '../../domain/employer/warning';

/** Warnings about staff. */
export const staffInvariants: readonly Invariant[] = [
  {
    id: 'U4',
    sentence: {
      zh: '每条入职、离职逾期提醒都有社会保险告知的变动，且未早于30日到期',
      en: 'Every warning about somebody hired or gone names what social insurance told, and no sooner than 30 days after it',
    },
    sql: `
      SELECT w.id::text AS id FROM employer_warning AS w
        LEFT JOIN staff_gap AS g ON g.centre_id = w.centre_id AND g.id::text = w.about AND g.employer_id = w.employer_id
             AND g.kind = CASE w.kind WHEN 'enrol' THEN 'hired' ELSE 'left' END
       WHERE w.kind IN ('enrol', 'seal') AND (g.id IS NULL OR w.due_on < g.happened_on + ${STAFF_DAYS})`,
  },
];
