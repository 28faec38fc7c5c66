import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { DeskAnswering } from '../desk-answering';
import type { FactProvider } from '../item';
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
    return provider?.kind === 'external' ? provider.desk : undefined;
  }

  /** Names of the facts that can be answered at a desk. */
  answerable(): readonly string[] {
    return [...this.providers.keys()].filter((name) => this.deskOf(name) !== undefined);
  }

  /** The start is refused when an item asks for a fact that nobody supplies. */
  onApplicationBootstrap(): void {
    for (const item of this.items.list()) item.facts.forEach((need) => this.provider(need.name));
  }
}
