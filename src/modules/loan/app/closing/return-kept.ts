import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { newId } from '../../../../kernel/identifiers/uuid';
import { yuan, fen } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import {
  type PaidInstruction,
  type RejectedInstruction,
  type ReturnFate,
  Settlement,
  type SettlementHandler,
} from '../../../settlement';
import type { NewLoanEvent } from '../../domain/loan-event';
import { selectPeopleOf } from '../../store/loan-order-store';
import {
  insertRefund,
  insertRefundsAnew,
  isKept,
  lockRefund,
  storeRefundEnd,
  takeRefunds,
} from '../../store/servicing/loan-refund-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';
import type { LoanNightWork } from '../night/loan-night-work';
import { LoanBooks } from '../servicing/loan-books';
import { KEPT_FOR_LOANS } from '../servicing/loan-vouchers';

export const LOAN_REFUND = 'loan-refund';
/** 其他 (handbook 6.7). */
const BUS_TYPE = '20';
const RETURNED_PAYMENTS = '21905';
const REFUNDS = 20;
/** Looked at once in so many ticks of the other workers. */
const ticks = 20;

/**
 * What a settled loan was paid beside what it owed, as when a bank answers a deduction after another way has paid: kept on
 * 21904, it is nobody's income, and goes back to the card it came from. Booked when the bank has paid it.
 */
@Injectable()
export class ReturnKept extends TickingWorker implements SettlementHandler, LoanNightWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly books: LoanBooks,
    private readonly loans: LoanFile,
    private readonly incidents: LoanIncidents,
    private readonly settlement: Settlement,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('loan-refunds', scheduler, config.workerIntervalMs * ticks);
  }

  /** In the transaction that leaves something kept of a loan that is settled. */
  async follow(tx: Tx, loanId: string, { kind }: NewLoanEvent): Promise<void> {
    if ((kind !== 'paid' && kind !== 'settled') || !(await isKept(tx, loanId))) return;
    if (!(await insertRefund(tx, { id: newId(), loanId, at: this.clock.now() })))
      await this.incidents.report(tx, loanId, 'KEPT_NOT_RETURNED');
  }

  /** Once a night what the first card did not take goes to the one that its holder has bound since. */
  batch(tx: Tx): Promise<number> {
    const today = this.clock.today();
    const coolingDays = parametersOn(today).integer('withdrawal.cardCoolingDays');
    return insertRefundsAnew(tx, { at: this.clock.now(), today, coolingDays, limit: REFUNDS });
  }

  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    const sent = await this.unitOfWork.run(centreId, async (tx) => {
      const instructed: string[] = [];
      for (const { id, cardId, amountFen } of await takeRefunds(tx, REFUNDS))
        instructed.push(
          await this.settlement.instruct(tx, {
            ...{ purpose: LOAN_REFUND, sourceId: id, payeeCardId: cardId },
            ...{ amountFen: fen(amountFen), busType: BUS_TYPE, summary: '住房公积金贷款多还款退回' },
          }),
        );
      return instructed;
    });
    for (const instructionId of sent) await this.settlement.dispatch(centreId, instructionId);
    return sent.length;
  }

  peopleOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
    return selectPeopleOf(tx, 'refund', ids);
  }

  /** D21904 / C101 of the account that paid. */
  async onPaid(tx: Tx, { id, sourceId, amountFen, bankLeafId, valueDate }: PaidInstruction): Promise<string> {
    const refund = await lockRefund(tx, sourceId);
    await this.books.lock(tx, refund.loanId);
    const journal = { kind: LOAN_REFUND, sourceId: id, businessDate: this.clock.today(), valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, KEPT_FOR_LOANS), side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    const at = this.clock.now();
    await storeRefundEnd(tx, refund, { state: 'paid', code: null, fen: -amountFen, at });
    const body = { amount: yuan(amountFen) };
    await this.loans.tell(tx, refund.loanId, { kind: 'kept-returned', body });
    return journalId;
  }

  /** It stays kept; a person calls its payer, and another card that is bound gets it. */
  async onRejected(tx: Tx, { sourceId, rejectCode }: RejectedInstruction): Promise<void> {
    const refund = await lockRefund(tx, sourceId);
    const at = this.clock.now();
    await storeRefundEnd(tx, refund, { state: 'rejected', code: rejectCode, fen: 0n, at });
    await this.incidents.report(tx, refund.loanId, 'KEPT_NOT_RETURNED', { code: rejectCode });
  }

  /** 退票 (V25): D21905 / C21904, kept as before. */
  async onReturned(tx: Tx, { id, sourceId, amountFen, valueDate }: PaidInstruction): Promise<ReturnFate> {
    const refund = await lockRefund(tx, sourceId);
    await this.books.lock(tx, refund.loanId);
    const journal = {
      ...{ kind: 'loan-refund-restored', sourceId: id },
      ...{ businessDate: this.clock.today(), valueDate },
    };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, KEPT_FOR_LOANS), side: 'C', amountFen },
    ]);
    const at = this.clock.now();
    await storeRefundEnd(tx, refund, { state: 'returned', code: null, fen: amountFen, at });
    await this.incidents.report(tx, refund.loanId, 'KEPT_NOT_RETURNED');
    return 'restored';
  }
}
