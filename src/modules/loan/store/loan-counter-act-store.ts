import type { Tx } from '../../../platform/database/tx';

/** What a clerk did to a loan for whoever stood before them. */
export interface LoanCounterAct {
  readonly loanId: string;
  readonly act: 'cancel';
  readonly personId: string;
  readonly clerkPersonId: string;
  readonly evidenceNo: string;
  readonly evidenceSealed: Buffer;
  readonly at: Date;
}

export async function insertCounterAct(tx: Tx, act: LoanCounterAct): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_counter_act (centre_id, evidence_no, loan_id, act, person_id, clerk_person_id, evidence_sealed, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.centreId,
      act.evidenceNo,
      act.loanId,
      act.act,
      act.personId,
      act.clerkPersonId,
      act.evidenceSealed,
      act.at,
    ],
  );
}
