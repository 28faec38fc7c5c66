import { Client } from 'pg';
import { parseDay } from '../../../src/kernel/calendar';
import { uuidFromBytes } from '../../../src/modules/party/domain/uuid-from-bytes';
import { Sealer } from '../../../src/platform/crypto';
import { generateSingles } from '../../../src/simulators/world/generate-singles';
import { JOURNEY_DATE } from '../../support/world';
import type { Employer } from './employer';

export interface Colleague {
  readonly name: string;
  readonly idNo: string;
}

/**
 * Gives an employer very many members, base 8000.00, past the items that would open their accounts: for what is about
 * numbers and nothing else.
 */
export async function seedStaff({ world, id }: Employer, count: number): Promise<Colleague[]> {
  const staff = generateSingles(parseDay(JOURNEY_DATE), count, 77, 'none').map(({ name, idNo }) => ({
    name,
    idNo,
  }));
  const key = (name: string): Buffer => Buffer.from(world.serviceEnv[name] ?? '', 'base64');
  const sealer = new Sealer({ sealingKey: key('SEALING_KEY'), indexKey: key('INDEX_KEY') });
  const client = new Client({ connectionString: world.database.superUrl });
  await client.connect();
  try {
    const people = staff.map(({ idNo }) => uuidFromBytes(sealer.blindIndex('person.id', idNo)));
    await client.query(
      `INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at)
       SELECT u.centre_id, p.id, p.name, p.index, p.sealed, now()
         FROM unit_account AS u, unnest($2::uuid[], $3::text[], $4::bytea[], $5::bytea[]) AS p (id, name, index, sealed)
        WHERE u.employer_id = $1`,
      [
        id,
        people,
        staff.map(({ name }) => name),
        staff.map(({ idNo }) => sealer.blindIndex('person.idNo', idNo)),
        staff.map(({ idNo }) => sealer.seal(idNo)),
      ],
    );
    await client.query(
      `WITH member AS MATERIALIZED (
         SELECT u.centre_id, u.ledger_account_id AS unit_id, nextval('ledger_account_id') AS id, p.id AS person_id
           FROM unit_account AS u, unnest($2::uuid[]) AS p (id) WHERE u.employer_id = $1
       ), account AS (
         INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT centre_id, id, 'member', '201' FROM member
       ), balance AS (
         INSERT INTO member_balance (centre_id, account_id, unit_id, accumulated_to)
         SELECT centre_id, id, unit_id, $3::date FROM member
       )
       INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen,
         employee_fen, opened_on)
       SELECT centre_id, id, person_id, unit_id, '01', '99' || lpad(id::text, 12, '0'), 800000, 96000, 96000, $3::date
         FROM member`,
      [id, people, JOURNEY_DATE],
    );
    await client.query('ANALYZE person, member_account, member_balance');
    return staff;
  } finally {
    await client.end();
  }
}
