import { Injectable } from '@nestjs/common';
import type { Day } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';

export interface Restriction {
  readonly kind: 'FRAUD_WITHDRAWAL' | 'FRAUD_LOAN';
  /** Day of the fraud: the law bans for conduct from a day on. */
  readonly conductOn: Day;
  readonly from: Day;
  /** Last day on which it holds. */
  readonly until: Day;
  /** Number of the decision that imposed it; no names. */
  readonly basis: string;
}

@Injectable()
export class RestrictionStore {
  constructor(private readonly clock: Clock) {}

  async impose(tx: Tx, personId: string, restriction: Restriction): Promise<void> {
    await tx.execute(
      `INSERT INTO restriction (centre_id, id, person_id, kind, from_day, until_day, basis, created_at, conduct_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.centreId,
        newId(),
        personId,
        restriction.kind,
        restriction.from,
        restriction.until,
        restriction.basis,
        this.clock.now(),
        restriction.conductOn,
      ],
    );
  }

  async on(tx: Tx, personId: string, day: string): Promise<Restriction[]> {
    return tx.query<Restriction>(
      `SELECT kind, from_day AS "from", until_day AS "until", conduct_on AS "conductOn", basis FROM restriction
       WHERE person_id = $1 AND $2::date BETWEEN from_day AND until_day ORDER BY until_day DESC, id`,
      [personId, day],
    );
  }
}
