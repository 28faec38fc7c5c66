import type { Tx } from '../../../platform/database/tx';

export type ApplicantRole = 'spouse' | 'co-borrower' | 'guarantor';

/** Somebody beside the applicant, and what they said; null: nothing yet. */
export interface LoanApplicant {
  readonly personId: string;
  readonly role: ApplicantRole;
  readonly agreed: boolean | null;
  readonly consentSealed: Buffer | null;
  readonly atCounter: boolean;
}

/** Asks people to speak for themselves; who was asked before stays as they are. */
export async function askApplicants(
  tx: Tx,
  caseId: string,
  people: readonly { readonly personId: string; readonly role: ApplicantRole }[],
  at: Date,
): Promise<void> {
  if (people.length === 0) return;
  await tx.execute(
    `INSERT INTO loan_applicant (centre_id, case_id, person_id, role, asked_at)
     SELECT $1, $2, p.person_id, p.role, $5 FROM unnest($3::uuid[], $4::text[]) AS p (person_id, role)
      ORDER BY p.person_id ON CONFLICT DO NOTHING`,
    [tx.centreId, caseId, people.map(({ personId }) => personId), people.map(({ role }) => role), at],
  );
}

/** Everybody who was asked on a case. */
export function selectApplicants(tx: Tx, caseId: string): Promise<LoanApplicant[]> {
  return tx.query<LoanApplicant>(
    `SELECT person_id AS "personId", role, agreed, consent_sealed AS "consentSealed", clerk_person_id IS NOT NULL AS "atCounter"
       FROM loan_applicant WHERE centre_id = $1 AND case_id = $2 ORDER BY person_id`,
    [tx.centreId, caseId],
  );
}

export interface Word {
  readonly caseId: string;
  readonly personId: string;
  readonly agreed: boolean;
  readonly consentSealed: Buffer | null;
  readonly saidAt: Date;
  readonly counter: {
    readonly clerkPersonId: string;
    readonly evidenceNo: string;
    readonly evidenceSealed: Buffer;
  } | null;
}

/** Keeps what somebody said, once; false when they had spoken before, or were never asked. */
export async function storeWord(tx: Tx, word: Word): Promise<boolean> {
  const stored = await tx.execute(
    `UPDATE loan_applicant SET agreed = $4, consent_sealed = $5, said_at = $6, clerk_person_id = $7, evidence_no = $8,
            evidence_sealed = $9
      WHERE centre_id = $1 AND case_id = $2 AND person_id = $3 AND agreed IS NULL`,
    [
      tx.centreId,
      word.caseId,
      word.personId,
      word.agreed,
      word.consentSealed,
      word.saidAt,
      word.counter?.clerkPersonId ?? null,
      word.counter?.evidenceNo ?? null,
      word.counter?.evidenceSealed ?? null,
    ],
  );
  return stored === 1;
}

/** An application that names somebody. */
export interface AskedApplication {
  readonly caseId: string;
  readonly item: string;
  readonly state: string;
  readonly applicantId: string;
  readonly role: ApplicantRole;
  readonly askedAt: Date;
  readonly agreed: boolean | null;
  readonly saidAt: Date | null;
}

/** Applications in which the person was asked, the latest first. */
export function selectAskedOf(tx: Tx, personId: string): Promise<AskedApplication[]> {
  return tx.query<AskedApplication>(
    `SELECT a.case_id AS "caseId", c.item, c.state, c.person_id AS "applicantId", a.role, a.asked_at AS "askedAt", a.agreed, a.said_at AS "saidAt"
       FROM loan_applicant AS a JOIN service_case AS c ON c.centre_id = a.centre_id AND c.id = a.case_id
      WHERE a.centre_id = $1 AND a.person_id = $2 ORDER BY a.case_id DESC LIMIT 200`,
    [tx.centreId, personId],
  );
}
