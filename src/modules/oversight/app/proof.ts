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
  /** False when the other side could not be looked at: it neither holds nor is broken. */
  readonly looked: boolean;
}

const enoughMs = 600_000;
/**
 * How long, and how often, what differs from another system's books is looked at again: a bank repeats a notice for
 * some seconds before money that came in is missing here.
 */
const patienceMs = 15_000;
const betweenLooksMs = 500;

/** Is all the money there? Every registered invariant, over the books as they are now. */
@Injectable()
export class Proof {
  constructor(
    private readonly invariants: InvariantRegistry,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Our own books on one snapshot, so that money on its way cannot look lost; then those of others.
   * @param waitMs how long a difference with others may last before it is a breach.
   */
  async prove(centreId: number, waitMs = patienceMs): Promise<ProvedInvariant[]> {
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
      const ours = bySql.get(id);
      const others = await this.lasting(centreId, invariant, waitMs);
      const looked = ours !== undefined || others !== null;
      proved.push({ id, sentence, looked, breaches: [...(ours ?? []), ...(others ?? [])] });
    }
    return proved;
  }

  /** Breaches of a check that are there at every look; null when there is none, or it finds nothing to look at. */
  private async lasting(
    centreId: number,
    { check }: Invariant,
    waitMs: number,
  ): Promise<readonly object[] | null> {
    const look = async (): Promise<readonly object[] | null> => {
      const compare = await check?.();
      return compare ? this.unitOfWork.read(centreId, compare) : null;
    };
    const found = await look();
    if (found === null) return null;
    let breaches: readonly object[] = found;
    for (let waited = 0; waited < waitMs && breaches.length > 0; waited += betweenLooksMs) {
      await pause(betweenLooksMs);
      const again: readonly object[] = (await look()) ?? breaches;
      const now = new Set(again.map((breach) => JSON.stringify(breach)));
      breaches = breaches.filter((breach) => now.has(JSON.stringify(breach)));
    }
    return breaches;
  }
}
