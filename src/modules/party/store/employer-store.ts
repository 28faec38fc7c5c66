import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
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
}

export type NewEmployer = Pick<Employer, 'creditCode' | 'name' | 'legalRepPersonId' | 'districtCode'>;

const COLUMNS = `id, credit_code AS "creditCode", name, legal_rep_person_id AS "legalRepPersonId", state,
  district_code AS "districtCode"`;

@Injectable()
export class EmployerStore {
  constructor(private readonly clock: Clock) {}

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
      `INSERT INTO employer (centre_id, id, credit_code, name, legal_rep_person_id, district_code, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (centre_id, credit_code) DO NOTHING`,
      [
        tx.centreId,
        id,
        employer.creditCode,
        employer.name,
        employer.legalRepPersonId,
        employer.districtCode,
        this.clock.now(),
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
}
