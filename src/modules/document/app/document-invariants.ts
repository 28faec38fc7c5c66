import type { Invariant } from '../../../platform/invariants/invariant-registry';

export const documentInvariants: readonly Invariant[] = [
  {
    id: 'document-of-a-case-that-is-done',
    sentence: {
      zh: '每份证明都由一个已办结的办件出具，并写在其回执上',
      en: 'Every document was issued by a case that is done, and stands on its receipt',
    },
    sql: `SELECT d.id FROM document AS d LEFT JOIN service_case AS c ON c.centre_id = d.centre_id AND c.id = d.case_id
           WHERE c.id IS NULL OR c.state <> 'done' OR c.person_id <> d.person_id
              OR c.employer_id IS DISTINCT FROM d.employer_id OR c.receipt->>'documentId' IS DISTINCT FROM d.id::text`,
  },
];
