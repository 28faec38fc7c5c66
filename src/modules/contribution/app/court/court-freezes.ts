import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { inEffect } from '../../domain/court/freeze-queue';
import {
  activateFreeze,
  type CourtFreeze,
  endFreeze,
  lowerFreeze,
  raiseFreeze,
  reviveFreeze,
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
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

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

  /**
   * Takes an amount out of a freeze for a deduction: the order wants so much less, and ends when that was all. The
   * caller holds the money and then lets the queue take its turn. @throws FreezeEndedMeanwhile
   */
  async draw(tx: Tx, freeze: CourtFreeze, amountFen: bigint): Promise<void> {
    const { orderNo, holdId, wantedFen } = freeze;
    const drawn = holdId !== null && (await this.ledger.drawOnCourt(tx, { holdId, amountFen }));
    if (!drawn) throw new FreezeEndedMeanwhile('drawn');
    if (wantedFen !== amountFen) await lowerFreeze(tx, orderNo, amountFen);
    else if (!(await endFreeze(tx, orderNo, 'deducted', this.clock.today())))
      throw new FreezeEndedMeanwhile('deducted');
  }

  /**
   * What a deduction took and could not pay is frozen again by the order it came from: a freeze that it had ended is
   * in effect again, at the place it had. One that ended otherwise meanwhile wants nothing back.
   */
  async putBack(tx: Tx, accountId: bigint, orderNo: string, amountFen: bigint): Promise<void> {
    const freeze = await selectFreeze(tx, accountId, orderNo);
    const holdId = freeze?.holdId ?? null;
    if (holdId !== null && freeze?.state === 'deducted') {
      if (await this.ledger.putBackOnCourt(tx, { holdId, amountFen }))
        await reviveFreeze(tx, orderNo, amountFen);
    } else if (holdId !== null && freeze?.state === 'active') {
      if (await this.ledger.putBackOnCourt(tx, { holdId, amountFen }))
        await raiseFreeze(tx, orderNo, amountFen);
    }
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
  async settleQueue(tx: Tx, accountId: bigint): Promise<FreezeTold[]> {
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
