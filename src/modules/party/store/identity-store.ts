import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import type { Identity } from './person-store';
import { PersonStore } from './person-store';

/** Somebody's name or id number has changed, as the police have it. */
export interface ChangedIdentity {
  readonly personId: string;
  readonly to: Identity;
  readonly caseId: string;
}

/** Changes of name and id number, and the numbers under which people were known before. */
@Injectable()
export class IdentityStore {
  constructor(
    private readonly people: PersonStore,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** The person who bears the number, or bore it before; null for one that nobody here ever had. */
  async findByAnyNumber(tx: Tx, idNo: string): Promise<string | null> {
    const now = await this.people.findByIdNo(tx, idNo);
    if (now) return now.id;
    const [row] = await tx.query<{ id: string }>(
      `SELECT person_id AS id FROM former_identity WHERE centre_id = $1 AND id_no_index = $2 ORDER BY changed_on DESC LIMIT 1`,
      [tx.centreId, this.indexOf(idNo)],
    );
    return row?.id ?? null;
  }

  /**
   * Keeps the former identity and puts the new one in its place. With another number the person has another id, and
   * whatever named the old one names the new one afterwards. Nobody else may have the new number; the caller made sure.
   * @returns the id by which the person goes on.
   */
  async change(tx: Tx, { personId, to, caseId }: ChangedIdentity): Promise<string> {
    const former = await this.people.identity(tx, personId);
    if (!former) throw new Error('a person whose identity changes is known');
    const idNo = normaliseResidentId(to.idNo);
    const nextId = this.people.idOf(idNo);
    if (nextId === personId) await this.people.rename(tx, personId, to.name);
    else {
      await this.people.ensure(tx, [{ name: to.name, idNo }]);
      await tx.query('SELECT rekey_person($1, $2, $3)', [tx.centreId, personId, nextId]);
    }
    await this.keepFormer(tx, { former, formerId: personId, personId: nextId, caseId });
    return nextId;
  }

  /** Two records of one person become one; the caller has joined what the two had in common elsewhere. */
  async merge(tx: Tx, merge: { formerId: string; personId: string; caseId: string }): Promise<void> {
    const { formerId, personId, caseId } = merge;
    const former = await this.people.identity(tx, formerId);
    if (!former) throw new Error('a person who is merged is known');
    await tx.query('SELECT rekey_person($1, $2, $3)', [tx.centreId, formerId, personId]);
    await this.keepFormer(tx, { former, formerId, personId, caseId });
  }

  private async keepFormer(
    tx: Tx,
    kept: { former: Identity; formerId: string; personId: string; caseId: string },
  ): Promise<void> {
    const { former, formerId, personId, caseId } = kept;
    await tx.execute(
      `INSERT INTO former_identity (centre_id, id, person_id, former_id, id_no_index, id_no_sealed, name_sealed, case_id, changed_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::date)`,
      [
        tx.centreId,
        newId(),
        personId,
        formerId,
        this.indexOf(former.idNo),
        this.sealer.seal(normaliseResidentId(former.idNo)),
        this.sealer.seal(former.name),
        caseId,
        this.clock.today(),
      ],
    );
  }

  private indexOf(idNo: string): Buffer {
    return this.sealer.blindIndex('person.idNo', normaliseResidentId(idNo));
  }
}
