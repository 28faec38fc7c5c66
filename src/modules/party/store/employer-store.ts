import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import { employerRegistered } from '../domain/party-problems';

export interface Employer {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly legalRepPersonId: string;
  readonly state: 'registered' | 'cancelled';
  /** Six digits, e.g. 140105. */
  readonly districtCode: string;
  /** As its licence says; null of one registered before this was kept. */
  readonly foundedOn: string | null;
  /** Whether one agent applies and another agrees (经办复核). */
  readonly secondAgent: boolean;
}

export type NewEmployer = Pick<Employer, 'creditCode' | 'name' | 'legalRepPersonId' | 'districtCode'> & {
  readonly foundedOn?: string;
};

/** Who an employer is by its licence; what is not given stays. */
export type EmployerIdentity = Pick<Employer, 'creditCode' | 'name' | 'legalRepPersonId'>;

/** How an employer is reached; what is not given stays. */
export interface EmployerContact {
  readonly phone?: string;
  readonly address?: string;
}

const COLUMNS = `id, credit_code AS "creditCode", name, legal_rep_person_id AS "legalRepPersonId", state,
  district_code AS "districtCode", founded_on AS "foundedOn", second_agent AS "secondAgent"`;

@Injectable()
export class EmployerStore {
  constructor(
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** There is no row to lock before an employer is registered, hence an advisory lock. */
  async claim(tx: Tx, creditCode: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(7002, hashtext($1 || ':' || $2))`, [
      String(tx.centreId),
      creditCode,
    ]);
  }

  async register(tx: Tx, employer: NewEmployer): Promise<string> {
    const id = newId();
    const stored = await tx.execute(
      `INSERT INTO employer (centre_id, id, credit_code, name, legal_rep_person_id, district_code, created_at, founded_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (centre_id, credit_code) DO NOTHING`,
      [
        tx.centreId,
        id,
        employer.creditCode,
        employer.name,
        employer.legalRepPersonId,
        employer.districtCode,
        this.clock.now(),
        employer.foundedOn ?? null,
      ],
    );
    if (stored !== 1) throw employerRegistered();
    return id;
  }

  async byCreditCode(tx: Tx, creditCode: string): Promise<Employer | null> {
    const rows = await tx.query<Employer>(`SELECT ${COLUMNS} FROM employer WHERE credit_code = $1`, [
      creditCode,
    ]);
    return rows[0] ?? null;
  }

  async byId(tx: Tx, employerId: string): Promise<Employer | null> {
    const rows = await tx.query<Employer>(`SELECT ${COLUMNS} FROM employer WHERE id = $1`, [employerId]);
    return rows[0] ?? null;
  }

  /** By the index `employer_by_name`, which folds the stored names alike. */
  named(tx: Tx, name: string): Promise<{ id: string }[]> {
    return tx.query<{ id: string }>(
      'SELECT id FROM employer WHERE centre_id = $1 AND btrim(normalize(name, NFKC)) = btrim(normalize($2, NFKC))',
      [tx.centreId, name.trim()],
    );
  }

  async authorise(tx: Tx, employerId: string, personId: string): Promise<void> {
    await tx.execute(
      `INSERT INTO employer_agent (centre_id, id, employer_id, person_id, authorised_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (centre_id, person_id, employer_id) WHERE revoked_at IS NULL DO NOTHING`,
      [tx.centreId, newId(), employerId, personId, this.clock.now()],
    );
  }

  async isAgent(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM employer_agent WHERE person_id = $1 AND employer_id = $2 AND revoked_at IS NULL',
      [personId, employerId],
    );
    return rows.length > 0;
  }

  async wasAgent(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM employer_agent
        WHERE centre_id = $1 AND person_id = $2 AND employer_id = $3 AND revoked_at IS NOT NULL LIMIT 1`,
      [tx.centreId, personId, employerId],
    );
    return rows.length > 0;
  }

  /** Takes the licence's words and keeps the former ones; the code may be another's (`employer_credit_code_key`). */
  async rename(
    tx: Tx,
    employerId: string,
    identity: EmployerIdentity,
    by: { caseId: string; on: string },
  ): Promise<void> {
    await tx.execute(
      `WITH former AS (
         INSERT INTO employer_former (centre_id, case_id, employer_id, credit_code, name, legal_rep_person_id, until_day)
         SELECT centre_id, $6::uuid, id, credit_code, name, legal_rep_person_id, $7::date FROM employer
          WHERE centre_id = $1 AND id = $2
       )
       UPDATE employer SET credit_code = $3, name = $4, legal_rep_person_id = $5 WHERE centre_id = $1 AND id = $2`,
      [
        tx.centreId,
        employerId,
        identity.creditCode,
        identity.name,
        identity.legalRepPersonId,
        by.caseId,
        by.on,
      ],
    );
  }

  async reach(tx: Tx, employerId: string, { phone, address }: EmployerContact): Promise<void> {
    await tx.execute(
      `UPDATE employer SET phone_sealed = coalesce($3, phone_sealed), address = coalesce($4, address)
        WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, employerId, phone === undefined ? null : this.sealer.seal(phone), address ?? null],
    );
  }

  async letSecondAgree(tx: Tx, employerId: string, secondAgent: boolean): Promise<void> {
    await tx.execute('UPDATE employer SET second_agent = $3 WHERE centre_id = $1 AND id = $2', [
      tx.centreId,
      employerId,
      secondAgent,
    ]);
  }

  async cancel(tx: Tx, employerId: string): Promise<void> {
    await tx.execute(`UPDATE employer SET state = 'cancelled' WHERE centre_id = $1 AND id = $2`, [
      tx.centreId,
      employerId,
    ]);
  }

  async revoke(tx: Tx, employerId: string, personId: string): Promise<boolean> {
    const revoked = await tx.execute(
      `UPDATE employer_agent SET revoked_at = $4
        WHERE centre_id = $1 AND employer_id = $2 AND person_id = $3 AND revoked_at IS NULL`,
      [tx.centreId, employerId, personId, this.clock.now()],
    );
    return revoked === 1;
  }

  async agents(tx: Tx, employerId: string): Promise<string[]> {
    const rows = await tx.query<{ personId: string }>(
      `SELECT person_id AS "personId" FROM employer_agent
        WHERE centre_id = $1 AND employer_id = $2 AND revoked_at IS NULL ORDER BY authorised_at, id`,
      [tx.centreId, employerId],
    );
    return rows.map(({ personId }) => personId);
  }
}
