import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { AccountState, LoanAccount } from '../../store/servicing/loan-account-store';
import { clearOverdueParties, settleParties } from '../../store/servicing/loan-standing-store';
import { HedgingAgreements } from '../hedging/hedging-agreements';
import { LoanFile } from '../loan-file';

/** Told of each loan that is settled, inside the same transaction: certificate, release of the mortgage, notices. */
export type SettledListener = (tx: Tx, loan: { readonly id: string; readonly on: string }) => Promise<void>;

/** The contract follows its account: cured, settled; with what its people and its agreement stand for. */
@Injectable()
export class LoanStandings {
  private readonly listeners: SettledListener[] = [];

  constructor(
    private readonly loans: LoanFile,
    private readonly hedging: HedgingAgreements,
    private readonly clock: Clock,
  ) {}

  onSettled(listener: SettledListener): void {
    this.listeners.push(listener);
  }

  /** Takes the step that an account's new state means; none where it stays. */
  async follow(tx: Tx, account: LoanAccount, state: AccountState): Promise<void> {
    const { loanId: id, loanState } = account;
    if (state === 'settled' && account.state !== 'settled') return this.settle(tx, id, loanState);
    if (state === 'active' && account.state === 'overdue') {
      await this.loans.step(tx, { id, state: loanState }, 'cure', { kind: 'cured', body: {} });
      await clearOverdueParties(tx, id);
    }
  }

  private async settle(tx: Tx, id: string, state: LoanAccount['loanState']): Promise<void> {
    const on = this.clock.today();
    await this.loans.step(tx, { id, state }, 'settle', { kind: 'settled', body: { on } });
    await settleParties(tx, id, on);
    await this.hedging.end(tx, id, 'settled');
    for (const listener of this.listeners) await listener(tx, { id, on });
  }
}
