import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { formatRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import { type FundDay, roomLeft } from '../../domain/fund/fund-day';
import { admitOnDay, lockFundDay, measureFundDay } from '../../store/fund/fund-day-store';
import { selectMeasureOn } from '../../store/fund/fund-measure-store';
import { leaveQueue, type QueuedLoan, selectQueue } from '../../store/fund/fund-queue-store';
import { LoanFile } from '../loan-file';
import type { LoanNightWork } from '../night/loan-night-work';

/** Loans a transaction: each takes three statements. */
const LOANS = 100;

/**
 * Measures the fund once a day, on that day alone: balances of a later one are no measure of it. Then it lets the first of
 * the queue go as far as the room of the day reaches: in their order, and nobody past one who does not fit. Where loans
 * queue no longer, all of them go.
 */
@Injectable()
export class WatchFund implements LoanNightWork {
  constructor(
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** How many were let go. */
  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    // A run that the night passed and that succeeds later: whom its day could admit, the days since have.
    if (day < this.clock.today()) return 0;
    const parameters = parametersOn(day);
    await measureFundDay(tx, {
      day,
      lendable: formatRate(parameters.rate('fund.lendable')),
      overdueMonths: parameters.integer('loan.overdueKpiMonths'),
      at: this.clock.now(),
    });
    const queueing = (await selectMeasureOn(tx, 'queue', day)) !== null;
    const measured = queueing ? await lockFundDay(tx, day) : null;
    if (queueing && measured === null) return 0;
    const going = reached(await selectQueue(tx, LOANS), measured);
    let gone = 0;
    for (const queued of going) if (await this.letGo(tx, queued, measured?.day ?? null)) gone += 1;
    return gone;
  }

  /** False when it came to nothing meanwhile: whoever ended it had the loan first. */
  private async letGo(tx: Tx, queued: QueuedLoan, day: string | null): Promise<boolean> {
    const { loanId, amountFen, queueNo } = queued;
    const loan = await this.loans.lock(tx, loanId);
    if (loan?.state !== 'mortgage-registered' || !(await leaveQueue(tx, loanId))) return false;
    const at = this.clock.now();
    if (day !== null) await admitOnDay(tx, { id: newId(), day, loanId, amountFen, queueNo, at });
    await this.loans.tell(tx, loanId, { kind: 'money-turn', body: {} });
    return true;
  }
}

/** The first of the queue that fit into what is left of the day, all of them where there is no bound. */
function reached(queue: readonly QueuedLoan[], day: FundDay | null): readonly QueuedLoan[] {
  if (day === null) return queue;
  let left: bigint = roomLeft(day);
  const going: QueuedLoan[] = [];
  for (const queued of queue) {
    left -= queued.amountFen;
    if (left < 0n) break;
    going.push(queued);
  }
  return going;
}
