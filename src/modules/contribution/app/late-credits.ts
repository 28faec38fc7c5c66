import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';

/** Told of accounts that were closed and are open again for money that came late; inside the posting's transaction. */
export type LateCreditListener = (tx: Tx, accountIds: readonly bigint[]) => Promise<void>;

/** Where the room that closes accounts hears of money that came after it had closed one. */
@Injectable()
export class LateCredits {
  private listener: LateCreditListener | null = null;

  /** @throws when somebody listens already. */
  register(listener: LateCreditListener): void {
    if (this.listener !== null) throw new Error('late credits have a listener already');
    this.listener = listener;
  }

  async tell(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
    if (accountIds.length > 0) await this.listener?.(tx, accountIds);
  }
}
