import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import type { BatchMessage } from '../../domain/bank-line';
import type { Collected, Collection, Uncollected } from '../../domain/collection';
import type { AccountPurpose } from '../../domain/purposes';

/**
 * What a business room does when money it wanted collected is here, or is not to be had. Called inside settlement's own
 * transaction, with the order locked; what is thrown undoes the transaction, and the bank is asked again later.
 */
export interface CollectionHandler {
  /** The account the money comes to. */
  readonly into: AccountPurpose;
  /** Two digits of the national table (业务类型), e.g. 01 remittance, 05 loan. */
  readonly busType: string;
  /** The message in which many of them travel. */
  readonly message: BatchMessage;
  /** Under whose name the receipt is kept: the matcher that books money of this kind when it comes by itself. */
  readonly matcher: string;
  /** Books all of `receipt`: its leaf is debited with exactly its amount. The receipt is stored already. */
  onCollected(tx: Tx, collection: Collected): Promise<void>;
  /** Nothing was taken. */
  onRejected(tx: Tx, collection: Uncollected): Promise<void>;
  /** Told once, when the first attempt of a single order is left without a usable answer. */
  onUnknown?(tx: Tx, collection: Collection): Promise<void>;
  /** People whose business these sources are, beside the holder of a card that pays and the person of a case. */
  peopleOf?(tx: Tx, sourceIds: readonly string[]): Promise<readonly string[]>;
}

/** Who books what is collected. A purpose is there when its handler is: nothing is collected that nobody would book. */
@Injectable()
export class CollectionRegistry {
  private readonly handlers = new Map<string, CollectionHandler>();

  register(purpose: string, handler: CollectionHandler): void {
    if (this.handlers.has(purpose)) throw new Error(`collections of ${purpose} have a handler already`);
    this.handlers.set(purpose, handler);
  }

  handlerOf(purpose: string): CollectionHandler {
    const handler = this.handlers.get(purpose);
    if (handler === undefined) throw new Error(`nobody would book what is collected for ${purpose}`);
    return handler;
  }
}
