import { Injectable } from '@nestjs/common';
import type { Role } from '../../../kernel/actor';
import { PurposeGrants } from '../../registry';
import { findEntry } from '../catalogue/catalogue';
import type { CatalogueEntry } from '../catalogue/catalogue-entry';
import type { Item } from '../item';
import { itemNotUsable, notForYourRole, unknownItem } from './case-problems';

/** Items that a room has registered: an item is usable if and only if it stands here. */
@Injectable()
export class ItemRegistry {
  private readonly items = new Map<string, Item>();

  constructor(private readonly grants: PurposeGrants) {}

  /** The item's grants are handed down to the registry room. Throws when the catalogue has no such code, it is registered twice, or a rule reads a fact it does not ask for. */
  register<I extends object>(item: Item<I>): void {
    if (!findEntry(item.code)) throw new Error(`the catalogue has no item ${item.code}`);
    if (this.items.has(item.code)) throw new Error(`item ${item.code} is registered twice`);
    const asked = new Set(item.facts.map((need) => need.name));
    for (const rule of item.rules) {
      const unasked = rule.reads.facts.filter((fact) => !asked.has(fact));
      if (unasked.length > 0)
        throw new Error(`${rule.id} reads ${unasked.join(', ')}, which ${item.code} does not ask for`);
    }
    this.grants.register(item.code, item.grants);
    this.items.set(item.code, item);
  }

  find(code: string): Item | undefined {
    return this.items.get(code);
  }

  /** The item and its catalogue entry; throws for a code that is not usable. */
  get(code: string): { item: Item; entry: CatalogueEntry } {
    const item = this.items.get(code);
    const entry = findEntry(code);
    if (!item || !entry) throw new Error(`item ${code} is not usable`);
    return { item, entry };
  }

  /** The item for somebody who wants to apply. Problems: 400 no such code, 409 not usable, 403 another role's. */
  forApplicant(code: string, role: Role): Item {
    const entry = findEntry(code);
    if (!entry) throw unknownItem();
    const item = this.items.get(code);
    if (!item) throw itemNotUsable(entry.names);
    if (!item.submitters.includes(role)) throw notForYourRole();
    return item;
  }

  list(): readonly Item[] {
    return [...this.items.values()];
  }
}
