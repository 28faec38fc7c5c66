import type { Tx } from '../../../platform/database/tx';
import type { MortgageState, MortgageTold } from '../domain/mortgage/mortgage-told';

/** An application to the title registry, as stored. */
export interface LoanMortgage {
  readonly id: string;
  readonly loanId: string;
  /** `release` gives a mortgage up once its loan is settled or void; `inquiry` asks which one stands for a loan that was taken over. */
  readonly kind: 'pre-notice' | 'transfer-and-mortgage' | 'mortgage' | 'release' | 'inquiry';
  readonly conversion: boolean;
  readonly applyNo: string;
  /** Of a release: the certificate whose mortgage is given up. */
  readonly releases: string | null;
  readonly state: MortgageState;
  readonly seq: number;
  readonly certNo: string | null;
  readonly mortgagee: string | null;
  readonly ours: boolean;
  readonly registeredOn: string | null;
  readonly reason: string | null;
  readonly requestedAt: Date;
  /** The registry is asked to close it. */
  readonly withdraw: boolean;
}

const columns = `id, loan_id AS "loanId", kind, conversion, apply_no AS "applyNo", releases_cert_no AS releases, state, seq, cert_no AS "certNo", mortgagee, ours,
  registered_on AS "registeredOn", reason, requested_at AS "requestedAt", withdraw`;

/** Stores an application under the loan's number, M, and its count; work for the registry from this moment. */
export async function insertMortgage(
  tx: Tx,
  mortgage: Pick<LoanMortgage, 'id' | 'loanId' | 'kind' | 'conversion'> & {
    readonly loanNo: string;
    readonly releases?: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, conversion, apply_no, state, requested_at, due_at, releases_cert_no)
     SELECT $1, $2, $3, $4, $5, $6::text || 'M' || (1 + count(*)), 'requested', $7::timestamptz, clock_timestamp(), $8::text
       FROM loan_mortgage WHERE centre_id = $1 AND loan_id = $3`,
    [
      tx.centreId,
      mortgage.id,
      mortgage.loanId,
      mortgage.kind,
      mortgage.conversion,
      mortgage.loanNo,
      mortgage.at,
      mortgage.releases ?? null,
    ],
  );
}

/** The application; its loan is locked by whoever changes it. */
export async function selectMortgage(tx: Tx, id: string): Promise<LoanMortgage | null> {
  const [row] = await tx.query<LoanMortgage>(
    `SELECT ${columns} FROM loan_mortgage WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Which of these certificates are known here as another loan's, however that mortgage stands by now. */
export async function selectCertificatesOfOthers(
  tx: Tx,
  loanId: string,
  certificates: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ certNo: string }>(
    `SELECT DISTINCT cert_no AS "certNo" FROM loan_mortgage
      WHERE centre_id = $1 AND cert_no = ANY ($3::text[]) AND loan_id <> $2`,
    [tx.centreId, loanId, certificates],
  );
  return rows.map(({ certNo }) => certNo);
}

export async function selectMortgageByNumber(
  tx: Tx,
  applyNo: string,
): Promise<Pick<LoanMortgage, 'id' | 'loanId'> | null> {
  const [row] = await tx.query<Pick<LoanMortgage, 'id' | 'loanId'>>(
    'SELECT id, loan_id AS "loanId" FROM loan_mortgage WHERE centre_id = $1 AND apply_no = $2',
    [tx.centreId, applyNo],
  );
  return row ?? null;
}

/** Everything that was asked of the registry for a loan, the latest first. */
export function selectMortgages(tx: Tx, loanId: string): Promise<LoanMortgage[]> {
  return tx.query<LoanMortgage>(
    `SELECT ${columns} FROM loan_mortgage WHERE centre_id = $1 AND loan_id = $2 ORDER BY requested_at DESC, apply_no DESC`,
    [tx.centreId, loanId],
  );
}

/**
 * Keeps what the registry told; an open application is asked about again, one that is decided is not. One that nobody
 * waits for any more stays so, unless it was registered all the same.
 */
export async function storeTold(
  tx: Tx,
  id: string,
  told: MortgageTold & { readonly ours: boolean; readonly dueInMs: number | null },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_mortgage SET state = CASE WHEN state = 'withdrawn' AND $3::text <> 'registered' THEN state ELSE $3::text END, seq = $4, cert_no = $5, mortgagee = $6,
            ours = $7, registered_on = $8::date, reason = $9,
            due_at = CASE WHEN state <> 'withdrawn' THEN clock_timestamp() + $10 * interval '1 millisecond' END,
            lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2`,
    [
      tx.centreId,
      id,
      told.status,
      told.seq,
      told.certNo,
      told.mortgagee,
      told.ours,
      told.registeredOn,
      told.reason,
      told.dueInMs,
    ],
  );
}

/** When the registry is asked again about an application that is still open. */
export async function postponeMortgage(
  tx: Tx,
  later: { id: string; token: bigint; dueInMs: number },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_mortgage SET due_at = clock_timestamp() + $4 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND state IN ('requested', 'accepted')`,
    [tx.centreId, later.id, later.token, later.dueInMs],
  );
}

/** What the registry has in hand it is asked to give back, at once. */
export async function withdrawAtRegistry(tx: Tx, loanId: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_mortgage SET withdraw = true, due_at = clock_timestamp(), attempts = 0, lease_owner = NULL, lease_until = NULL,
            lease_token = lease_token + 1
      WHERE centre_id = $1 AND loan_id = $2 AND state IN ('requested', 'accepted') AND NOT withdraw`,
    [tx.centreId, loanId],
  );
}

/** Nobody waits for these any more; what the registry still tells of them is kept. What it has registered stands. */
export async function withdrawMortgages(tx: Tx, loanId: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_mortgage SET state = 'withdrawn', due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND loan_id = $2 AND state IN ('requested', 'accepted')`,
    [tx.centreId, loanId],
  );
}

/** The registry has released what stood for a settled or void loan under a certificate, with what it had come from. */
export async function storeReleased(
  tx: Tx,
  loanId: string,
  released: { readonly certNo: string | null; readonly reason: string },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_mortgage AS m SET state = 'cancelled', reason = $3
      WHERE m.centre_id = $1 AND m.loan_id = $2 AND m.kind <> 'release' AND m.state = 'registered'
        AND (m.cert_no = $4 OR (NOT m.conversion AND EXISTS (SELECT FROM loan_mortgage AS c
              WHERE c.centre_id = m.centre_id AND c.loan_id = m.loan_id AND c.conversion AND c.cert_no = $4)))`,
    [tx.centreId, loanId, released.reason, released.certNo],
  );
}

/** Those of the loans about whose mortgage the registry may say something any moment. */
export async function selectAwaitingRegistry(tx: Tx, loanIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ loanId: string }>(
    `SELECT DISTINCT loan_id AS "loanId" FROM loan_mortgage
      WHERE centre_id = $1 AND loan_id = ANY ($2::uuid[]) AND state IN ('requested', 'accepted') ORDER BY 1`,
    [tx.centreId, loanIds],
  );
  return rows.map(({ loanId }) => loanId);
}

/** Loans on a unit whose pre-notice is to become a mortgage: it is registered, and nothing of that kind was asked yet. */
export function selectToConvert(tx: Tx, unitKey: string): Promise<{ loanId: string; loanNo: string }[]> {
  return tx.query<{ loanId: string; loanNo: string }>(
    `SELECT l.id AS "loanId", l.loan_no AS "loanNo" FROM loan AS l
      WHERE l.centre_id = $1 AND l.unit_key = $2 AND l.state NOT IN ('settled', 'void')
        AND EXISTS (SELECT FROM loan_mortgage AS m WHERE m.centre_id = l.centre_id AND m.loan_id = l.id AND m.kind = 'pre-notice' AND m.state = 'registered')
        AND NOT EXISTS (SELECT FROM loan_mortgage AS m WHERE m.centre_id = l.centre_id AND m.loan_id = l.id AND m.conversion
                           AND m.state IN ('requested', 'accepted', 'registered'))
      ORDER BY l.id FOR NO KEY UPDATE`,
    [tx.centreId, unitKey],
  );
}
