import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import type { Purpose } from '../domain/purposes';
import type { FrozenKind } from '../store/frozen-store';
import { selectWhose } from '../store/order-ruling-store';
import { CollectionRegistry } from './collection/collection-registry';
import { SettlementRegistry } from './settlement-registry';

/** Whose an order to a bank is: who holds the card, and whom its business knows. */
@Injectable()
export class PeopleOfOrders {
  constructor(
    private readonly parties: Parties,
    private readonly payments: SettlementRegistry,
    private readonly collections: CollectionRegistry,
  ) {}

  /** Of a batch, those of all its orders. `sources`: what they pay or collect for, cases among them. */
  async of(tx: Tx, what: FrozenKind, orderId: string): Promise<{ sources: string[]; people: string[] }> {
    const orders = await selectWhose(tx, what, orderId);
    const sources = orders.map(({ sourceId }) => sourceId);
    // All orders of a batch are for one purpose.
    const [first] = orders;
    if (first === undefined) return { sources, people: [] };
    const handler =
      what === 'payment'
        ? this.payments.handlerOf({ purpose: first.purpose as Purpose })
        : this.collections.handlerOf(first.purpose);
    const holders = await this.parties.holdersOf(
      tx,
      orders.flatMap(({ cardId }) => cardId ?? []),
    );
    const known = (await handler.peopleOf?.(tx, sources)) ?? [];
    return { sources, people: [...new Set([...holders, ...known])] };
  }
}
