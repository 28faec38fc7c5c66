import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';

/** How somebody can be reached (JGJ/T 320 4.0.3: SJHM, GDDHHM, YZBM, JTZZ). Never log it. */
export interface Contact {
  readonly mobile?: string;
  readonly landline?: string;
  readonly email?: string;
  readonly address?: string;
  readonly postcode?: string;
}

/** Contact data of people, sealed as a whole. */
@Injectable()
export class ContactStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** null for somebody who gave none. */
  async of(tx: Tx, personId: string): Promise<Contact | null> {
    const [row] = await tx.query<{ sealed: Buffer }>(
      'SELECT contact_sealed AS sealed FROM person_contact WHERE centre_id = $1 AND person_id = $2',
      [tx.centreId, personId],
    );
    return row ? (JSON.parse(this.sealer.open(row.sealed)) as Contact) : null;
  }

  /** Puts what is given in the place of what was there; fields that are not given stay. */
  async change(tx: Tx, change: { personId: string; contact: Contact; caseId: string }): Promise<void> {
    const { personId, contact, caseId } = change;
    await tx.query('SELECT 1 FROM person_contact WHERE centre_id = $1 AND person_id = $2 FOR NO KEY UPDATE', [
      tx.centreId,
      personId,
    ]);
    const merged = { ...(await this.of(tx, personId)), ...contact };
    await tx.execute(
      `INSERT INTO person_contact (centre_id, person_id, contact_sealed, case_id, changed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (centre_id, person_id) DO UPDATE
          SET contact_sealed = excluded.contact_sealed, case_id = excluded.case_id, changed_at = excluded.changed_at`,
      [tx.centreId, personId, this.sealer.seal(JSON.stringify(merged)), caseId, this.clock.now()],
    );
  }
}
