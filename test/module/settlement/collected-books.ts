import type { Ledger } from '../../../src/modules/ledger';
import type { Collected, CollectionHandler, Uncollected } from '../../../src/modules/settlement';
import type { Clock } from '../../../src/platform/clock';
import type { Tx } from '../../../src/platform/database/tx';

/** A business that has money collected from payers and owes it to a member of its own. */
export class CollectedBooks implements CollectionHandler {
  readonly into = 'collection';
  readonly busType = '05';
  readonly message = 'BDC105';
  readonly matcher = 'tested-debit';
  memberId = 0n;
  /** So many bookings fail, as a fault of ours would. */
  failing = 0;
  /** Refused orders with the bank's code. */
  readonly refused: string[] = [];
  /** Sources left without an answer. */
  readonly told: string[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async onCollected(tx: Tx, { id: sourceId, receipt }: Collected): Promise<void> {
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error('planted');
    }
    const { amountFen, valueDate, bankLeafId } = receipt;
    const journal = { kind: 'tested-debit', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: bankLeafId, side: 'D', amountFen },
      { accountId: this.memberId, side: 'C', amountFen },
    ]);
  }

  onRejected(_tx: Tx, { rejectCode }: Uncollected): Promise<void> {
    this.refused.push(rejectCode);
    return Promise.resolve();
  }

  onUnknown(_tx: Tx, { sourceId }: { sourceId: string }): Promise<void> {
    this.told.push(sourceId);
    return Promise.resolve();
  }
}
