import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { freeFen } from '../../domain/liquidity';
import { endLook, isAtRest, leasedClosings, lockClosingOfId } from '../../store/account-closing-store';
import { selectPositions } from '../../store/position-store';
import { OwnTransfers } from '../own-transfers';

const ticks = 20;
const AT_ONCE = 8;
const AGAIN_MS = 30_000;

/** Another instance has the closing by now. */
class ClosingLost extends Error {
  override name = 'ClosingLost';
}

/**
 * Empties accounts that are given up into the ones that take their place, as often as money comes, and closes one when its
 * books and its bank have it at zero and nothing moves.
 */
@Injectable()
export class EmptyAccounts extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transfers: OwnTransfers,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('account-closings', scheduler, config.workerIntervalMs * ticks);
  }

  /** Looks at every closing that is due, once; returns how many accounts were closed. */
  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leasedClosings, { owner, ttlMs: LEASE_MS, limit: AT_ONCE }),
    );
    let closed = 0;
    for (const claim of claims) {
      try {
        if (await this.unitOfWork.run(centreId, (tx) => this.look(tx, claim))) closed += 1;
      } catch (error) {
        // The lease runs out and the closing is taken up again.
        this.logger.warn({ event: 'account-closing-failed', closingId: claim.id, fault: nameOf(error) });
      }
    }
    return closed;
  }

  /** Whether it is closed now: its lease is ours. @throws ClosingLost */
  async look(tx: Tx, claim: Claim): Promise<boolean> {
    const { accountId, intoAccountId } = await lockClosingOfId(tx, claim.id);
    const position = (await selectPositions(tx)).find((one) => one.accountId === accountId);
    if (position === undefined) throw new Error(`there is no account ${accountId}`);
    const amountFen = freeFen(position);
    if (amountFen > 0n)
      await this.transfers.begin(tx, {
        fromAccountId: accountId,
        toAccountId: intoAccountId,
        amountFen,
        reason: 'closing',
        sourceId: claim.id,
      });
    const isEmpty = position.bookFen === 0n && (await isAtRest(tx, accountId));
    const kept = await endLook(tx, claim, isEmpty ? this.clock.now() : null, AGAIN_MS);
    if (!kept) throw new ClosingLost(claim.id);
    return isEmpty;
  }
}
