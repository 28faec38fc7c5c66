import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
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
export type EmployerChange = Partial<Pick<Employer, 'name' | 'legalRepPersonId' | 'districtCode' | 'state'>>;

const COLUMNS = `id, credit_code AS "creditCode", name, legal_rep_person_id AS "legalRepPersonId", state,
  district_code AS "districtCode"`;

@Injectable()
export class EmployerStore {
  constructor(private readonly clock: Clock) {}

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

  async change(tx: Tx, employerId: string, change: EmployerChange): Promise<void> {
    const changed = await tx.execute(
      `UPDATE employer SET name = coalesce($2, name), legal_rep_person_id = coalesce($3, legal_rep_person_id),
         district_code = coalesce($4, district_code), state = coalesce($5, state)
       WHERE id = $1`,
      [
        employerId,
        change.name ?? null,
        change.legalRepPersonId ?? null,
        change.districtCode ?? null,
        change.state ?? null,
      ],
    );
    if (changed !== 1) throw notFound();
  }

  async authorise(tx: Tx, employerId: string, personId: string): Promise<void> {
    await tx.execute(
      `INSERT INTO employer_agent (centre_id, id, employer_id, person_id, authorised_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (centre_id, person_id, employer_id) WHERE revoked_at IS NULL DO NOTHING`,
      [tx.centreId, newId(), employerId, personId, this.clock.now()],
    );
  }

  async revoke(tx: Tx, employerId: string, personId: string): Promise<boolean> {
    const revoked = await tx.execute(
      `UPDATE employer_agent SET revoked_at = $3
       WHERE employer_id = $1 AND person_id = $2 AND revoked_at IS NULL`,
      [employerId, personId, this.clock.now()],
    );
    return revoked === 1;
  }

  async isAgent(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM employer_agent WHERE person_id = $1 AND employer_id = $2 AND revoked_at IS NULL',
      [personId, employerId],
    );
    return rows.length > 0;
  }

  async ofAgent(tx: Tx, personId: string): Promise<Employer[]> {
    return tx.query<Employer>(
      `SELECT ${COLUMNS} FROM employer WHERE id IN
         (SELECT employer_id FROM employer_agent WHERE person_id = $1 AND revoked_at IS NULL)
       ORDER BY credit_code`,
      [personId],
    );
  }
}
