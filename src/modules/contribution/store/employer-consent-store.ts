import type { Tx } from '../../../platform/database/tx';

/** What another agent of the employer said on a case. */
export interface EmployerConsent {
  readonly personId: string;
  readonly agreed: boolean;
  readonly saidAt: Date;
}

/** Keeps the word; false when one was said before. */
export async function insertConsent(
  tx: Tx,
  caseId: string,
  consent: EmployerConsent & { employerId: string },
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO employer_consent (centre_id, case_id, employer_id, person_id, agreed, said_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [tx.centreId, caseId, consent.employerId, consent.personId, consent.agreed, consent.saidAt],
  );
  return stored === 1;
}

export async function selectConsent(tx: Tx, caseId: string): Promise<EmployerConsent | null> {
  const [row] = await tx.query<EmployerConsent>(
    `SELECT person_id AS "personId", agreed, said_at AS "saidAt" FROM employer_consent WHERE centre_id = $1 AND case_id = $2`,
    [tx.centreId, caseId],
  );
  return row ?? null;
}
