import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { DistributionTerms, StoredDistribution, YearResult } from '../store/gains-distribution-store';
import {
  insertDistribution,
  lockDistribution,
  selectDistributions,
  selectYearResults,
  storeDecision,
} from '../store/gains-distribution-store';
import { Results } from './results';

export type DistributionFault =
  /** The year's last day has not come. */
  | 'YEAR_STILL_RUNNING'
  /** Its December is closed: what there was is distributed. */
  | 'YEAR_CLOSED'
  /** A distribution of the year waits for a decision, or is approved. */
  | 'DISTRIBUTION_PROPOSED'
  /** It was decided on before. */
  | 'DISTRIBUTION_DECIDED'
  /** Whoever proposed it does not decide on it. */
  | 'SECOND_PERSON_WANTED';

/** A distribution is not proposed or decided on as was asked; nothing was stored. */
export class DistributionRefused extends Error {
  override readonly name = 'DistributionRefused';
  constructor(readonly code: DistributionFault) {
    super(`a distribution of gains is refused: ${code}`);
  }
}

/** What was decided of a year, and what came of it. */
export interface DistributionOfYear extends StoredDistribution {
  /** As it was booked; while December is open, as it would be on the books of this moment. */
  readonly result: YearResult | null;
  readonly isBooked: boolean;
}

/**
 * 增值收益分配 by two (V21): one proposes how the gains of a year are distributed, another person decides. It is booked,
 * with the amounts that there are then, as December is closed.
 */
@Injectable()
export class GainsDistributions {
  constructor(
    private readonly results: Results,
    private readonly clock: Clock,
  ) {}

  /** @throws DistributionRefused */
  async propose(tx: Tx, terms: Omit<DistributionTerms, 'id'> & { readonly by: string }): Promise<string> {
    const { by: proposedBy, ...of } = terms;
    if (this.clock.today() < `${of.year}-12-31`) throw new DistributionRefused('YEAR_STILL_RUNNING');
    const results = await selectYearResults(tx, YEARS);
    if (results.some(({ year }) => year >= of.year)) throw new DistributionRefused('YEAR_CLOSED');
    const id = newId();
    if (!(await insertDistribution(tx, { ...of, id, proposedBy, proposedAt: this.clock.now() })))
      throw new DistributionRefused('DISTRIBUTION_PROPOSED');
    return id;
  }

  /** False when there is no such proposal. @throws DistributionRefused */
  async decide(tx: Tx, of: { id: string; by: string; approve: boolean }): Promise<boolean> {
    const proposed = await lockDistribution(tx, of.id);
    if (proposed === null) return false;
    if (proposed.state !== 'proposed') throw new DistributionRefused('DISTRIBUTION_DECIDED');
    if (proposed.proposedBy === of.by) throw new DistributionRefused('SECOND_PERSON_WANTED');
    const state = of.approve ? 'approved' : 'declined';
    await storeDecision(tx, { id: of.id, state, decidedBy: of.by, at: this.clock.now() });
    return true;
  }

  /** The latest first, each with what it gave or would give; of a declined one nothing. */
  async list(tx: Tx): Promise<DistributionOfYear[]> {
    const booked = new Map((await selectYearResults(tx, YEARS)).map((result) => [result.year, result]));
    const shown: DistributionOfYear[] = [];
    for (const one of await selectDistributions(tx, YEARS)) {
      const result = booked.get(one.year) ?? null;
      const isBooked = one.state === 'approved' && result !== null;
      const open = one.state !== 'declined' && result === null;
      shown.push({
        ...one,
        isBooked,
        result: isBooked ? result : open ? await this.results.foresee(tx, one) : null,
      });
    }
    return shown;
  }
}

const YEARS = 60;
