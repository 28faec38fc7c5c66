import { Injectable } from '@nestjs/common';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { inEffect } from '../../domain/court/freeze-queue';
import {
  activateFreeze,
  type CourtFreeze,
  endFreeze,
  expireFreezes,
  type FreezeTold,
  insertFreeze,
  renewFreeze,
  selectFreeze,
  selectOpenFreezes,
  setFrozenStates,
} from '../../store/court-freeze-store';

/** A freeze ended while its change was decided; the unit of work decides afresh. */
export class FreezeEndedMeanwhile extends Error {
  override name = 'FreezeEndedMeanwhile';
  readonly code = '40001';
}

/**
 * Freezes of courts on members' accounts: in the order in which they were served, each with a hold that takes what is
 * there and what comes. Credits and interest pass. The caller has locked the account's balance.
 */
@Injectable()
export class CourtFreezes {
  constructor(private readonly ledger: Ledger) {}

  /** Serves a freeze; behind one of the whole account it waits. Returns it as it then stands. */
  async serve(
    tx: Tx,
    freeze: Omit<CourtFreeze, 'state' | 'holdId'>,
  ): Promise<{ freeze: FreezeTold; place: number }> {
    await insertFreeze(tx, { ...freeze, state: 'waiting', holdId: null });
    const queue = await this.settleQueue(tx, freeze.accountId);
    const place = queue.findIndex(({ orderNo }) => orderNo === freeze.orderNo);
    const served = queue[place];
    if (!served) throw new Error(`the freeze ${freeze.caseId} was served and is not there`);
    return { freeze: served, place: place + 1 };
  }

  /** @throws FreezeEndedMeanwhile */
  async renew(tx: Tx, orderNo: string, until: string): Promise<void> {
    if (!(await renewFreeze(tx, orderNo, until))) throw new FreezeEndedMeanwhile(orderNo.length.toString());
  }

  /** Ends a freeze; those behind it take their turn. @throws FreezeEndedMeanwhile */
  async end(
    tx: Tx,
    { orderNo, accountId, holdId }: CourtFreeze,
    as: 'released' | 'deducted',
    on: string,
  ): Promise<void> {
    if (!(await endFreeze(tx, orderNo, as, on))) throw new FreezeEndedMeanwhile(as);
    if (holdId !== null) await this.ledger.releaseCourts(tx, [holdId]);
    await this.settleQueue(tx, accountId);
  }

  /** The freeze of an order on an account, ended ones too. */
  find(tx: Tx, accountId: bigint, orderNo: string): Promise<FreezeTold | null> {
    return selectFreeze(tx, accountId, orderNo);
  }

  /**
   * Ends what has run its term on these accounts, in a few statements whatever their number; only where others wait is
   * a queue settled by itself. The caller has locked the balances. Returns how many freezes ended.
   */
  async expire(tx: Tx, accountIds: readonly bigint[], today: string): Promise<number> {
    const { ended, holdIds, waiting } = await expireFreezes(tx, accountIds, today);
    await this.ledger.releaseCourts(tx, holdIds);
    for (const accountId of waiting) await this.settleQueue(tx, accountId);
    await setFrozenStates(tx, accountIds);
    await this.ledger.topUpCourts(tx, accountIds);
    return ended;
  }

  /** Whose turn has come takes effect, money that is free goes to the first served, and the account's state follows. */
  private async settleQueue(tx: Tx, accountId: bigint): Promise<FreezeTold[]> {
    const queue = await selectOpenFreezes(tx, accountId);
    for (const freeze of inEffect(queue)) {
      if (freeze.state !== 'waiting') continue;
      const { personId, caseId, wantedFen, orderNo } = freeze;
      const holdId = await this.ledger.freezeForCourt(tx, { accountId, personId, caseId, wantedFen });
      await activateFreeze(tx, orderNo, holdId);
    }
    await together([this.ledger.topUpCourts(tx, [accountId]), setFrozenStates(tx, [accountId])]);
    return selectOpenFreezes(tx, accountId);
  }
}
