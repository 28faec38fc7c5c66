import type { Fact, Json, KnownFact } from '../../../kernel/fact';
import type { FactReader } from './rule';
import { UnknownFactSignal } from './unknown-fact-signal';

/** A fact named by a rule or amount that nobody gathered for the item: its list of facts is incomplete. */
export class FactNotGathered extends Error {
  override readonly name = 'FactNotGathered';
  constructor(reader: string, fact: string) {
    super(`${reader} needs the fact '${fact}', which the item does not ask for`);
  }
}

/** Facts that remember which of them were read, in the order of reading. */
export class TrackedFacts extends Map<string, Fact> implements FactReader {
  private readonly names = new Set<string>();

  /** `reader` names who reads, for errors; `allowed` throws for a fact the reader may not see. */
  constructor(
    facts: ReadonlyMap<string, Fact>,
    private readonly reader: string,
    private readonly allowed: (name: string) => void = () => undefined,
  ) {
    super();
    for (const [name, fact] of facts) super.set(name, fact);
  }

  override get(name: string): Fact | undefined {
    this.allowed(name);
    this.names.add(name);
    return super.get(name);
  }

  fact<V extends Json = Json>(name: string): V {
    const fact = this.gathered(name);
    if (fact.state === 'unknown') throw new UnknownFactSignal([name]);
    return (fact as KnownFact<V>).value;
  }

  isKnown(name: string): boolean {
    return this.gathered(name).state === 'known';
  }

  get read(): readonly string[] {
    return [...this.names];
  }

  /** Names of the facts read that turned out unknown. */
  get readUnknown(): readonly string[] {
    return this.read.filter((name) => super.get(name)?.state === 'unknown');
  }

  private gathered(name: string): Fact {
    const fact = this.get(name);
    if (fact === undefined) throw new FactNotGathered(this.reader, name);
    return fact;
  }
}
