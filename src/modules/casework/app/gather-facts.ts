import { Injectable } from '@nestjs/common';
import type { Fact, KnownFact } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import type { Exchange } from '../../registry';
import { DESK } from '../desk-answering';
import { besideRegistry } from '../domain/beside-registry';
import type { CaseContext, FactProvider, Item } from '../item';
import type { DeskFact } from './desk-facts';
import { FactRegistry } from './fact-registry';

type InternalProvider = Extract<FactProvider, { kind: 'internal' }>;
type PaperProvider = Extract<FactProvider, { kind: 'paper' }>;

export interface Gathered {
  readonly facts: Map<string, Fact>;
  /** Evidence of what was asked, to be stored with the facts. */
  readonly exchanges: readonly Exchange[];
}

/** Asks for the facts an item names. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly registry: FactRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Facts from outside, in parallel, each asked at most once; facts of an earlier round that are still valid are
   * not asked again. What a clerk has answered stands where its registry is silent. Runs with no transaction open.
   */
  @CrashPoint('outside-facts')
  async external(
    item: Item,
    context: CaseContext,
    reusable: readonly Fact[],
    answered: readonly DeskFact[] = [],
  ): Promise<Gathered> {
    const exchanges: Exchange[] = [];
    const asked = new Map<string, Promise<Fact>>(reusable.map((fact) => [fact.name, Promise.resolve(fact)]));
    const ask = (name: string): Promise<Fact> => {
      const known = asked.get(name);
      if (known) return known;
      const provider = this.registry.provider(name);
      if (provider.kind === 'internal')
        throw new Error(`${name} is read inside; a registry question cannot rest on it`);
      const atDesk = answered.find(({ fact }) => fact.name === name);
      const registry =
        provider.kind === 'paper'
          ? Promise.resolve(notShown(provider, context, this.clock.now(), atDesk !== undefined))
          : provider.provide(context, ask, { add: (exchange) => exchanges.push(exchange) });
      const answer = atDesk ? this.besideDesk(registry, atDesk.fact, ask) : registry;
      asked.set(name, answer);
      return answer;
    };
    const names = item.facts
      .map((need) => need.name)
      .filter((name) => this.registry.provider(name).kind !== 'internal');
    const facts = await Promise.all(names.map(ask));
    return { facts: this.withoutNearWords(facts, answered), exchanges };
  }

  /**
   * A registry may tell later that the clerk who answered is the applicant's spouse: that answer counts no more, and
   * another clerk looks.
   */
  private withoutNearWords(facts: readonly Fact[], answered: readonly DeskFact[]): Map<string, Fact> {
    const found = new Map(facts.map((fact) => [fact.name, fact]));
    const near = facts.flatMap((fact) =>
      fact.state === 'known' ? (this.registry.deskOf(fact.name)?.people?.(fact.value) ?? []) : [],
    );
    for (const { fact, clerkPersonId } of answered) {
      const { name, source, asOf: askedAt } = fact;
      if (!near.includes(clerkPersonId) || found.get(name)?.source !== DESK) continue;
      found.set(name, { name, state: 'unknown', reason: 'conflict', source, askedAt });
    }
    return found;
  }

  private async besideDesk(
    registry: Promise<Fact>,
    atDesk: KnownFact,
    ask: (name: string) => Promise<Fact>,
  ): Promise<Fact> {
    const desk = this.registry.deskOf(atDesk.name);
    if (!desk) return registry;
    const beside = await Promise.all((desk.beside ?? []).map(ask));
    return besideRegistry(desk, await registry, atDesk, new Map(beside.map((fact) => [fact.name, fact])));
  }

  /**
   * Facts from our own tables, added to `facts`: those that rest on no other are asked for in one turn, in the order of
   * the item; the others when what they rest on is known.
   */
  @CrashPoint('own-facts')
  async internal(tx: Tx, item: Item, context: CaseContext, facts: Map<string, Fact>): Promise<void> {
    let left = this.internalOf(item);
    while (left.length > 0) {
      const open = new Set(left.map(({ name }) => name));
      const ready = left.filter(({ restsOn = [] }) => !restsOn.some((name) => open.has(name)));
      if (ready.length === 0) throw new Error(`facts rest on each other: ${[...open].join(', ')}`);
      const found = await together(ready.map((provider) => provider.provide(tx, context, facts)));
      for (const fact of found) facts.set(fact.name, fact);
      left = left.filter(({ name }) => !facts.has(name));
    }
  }

  private internalOf(item: Item): InternalProvider[] {
    return item.facts.flatMap(({ name }) => {
      const provider = this.registry.provider(name);
      return provider.kind === 'internal' ? [provider] : [];
    });
  }
}

/** What is known without the paper: nothing where none is needed, unknown otherwise, and only a visit brings it. */
function notShown(provider: PaperProvider, context: CaseContext, at: Date, shown: boolean): Fact {
  const { name } = provider;
  const now = at.toISOString();
  if (shown || provider.wanted?.(context.input as object) !== false)
    return { name, state: 'unknown', reason: 'denied', source: DESK, askedAt: now };
  return {
    name,
    state: 'known',
    value: null,
    source: 'casework',
    receiptNo: '-',
    asOf: now,
    validUntil: null,
  };
}
