import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ungranted } from '../../registry';
import type { DeskAnswering } from '../desk-answering';
import type { FactProvider, Item } from '../item';
import { ItemRegistry } from './item-registry';

/** Who supplies which fact. Items name facts, never rooms or registries. */
@Injectable()
export class FactRegistry implements OnApplicationBootstrap {
  private readonly providers = new Map<string, FactProvider>();

  constructor(private readonly items: ItemRegistry) {}

  /** Throws when two providers claim one fact. */
  register(provider: FactProvider): void {
    if (this.providers.has(provider.name)) throw new Error(`fact ${provider.name} has two providers`);
    this.providers.set(provider.name, provider);
  }

  /** Throws when nobody supplies the fact. */
  provider(name: string): FactProvider {
    const provider = this.providers.get(name);
    if (!provider) throw new Error(`nobody supplies the fact ${name}`);
    return provider;
  }

  /** How a clerk may supply the fact; undefined for a fact nobody may answer at a desk, or that nobody supplies. */
  deskOf(name: string): DeskAnswering | undefined {
    const provider = this.providers.get(name);
    return provider === undefined || provider.kind === 'internal' ? undefined : provider.desk;
  }

  /** The provider of a fact that a paper proves; null for any other. */
  paperOf(name: string): Extract<FactProvider, { kind: 'paper' }> | null {
    const provider = this.providers.get(name);
    return provider?.kind === 'paper' ? provider : null;
  }

  /** Names of the facts that can be answered at a desk. */
  answerable(): readonly string[] {
    return [...this.providers.keys()].filter((name) => this.deskOf(name) !== undefined);
  }

  /**
   * The start is refused when an item asks for a fact that nobody supplies, does not grant what a fact of its own must
   * be told, or grants a question that none of its facts puts.
   */
  onApplicationBootstrap(): void {
    for (const item of this.items.list()) this.check(item);
  }

  private check({ code, facts, grants }: Item): void {
    const put = new Set<string>();
    for (const { name } of facts) {
      const { needs = {} } = this.provider(name);
      const missing = ungranted(grants, needs);
      if (missing.length > 0)
        throw new Error(`${name} needs ${missing.join(', ')}, which ${code} does not grant`);
      Object.keys(needs).forEach((question) => put.add(question));
    }
    const idle = Object.keys(grants).filter((question) => !put.has(question));
    if (idle.length > 0) throw new Error(`${code} grants ${idle.join(', ')}, which none of its facts asks`);
  }
}
