import { Injectable } from '@nestjs/common';
import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import type { Json } from '../../../kernel/fact';
import { Sealer } from '../../../platform/crypto/sealer';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { nameOf } from '../../../platform/lease/worker';
import { decisionBytes } from '../../policy';
import { factsHash } from '../domain/facts-hash';
import { firstDifference } from '../domain/first-difference';
import {
  drawDecisions,
  type RoundKey,
  selectDecisionsAfter,
  selectDecisionsOf,
  selectDecisionsOfCase,
  type StoredDecision,
} from '../store/replay-store';
import { decideItem } from './decide-item';
import { ItemRegistry } from './item-registry';
import type { Sent } from './run-case';

export interface Replayed extends RoundKey {
  readonly item: string;
  /** Where the engine's decision, or what it rests on, first differs from what is stored; null when identical. */
  readonly path: string | null;
  readonly storedHash: string;
  /** null when the engine gave nothing. */
  readonly replayedHash: string | null;
}

/** Decisions read at a time: what memory holds at once. */
const part = 50;

/**
 * Runs the engine again on what is stored with a decision (its facts, input, law day, business date, and through the law
 * day its parameters and rules) and compares the bytes. Writes nothing.
 */
@Injectable()
export class ReplayDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemRegistry,
    private readonly sealer: Sealer,
  ) {}

  /** Every decision of the centre, in the order of cases; in parts, so that memory stays bounded. */
  async *all(centreId: number): AsyncGenerator<Replayed> {
    let after: RoundKey | null = null;
    for (;;) {
      const start: RoundKey | null = after;
      const stored: StoredDecision[] = await this.unitOfWork.read(centreId, (tx) =>
        selectDecisionsAfter(tx, start, part),
      );
      for (const decision of stored) yield this.replay(decision);
      after = stored.at(-1) ?? null;
      if (after === null) return;
    }
  }

  /** Every round of one case; none when there is no such case or nothing was decided. */
  async ofCase(centreId: number, caseId: string): Promise<Replayed[]> {
    const stored = await this.unitOfWork.read(centreId, (tx) => selectDecisionsOfCase(tx, caseId));
    return stored.map((decision) => this.replay(decision));
  }

  /** A sample of the decisions made on some business days; see `drawDecisions`. */
  draw(
    centreId: number,
    draw: { fromDay: string; toDay: string; size: number; seed: string },
  ): Promise<{ keys: RoundKey[]; decisions: number }> {
    return this.unitOfWork.read(centreId, (tx) => drawDecisions(tx, draw));
  }

  /** The decisions named, in parts. */
  async *these(centreId: number, keys: readonly RoundKey[]): AsyncGenerator<readonly Replayed[]> {
    for (let from = 0; from < keys.length; from += part) {
      const some = keys.slice(from, from + part);
      const stored = await this.unitOfWork.read(centreId, (tx) => selectDecisionsOf(tx, some));
      yield stored.map((decision) => this.replay(decision));
    }
  }

  private replay(stored: StoredDecision): Replayed {
    const { caseId, round, item, hash: storedHash } = stored;
    const found = { caseId, round, item, storedHash };
    const altered = alteredPath(stored);
    try {
      const bytes = this.decideAgain(stored);
      const differs =
        bytes === stored.body
          ? null
          : (firstDifference(JSON.parse(stored.body) as Json, JSON.parse(bytes) as Json) ?? '');
      return {
        ...found,
        path: differs === null ? altered : `/decision${differs}`,
        replayedHash: sha256Hex(bytes),
      };
    } catch (error) {
      // A decision that cannot be made again is a difference like any other: it is told, not thrown.
      return { ...found, path: altered ?? `/decision (${nameOf(error)})`, replayedHash: null };
    }
  }

  private decideAgain(stored: StoredDecision): string {
    const { item } = this.items.get(stored.item);
    const { input } = JSON.parse(this.sealer.open(stored.inputSealed)) as Sent;
    const facts = new Map((stored.facts ?? []).map(({ body }) => [body.name, body]));
    const { lawDay, today } = stored;
    return decisionBytes(decideItem(item, { facts, input, lawDay, today }));
  }
}

/** What is stored no longer agrees with its own hashes: a fact that no rule reads would not show in the decision. */
function alteredPath({ facts, factsHash: kept, body, hash, parameters }: StoredDecision): string | null {
  for (const fact of facts ?? []) {
    if (sha256Hex(canonicalJson(fact.body as unknown as Json)) !== fact.hash)
      return `/facts/${fact.body.name}`;
  }
  const named = (facts ?? []).map(({ body: { name }, hash: own }) => ({ name, hash: own }));
  if (factsHash(named) !== kept) return '/facts';
  if (sha256Hex(body) !== hash) return '/hash';
  return (JSON.parse(body) as { parameters: string }).parameters === parameters ? null : '/parameters';
}
