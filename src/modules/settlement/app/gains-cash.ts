import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { freeFen } from '../domain/liquidity';
import type { TransferReason } from '../domain/own-transfer';
import { selectOpenGainsCash } from '../store/interest-cash-store';
import { DispatchFunds } from './dispatch-funds';
import { OwnTransfers, type TransferFollower } from './own-transfers';

/**
 * Cash of income that came in on the fund's accounts and belongs on the gains account (handbook 6.3): one transfer
 * (BDC109) a source, from the richest of the fund's accounts to a gains account, at its own bank where there is one.
 */
@Injectable()
export class GainsCash {
  constructor(
    private readonly funds: DispatchFunds,
    private readonly transfers: OwnTransfers,
  ) {}

  /**
   * Begins it for what is due and not on its way: as much as the account can spare above its floor; the rest is due again.
   * @param due.sourceId one transfer of it at the most; a later source takes what is left.
   * @returns fen that are on their way by this call; 0 when nothing can be.
   */
  async begin(tx: Tx, due: { readonly dueFen: bigint; readonly sourceId: string }): Promise<bigint> {
    const missing = due.dueFen - (await selectOpenGainsCash(tx));
    if (missing <= 0n) return 0n;
    const { from, to } = await this.way(tx);
    if (from === undefined || to === undefined) return 0n;
    const spare = freeFen(from) - this.funds.floor();
    const amountFen = missing < spare ? missing : spare;
    if (amountFen <= 0n) return 0n;
    const { sourceId } = due;
    const { accountId: fromAccountId } = from;
    const transfer = { fromAccountId, toAccountId: to.accountId, amountFen, sourceId };
    return (await this.transfers.begin(tx, { ...transfer, reason: 'loan-interest' })) ? amountFen : 0n;
  }

  /** Told of each transfer for a reason that has arrived, or failed; before the process serves. */
  follow(reason: TransferReason, follower: TransferFollower): void {
    this.transfers.follow(reason, follower);
  }

  /**
   * Begins a sum that moves whole; where the account is short of it the payment waits for funds as any does.
   * @returns false when the centre has no such accounts, or one of that source is under way.
   */
  async beginWhole(
    tx: Tx,
    sum: { readonly amountFen: bigint; readonly sourceId: string; readonly reason: TransferReason },
  ): Promise<boolean> {
    const { from, to } = await this.way(tx);
    if (from === undefined || to === undefined) return false;
    return this.transfers.begin(tx, {
      ...sum,
      fromAccountId: from.accountId,
      toAccountId: to.accountId,
    });
  }

  /** From the richest of the fund's accounts that is not held to a gains account, at its own bank where there is one. */
  private async way(tx: Tx) {
    const positions = await this.funds.positions(tx);
    const [from] = positions
      .filter(({ purpose, isHeld }) => purpose !== 'gains' && isHeld !== true)
      .sort((a, b) => (freeFen(a) < freeFen(b) ? 1 : -1));
    const gains = positions.filter(({ purpose }) => purpose === 'gains');
    return { from, to: gains.find(({ bankCode }) => bankCode === from?.bankCode) ?? gains[0] };
  }
}
