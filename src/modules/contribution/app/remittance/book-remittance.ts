import { Injectable } from '@nestjs/common';
import { type Fen, fen, minus, plus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import type { Receipt } from '../../../settlement';
import { awaitsMoney } from '../../domain/remittance/awaits-money';
import { paymentWords } from '../../domain/remittance/payment-words';
import { planReceipt, type ReceiptPlan } from '../../domain/remittance/receipt-plan';
import {
  type Draw,
  drawFrom,
  lotsFor,
  type RecognisedBy,
  type SuspenseLot,
  sumOf,
} from '../../domain/remittance/suspense';
import { type AwaitedList, lockListAwaitingMoney, moveList } from '../../store/remittance-list-store';
import { insertDecomposition, insertReceiptPlan } from '../../store/remittance-receipt-store';
import { insertDraws, selectLots } from '../../store/suspense-store';
import { selectUnit } from '../../store/unit-account-store';
import type { Booking } from '../suspense/booking';
import { BookBackPayment } from '../back-payment/book-back-payment';
import { UnitSuspense } from '../suspense/unit-suspense';
import { creditedBody, Decomposition } from './decomposition';
import { LateCredits } from './late-credits';

interface Planned {
  readonly list: AwaitedList;
  readonly receipt: Receipt;
  readonly by: RecognisedBy;
  readonly plan: ReceiptPlan;
  /** Suspense that may pay the list, in the order in which it is taken. */
  readonly lots: readonly SuspenseLot[];
}

/**
 * Plans and books money of an employer: to every member of its list at once, or whole into its suspense. What is read
 * is read before; what is written does not wait for one another's answers and leaves in one journey.
 */
@Injectable()
export class BookRemittance {
  constructor(
    private readonly suspense: UnitSuspense,
    private readonly backPayments: BookBackPayment,
    private readonly decomposition: Decomposition,
    private readonly caseFile: CaseFile,
    private readonly lateCredits: LateCredits,
    private readonly clock: Clock,
  ) {}

  /** Money that names a list, which is locked with its unit. */
  @CrashPoint('remittance-plan')
  async forList(tx: Tx, list: AwaitedList, receipt: Receipt, by: RecognisedBy): Promise<Booking> {
    const awaiting = awaitsMoney(list);
    const short = awaiting && receipt.amountFen < list.totalFen;
    const lots = short || list.state === 'SUSPENSE_SHORT' ? await this.lotsOf(tx, list) : [];
    const plan = planReceipt({ awaiting, total: list.totalFen, waiting: sumOf(lots) }, receipt.amountFen);
    return this.booking(tx, { list, receipt, by, plan, lots });
  }

  /**
   * Money that names an employer and no list: at most one of its lists awaits money, so that one is meant, with too much,
   * too little or exactly what it lacks. Only a sum that is exactly what a back payment lacks, and not what the list does,
   * means that.
   */
  async forUnit(tx: Tx, unitId: bigint, receipt: Receipt, by: RecognisedBy): Promise<Booking> {
    await selectUnit(tx, unitId, { lock: true });
    const list = await lockListAwaitingMoney(tx, unitId);
    if (list && awaitsMoney(list) && (await this.lacksExactly(tx, list, receipt.amountFen)))
      return this.forList(tx, list, receipt, by);
    const backPayment = await this.backPayments.forUnit(tx, unitId, receipt, by);
    if (backPayment) return backPayment;
    if (list && awaitsMoney(list)) return this.forList(tx, list, receipt, by);
    return () => this.suspense.keep(tx, unitId, receipt, { by, why: 'no-list' });
  }

  private async lacksExactly(tx: Tx, list: AwaitedList, amount: Fen): Promise<boolean> {
    if (amount === list.totalFen) return true;
    const own = sumOf(lotsFor({ id: list.id, useSuspense: false }, await selectLots(tx, list.unitId)));
    return plus(amount, own) === list.totalFen;
  }

  private async lotsOf(tx: Tx, list: AwaitedList): Promise<SuspenseLot[]> {
    return lotsFor(list, await selectLots(tx, list.unitId));
  }

  private booking(tx: Tx, planned: Planned): Booking {
    const { plan } = planned;
    if (plan.outcome === 'decomposed') return () => this.decompose(tx, planned);
    return () => this.keepForList(tx, planned, plan.outcome);
  }

  /** V1 with all that ends the list and its case. */
  @CrashPoint('remittance-book')
  private async decompose(tx: Tx, planned: Planned): Promise<void> {
    const { list, receipt, by, plan, lots } = planned;
    const { unitId } = list;
    const draws = drawFrom(lots, plan.drawn);
    const valueDate = completeOn(receipt, draws);
    // In this order: once its members are credited nobody closes an account on the list before that is posted.
    const work = [
      this.decomposition.credit(tx, list, {
        fromBank: { leafId: receipt.bankLeafId, amountFen: plan.credited },
        fromSuspense: plan.drawn,
        valueDate,
      }),
      this.post(tx, planned, valueDate),
      this.finish(tx, planned, draws.length),
    ];
    if (plan.suspense > 0n) {
      work.push(
        this.suspense.keep(tx, unitId, receipt, {
          by,
          why: 'surplus',
          listId: list.id,
          amount: plan.suspense,
        }),
      );
    }
    if (draws.length > 0) work.push(insertDraws(tx, list.id, draws));
    await together(work);
  }

  /** The list is posted; the money of those who had been paid out meanwhile finds its way. */
  @CrashPoint('remittance-posted')
  private async post(tx: Tx, { list, receipt, plan }: Planned, valueDate: string): Promise<void> {
    const { id, unitId, month } = list;
    const posted = { id, unitId, month, on: this.clock.today(), at: this.clock.now() };
    const late = await insertDecomposition(tx, noted(receipt, list), plan, posted);
    await this.lateCredits.settleList(tx, posted, valueDate, late);
  }

  @CrashPoint('remittance-case-step')
  private async finish(tx: Tx, { list, receipt, by, plan, lots }: Planned, payments: number): Promise<void> {
    const own = sumOf(lotsFor({ id: list.id, useSuspense: false }, lots));
    const { credited, drawn, suspense } = plan;
    // What of all money for this list stays in suspense; other suspense is none of its business.
    const left = fen((own > drawn ? own - drawn : 0n) + suspense);
    const surplus = { fromPayment: credited, fromSuspense: drawn, surplus: left };
    const note = paymentWords.decomposed(receipt.amountFen, by, { drawn, payments, surplus: suspense });
    await this.caseFile.step(tx, caseOf(list), {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'decomposed', body: { ...creditedBody(list, surplus), note: { ...note } } },
      receipt: { postedOn: this.clock.today(), surplus: yuan(left), paidThrough: list.month },
    });
  }

  /** Too little, or for a list that awaits none: all of it is kept, and the list's case says so. */
  private async keepForList(
    tx: Tx,
    { list, receipt, by, plan, lots }: Planned,
    outcome: 'short' | 'kept',
  ): Promise<void> {
    const why = outcome === 'short' ? 'short' : 'not-awaited';
    const work = [
      this.suspense.keep(tx, list.unitId, receipt, { by, why, listId: list.id }),
      insertReceiptPlan(tx, noted(receipt, list), plan),
    ];
    if (outcome === 'short') {
      if (list.state === 'CONFIRMED') work.push(moveList(tx, list.id, 'SUSPENSE_SHORT'));
      work.push(this.tellShort(tx, list, receipt, by, sumOf(lots)));
    } else if (list.caseId !== null) {
      const note = paymentWords.kept(receipt.amountFen, by);
      const body = { received: yuan(receipt.amountFen), note: { ...note } };
      work.push(this.caseFile.tell(tx, list.caseId, { kind: 'funds-kept', body }));
    }
    await together(work);
  }

  private async tellShort(
    tx: Tx,
    list: AwaitedList,
    { amountFen }: Receipt,
    by: RecognisedBy,
    waiting: Fen,
  ): Promise<void> {
    const lacking = minus(list.totalFen, plus(waiting, amountFen));
    const note = paymentWords.short(amountFen, by, lacking);
    const body = {
      received: yuan(amountFen),
      total: yuan(list.totalFen),
      lacking: yuan(lacking),
      note: { ...note },
    };
    await this.caseFile.tell(tx, caseOf(list), { kind: 'funds-short', body });
  }
}

/** The day on which all of a list's money was there: that of its receipt or of the latest suspense it takes. */
function completeOn({ valueDate }: Receipt, draws: readonly Draw[]): string {
  return draws.reduce((latest, draw) => (draw.valueDate > latest ? draw.valueDate : latest), valueDate);
}

function noted({ id, amountFen }: Receipt, list: AwaitedList) {
  return { id, listId: list.id, amountFen };
}

function caseOf({ id, caseId }: AwaitedList): string {
  if (caseId === null) throw new Error(`list ${id} was confirmed without a case`);
  return caseId;
}
