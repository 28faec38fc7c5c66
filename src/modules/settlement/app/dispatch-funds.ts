import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { NoParametersForDay, parametersOn } from '../../policy';
import { dispatchTo, type Position } from '../domain/liquidity';
import { isTransferUnderWay } from '../store/own-transfer-store';
import { selectPositions } from '../store/position-store';
import { BankLines } from '../wire/bank-lines';
import { HeldAccounts } from './held-accounts';
import { OwnTransfers } from './own-transfers';

/** An account that nobody could help is not added up again for each payment that waits there. */
const LOOK_AGAIN_MS = 2_000;

/** 资金实时调拨: money for an account that is short of funds, from the richest of its kind. */
@Injectable()
export class DispatchFunds {
  /** When an account was last looked at in vain. */
  private readonly inVain = new Map<string, number>();

  constructor(
    private readonly transfers: OwnTransfers,
    private readonly banks: BankLines,
    private readonly heldAccounts: HeldAccounts,
    private readonly clock: Clock,
  ) {}

  /**
   * Sees to it that money is on its way to the account. One transfer serves all who wait there: its amount covers
   * everything that is under way from the account. False when by our books it is not short, or nobody can spare any.
   */
  async to(tx: Tx, accountId: string): Promise<boolean> {
    if (await isTransferUnderWay(tx, accountId)) return true;
    const since = this.inVain.get(accountId);
    if (since !== undefined && performance.now() - since < LOOK_AGAIN_MS) return false;
    const transfer = dispatchTo(accountId, await this.all(tx), this.floor());
    if (transfer === null) {
      this.inVain.set(accountId, performance.now());
      return false;
    }
    // Where another began one at this moment, that one serves here too.
    await this.transfers.begin(tx, { ...transfer, reason: 'liquidity', sourceId: null });
    return true;
  }

  /** Of the accounts at banks we can talk to, those apart that are given up. */
  async positions(tx: Tx): Promise<Position[]> {
    return (await this.all(tx)).filter(({ isGivenUp }) => isGivenUp !== true);
  }

  private async all(tx: Tx): Promise<Position[]> {
    await this.heldAccounts.look(tx);
    return (await selectPositions(tx))
      .filter(({ bankCode }) => this.banks.find(bankCode) !== null)
      .map((position) => ({ ...position, isHeld: this.heldAccounts.isHeld(position.accountId) }));
  }

  /** What every account keeps; nothing on a day without parameters. */
  floor(): Fen {
    try {
      return parametersOn(this.clock.today()).money('fund.accountFloor');
    } catch (error) {
      if (error instanceof NoParametersForDay) return fen(0n);
      throw error;
    }
  }
}
