import { Injectable } from '@nestjs/common';
import { addDays } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import { nextAskOn } from '../../domain/recovery/ask-days';
import {
  isCancelled,
  type PurchaseWatch,
  startWatch,
  stopWatch,
  storeSaid,
} from '../../store/recovery/purchase-watch-store';
import {
  endRecovery,
  liftOfContract,
  lockOfCase,
  markOverdue,
  openRecovery,
  selectPaidOn,
} from '../../store/recovery/recovery-store';

const TOLD_AT_ONCE = 100;

/**
 * Recovery (追回) of what was paid on a contract that was cancelled afterwards (handbook 4.3): each withdrawal is
 * given back by whoever had it, the spouse's share by the spouse, to the own account. Nobody is called a fraud by it.
 */
@Injectable()
export class Recoveries {
  constructor(
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** The money of a case is on the card. A contract that was cancelled while it was under way is recovered at once. */
  async paid(tx: Tx, caseId: string): Promise<void> {
    const today = this.clock.today();
    const started = await startWatch(tx, caseId, { paidOn: today, nextOn: nextAskOn(today, today) ?? today });
    if (started?.cancelled === true) await this.openAll(tx, started.contractNo);
  }

  /** Whether the bureau has said meanwhile that the contract of a payment that has not left is cancelled. */
  isGroundGone(tx: Tx, caseId: string): Promise<boolean> {
    return isCancelled(tx, caseId);
  }

  /** 退票: the bank has brought back what was paid, so nobody has to. What was given back already stays the member's. */
  async returned(tx: Tx, caseId: string): Promise<void> {
    await stopWatch(tx, caseId);
    const recovery = await lockOfCase(tx, caseId);
    if (recovery?.state === 'open') await endRecovery(tx, recovery.id, 'bank-returned', this.clock.today());
  }

  /**
   * What the bureau says of a contract. The home's pot is taken first: whoever draws on that home meanwhile is either
   * seen here or sees this.
   */
  async contractSaid(tx: Tx, { contractNo, unitKey }: PurchaseWatch, cancelled: boolean): Promise<void> {
    // Nothing more is drawn on a contract that is gone; the next case of the home works its cap out anew.
    if (cancelled) await this.ledger.keyedPot(tx, { kind: 'home', key: unitKey, capFen: 0n }, { lock: true });
    await storeSaid(tx, contractNo, cancelled ? this.clock.today() : null);
    if (cancelled) await this.openAll(tx, contractNo);
    else await this.liftAll(tx, contractNo);
  }

  /** Tells those whose last day has passed, each once; how many there were. */
  async tellOverdue(tx: Tx): Promise<number> {
    const late = await markOverdue(tx, this.clock.today(), TOLD_AT_ONCE);
    for (const { caseId, recoveryNo, dueOn } of late)
      await this.caseFile.tell(tx, caseId, { kind: 'recovery-overdue', body: { recoveryNo, dueOn } });
    return late.length;
  }

  /** Once a withdrawal, however often the registry tells. */
  private async openAll(tx: Tx, contractNo: string): Promise<void> {
    const openedOn = this.clock.today();
    const dueOn = addDays(openedOn, parametersOn(openedOn).integer('withdrawal.recoveryDays'));
    for (const { caseId, personId, amountFen, givenBackFen } of await selectPaidOn(tx, contractNo)) {
      const made = { id: newId(), caseId, personId, contractNo, amountFen, openedOn, dueOn };
      const recoveryNo = await openRecovery(tx, made);
      if (recoveryNo === null) continue;
      const body = { recoveryNo, contractNo, amount: yuan(fen(amountFen - givenBackFen)), dueOn };
      await this.caseFile.tell(tx, caseId, { kind: 'recovery-opened', body });
    }
  }

  private async liftAll(tx: Tx, contractNo: string): Promise<void> {
    for (const { caseId, recoveryNo } of await liftOfContract(tx, contractNo, this.clock.today()))
      await this.caseFile.tell(tx, caseId, { kind: 'recovery-lifted', body: { recoveryNo, contractNo } });
  }
}
