import { Injectable } from '@nestjs/common';
import { dayOf } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { fen } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { Outcome } from '../domain/outcome';
import { CollectionBatchStore } from '../store/collection-batch-store';
import { CollectionStore, type StoredCollection } from '../store/collection-store';
import { type FrozenKind, SILENT_AFTER_MS } from '../store/frozen-store';
import { InstructionStore } from '../store/instruction-store';
import {
  hasMovedAfterRefusal,
  insertRuling,
  type OrderRuling,
  type RuledOutcome,
  selectOrderAge,
  selectRuling,
  selectRulings,
  storeRulingDecision,
} from '../store/order-ruling-store';
import { type Applied, ApplyOutcome } from './apply-outcome';
import { ApplyCollected } from './collection/apply-collected';

/** Why an order is not ruled on. */
export type RulingFault =
  | 'ORDER_NOT_STUCK'
  | 'RULING_PROPOSED'
  | 'RULING_NOT_PROPOSED'
  | 'SECOND_PERSON_WANTED'
  /** What the bank declared does not fit the order, or its serial is another's. */
  | 'ORDER_CONTRADICTS'
  /** The day of its line is one before the order was made, or one to come. */
  | 'VALUE_DATE_IMPOSSIBLE';

export class RulingRefused extends Error {
  override name = 'RulingRefused';

  constructor(readonly code: RulingFault) {
    super(code);
  }
}

/** An order as far as a ruling needs it. */
interface Stuck {
  readonly state: string;
  readonly frozen: boolean;
  readonly sinceSentMs: number | null;
}

const SENT: readonly string[] = ['sending', 'accepted', 'unknown'];
const FINAL: readonly string[] = ['paid', 'rejected'];

/**
 * Ends an order to a bank of which nothing automatic knows the end: frozen, for the bank contradicts us, or silent for long.
 * One person puts down what the bank declares in writing, another applies it, by the same functions as the bank's own word;
 * so nothing is booked or paid twice, and whatever the bank still says is judged as ever.
 */
@Injectable()
export class RuleOnOrders {
  constructor(
    private readonly instructions: InstructionStore,
    private readonly collections: CollectionStore,
    private readonly batches: CollectionBatchStore,
    private readonly outcomes: ApplyOutcome,
    private readonly collected: ApplyCollected,
    private readonly clock: Clock,
  ) {}

  find(tx: Tx, id: string): Promise<OrderRuling | null> {
    return selectRuling(tx, id, { lock: false });
  }

  list(tx: Tx, limit: number): Promise<OrderRuling[]> {
    return selectRulings(tx, limit);
  }

  /** Orders of a batch whose end is not known. */
  partsOf(
    tx: Tx,
    batchId: string,
  ): Promise<{ id: string; reference: string; amountFen: bigint; state: string }[]> {
    return this.collections.openOfBatch(tx, batchId);
  }

  /** @throws RulingRefused */
  async propose(
    tx: Tx,
    of: { what: FrozenKind; orderId: string; ruled: RuledOutcome; evidenceNo: string; by: string },
  ): Promise<string> {
    const { what, orderId, ruled, evidenceNo, by: proposedBy } = of;
    if (what === 'collection-batch' && ruled.outcome === 'paid') throw new RulingRefused('ORDER_CONTRADICTS');
    await this.assertStuck(tx, what, orderId);
    await this.assertFits(tx, of);
    const id = newId();
    const made = { id, what, orderId, ruled, evidenceNo, proposedBy, proposedAt: this.clock.now() };
    if (!(await insertRuling(tx, made))) throw new RulingRefused('RULING_PROPOSED');
    return id;
  }

  /** @throws RulingRefused */
  async decide(tx: Tx, of: { id: string; by: string; agreed: boolean }): Promise<void> {
    const found = await selectRuling(tx, of.id, { lock: false });
    if (!found) throw new RulingRefused('RULING_NOT_PROPOSED');
    // The order first, as everything that changes one takes it.
    if (of.agreed) await this.assertStuck(tx, found.what, found.orderId);
    const ruling = await selectRuling(tx, of.id, { lock: true });
    if (ruling?.state !== 'proposed') throw new RulingRefused('RULING_NOT_PROPOSED');
    if (ruling.proposedBy === of.by) throw new RulingRefused('SECOND_PERSON_WANTED');
    if (of.agreed) {
      await this.assertFits(tx, ruling);
      await this.apply(tx, ruling);
    }
    const { id, by } = of;
    await storeRulingDecision(tx, { id, by, at: this.clock.now(), applied: of.agreed });
  }

  private async apply(tx: Tx, { what, orderId, ruled }: OrderRuling): Promise<void> {
    const outcome = outcomeOf(ruled);
    if (what === 'payment') return this.endPayment(tx, orderId, outcome);
    if (what === 'collection') return this.endCollection(tx, orderId, outcome);
    for (const { id } of await this.collections.openOfBatch(tx, orderId))
      await this.endCollection(tx, id, outcome, orderId);
    await this.batches.finish(tx, orderId);
  }

  private async endPayment(tx: Tx, id: string, outcome: Outcome): Promise<void> {
    await this.instructions.unfreeze(tx, id);
    const instruction = await this.instructions.lock(tx, id);
    if (!instruction) throw new RulingRefused('ORDER_NOT_STUCK');
    assertEnded(await this.outcomes.apply(tx, instruction, outcome, SAID_IN_WRITING), instruction, outcome);
  }

  private async endCollection(
    tx: Tx,
    id: string,
    outcome: Outcome,
    ofBatch: string | null = null,
  ): Promise<void> {
    await this.collections.unfreeze(tx, id);
    const collection = await this.collections.lock(tx, id);
    if (!collection) throw new RulingRefused('ORDER_NOT_STUCK');
    assertEnded(await this.collected.apply(tx, collection, outcome, SAID_IN_WRITING), collection, outcome);
    if (ofBatch === null) await this.keepMessage(tx, collection);
  }

  /**
   * It ends with its last order. One that is about to be sent again stops, for this order would travel with it; one that
   * the bank may have goes on: the results of the others are asked for as ever.
   */
  private async keepMessage(tx: Tx, { batchId }: StoredCollection): Promise<void> {
    if (batchId === null) return;
    const batch = await this.batches.lock(tx, batchId);
    if (batch === null || batch.state === 'done') return;
    const open = await this.collections.openOfBatch(tx, batchId);
    if (open.length === 0) return this.batches.finish(tx, batchId);
    if (batch.state === 'created') await this.batches.freeze(tx, batchId);
  }

  /** An order that the bank has not ended, and of which a person has to say; locked. @throws RulingRefused */
  private async assertStuck(tx: Tx, what: FrozenKind, id: string): Promise<void> {
    const order = await this.lock(tx, what, id);
    const silent =
      order !== null && SENT.includes(order.state) && (order.sinceSentMs ?? 0) >= SILENT_AFTER_MS;
    // What came back and is kept has ended: it is no order any more.
    const frozen = order?.frozen === true && order.state !== 'returned' && order.state !== 'paid';
    if (!silent && !frozen) throw new RulingRefused('ORDER_NOT_STUCK');
  }

  /** Money of which the bank says that it moved is not declared away: it waits to be booked. @throws RulingRefused */
  private async assertFits(
    tx: Tx,
    { what, orderId, ruled }: Pick<OrderRuling, 'what' | 'orderId' | 'ruled'>,
  ): Promise<void> {
    if (ruled.outcome === 'rejected' && (await hasMovedAfterRefusal(tx, what, orderId)))
      throw new RulingRefused('ORDER_CONTRADICTS');
    if (ruled.outcome === 'paid') await this.assertDay(tx, what, orderId, ruled.valueDate);
  }

  /** Its first attempt may have paid, whatever was sent since. @throws RulingRefused */
  private async assertDay(tx: Tx, what: FrozenKind, orderId: string, valueDate: string): Promise<void> {
    const ageMs = (await selectOrderAge(tx, what, orderId)) ?? 0;
    const made = dayOf(new Date(this.clock.now().getTime() - ageMs));
    if (valueDate < made || valueDate > this.clock.today()) throw new RulingRefused('VALUE_DATE_IMPOSSIBLE');
  }

  private async lock(tx: Tx, what: FrozenKind, id: string): Promise<Stuck | null> {
    if (what === 'payment') return this.instructions.lock(tx, id);
    if (what === 'collection-batch') return this.batches.lock(tx, id);
    const collection = await this.collections.lock(tx, id);
    if (!collection || collection.frozen || collection.batchId === null) return collection;
    // One of a batch is as stuck as its message.
    const batch = await this.batches.lock(tx, collection.batchId);
    return { ...collection, frozen: batch?.frozen ?? false };
  }
}

/** The bank's document is kept outside; its number stands in the ruling. */
const SAID_IN_WRITING = { fence: null, keep: () => Promise.resolve(null) };

function outcomeOf(ruled: RuledOutcome): Outcome {
  if (ruled.outcome === 'rejected')
    return { kind: 'rejected', code: ruled.rejectCode, amountFen: null, payeeAccount: null };
  const { bankSerial, valueDate, amountFen } = ruled;
  return { kind: 'paid', bankSerial, valueDate, amountFen: fen(amountFen), payeeAccount: null };
}

/** It came to what the bank declared, or had come to it before. */
function assertEnded(applied: Applied, before: { readonly state: string }, { kind }: Outcome): void {
  if (applied.did === 'moved' && FINAL.includes(applied.state)) return;
  if (applied.did === 'nothing' && before.state === kind) return;
  throw new RulingRefused('ORDER_CONTRADICTS');
}
