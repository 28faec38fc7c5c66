import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../kernel/decision';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Invariant, InvariantRegistry } from '../../../platform/invariants/invariant-registry';

export interface ProvedInvariant {
  readonly id: string;
  readonly sentence: BilingualText;
  /** One object a breach; no personal data. */
  readonly breaches: readonly object[];
}

const enoughMs = 600_000;
/** How often, and after how long, what differs from another system's books is looked at again. */
const looks = 4;
const betweenLooksMs = 500;

/** Is all the money there? Every registered invariant, over the books as they are now. */
@Injectable()
export class Proof {
  constructor(
    private readonly invariants: InvariantRegistry,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Our own books on one snapshot, so that money on its way cannot look lost; then those of others. */
  async prove(centreId: number): Promise<ProvedInvariant[]> {
    const list = this.invariants.list();
    const bySql = await this.unitOfWork.snapshot(
      centreId,
      async (tx) => {
        const found = new Map<string, object[]>();
        for (const { id, sql } of list) if (sql) found.set(id, await tx.query(sql));
        return found;
      },
      { statementTimeoutMs: enoughMs },
    );
    const proved: ProvedInvariant[] = [];
    for (const invariant of list) {
      const { id, sentence } = invariant;
      const breaches = [...(bySql.get(id) ?? []), ...(await this.lasting(centreId, invariant))];
      proved.push({ id, sentence, breaches });
    }
    return proved;
  }

  /** Breaches of a check that are there at every look. */
  private async lasting(centreId: number, { check }: Invariant): Promise<readonly object[]> {
    if (!check) return [];
    let breaches = await this.unitOfWork.read(centreId, check);
    for (let look = 1; look < looks && breaches.length > 0; look += 1) {
      await pause(betweenLooksMs);
      const now = new Set(
        (await this.unitOfWork.read(centreId, check)).map((breach) => JSON.stringify(breach)),
      );
      breaches = breaches.filter((breach) => now.has(JSON.stringify(breach)));
    }
    return breaches;
  }
}
