import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { Tx } from '../../../platform/database/tx';
import { insertFollowUp, selectItemOf } from '../store/follow-up-store';
import { clockOf } from './clock-of';

/** Cases that the system makes because another one left something to do, such as money that came after approval. */
@Injectable()
export class FollowUps {
  constructor(private readonly clock: Clock) {}

  /**
   * Opens the case `id` as the successor of `follows`: same item, person, account and input, decided anew on facts
   * asked anew. The worker takes it up at once. False, storing nothing, when that case has a successor already or the
   * same act is open under another case.
   */
  async open(tx: Tx, wanted: { id: string; follows: string }): Promise<boolean> {
    const item = await selectItemOf(tx, wanted.follows);
    const lawDay = this.clock.today();
    const acceptedAt = this.clock.now();
    return insertFollowUp(tx, { ...wanted, item, lawDay, ...clockOf(item, lawDay), acceptedAt });
  }
}
