import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { roomLeft } from '../../domain/fund/fund-day';
import type { LoanDisbursement } from '../../store/loan-disbursement-store';
import type { Loan } from '../../store/loan-store';
import { admitOnDay, lockFundDay } from '../../store/fund/fund-day-store';
import { selectMeasureOn } from '../../store/fund/fund-measure-store';
import { joinQueue, selectPlace, someoneWaits } from '../../store/fund/fund-queue-store';
import { LoanFile } from '../loan-file';

/**
 * Whether a payment that is due may leave now, or waits its turn (轮候). While loans queue, the day of the fund is locked
 * by whoever asks, so that no two are let through on the same room and nobody overtakes.
 */
@Injectable()
export class FundGate {
  constructor(
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** The loan is locked and its payment due. False: it waits in the queue now. */
  async admit(
    tx: Tx,
    loan: Pick<Loan, 'id' | 'amountFen'>,
    { queueNo }: Pick<LoanDisbursement, 'queueNo'>,
  ): Promise<boolean> {
    const today = this.clock.today();
    if ((await selectMeasureOn(tx, 'queue', today)) === null) return true;
    const day = await lockFundDay(tx, today);
    const at = this.clock.now();
    // A day that was not measured has no room that anybody knows of.
    const fits = day !== null && loan.amountFen <= roomLeft(day) && !(await someoneWaits(tx, queueNo));
    if (fits) {
      const admission = {
        id: newId(),
        day: day.day,
        loanId: loan.id,
        amountFen: loan.amountFen,
        queueNo,
        at,
      };
      await admitOnDay(tx, admission);
      return true;
    }
    await joinQueue(tx, loan.id, at);
    const place = await selectPlace(tx, loan.id);
    const body = { before: place?.before ?? 0, amount: yuan(loan.amountFen) };
    await this.loans.tell(tx, loan.id, { kind: 'money-queued', body });
    return false;
  }
}
