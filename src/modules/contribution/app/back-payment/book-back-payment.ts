import { Injectable } from '@nestjs/common';
import { type Fen, fen, minus, plus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger, type Line } from '../../../ledger';
import type { Receipt } from '../../../settlement';
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
import {
  backPaymentCredits,
  insertBackPaymentReceipt,
  postBackPayment,
} from '../../store/back-payment-receipt-store';
import { type BackPayment, lockBackPaymentsAwaiting, moveBackPayment } from '../../store/back-payment-store';
import { makeUpDeferred } from '../../store/deferred-month-store';
import { insertDraws, selectLots } from '../../store/suspense-store';
import { LateCredits } from '../remittance/late-credits';
import type { Booking } from '../suspense/booking';
import { UnitSuspense } from '../suspense/unit-suspense';

interface Planned {
  readonly payment: BackPayment;
  readonly receipt: Receipt;
  readonly by: RecognisedBy;
  readonly plan: ReceiptPlan;
  readonly lots: readonly SuspenseLot[];
}

/** Money of a back payment; both parts together are its total. */
interface Funds {
  readonly fromBank: Fen;
  readonly leafId: bigint | null;
  readonly draws: readonly Draw[];
  readonly valueDate: string;
}

/**
 * Books money for back payments by the logic of remittance: all members at once or nobody, too little and surplus into
 * the unit's suspense (V1, V2). Interest runs from the day the money was whole, never from the months made up for
 * (条例21条).
 */
@Injectable()
export class BookBackPayment {
  constructor(
    private readonly ledger: Ledger,
    private readonly suspense: UnitSuspense,
    private readonly caseFile: CaseFile,
    private readonly lateCredits: LateCredits,
    private readonly clock: Clock,
  ) {}

  /** Money that names the back payment, which is locked with its unit. */
  async forPayment(tx: Tx, payment: BackPayment, receipt: Receipt, by: RecognisedBy): Promise<Booking> {
    const awaiting = isAwaiting(payment);
    const lots = awaiting ? lotsFor(payment, await selectLots(tx, payment.unitId)) : [];
    // Suspense of others is left alone while this money is enough.
    const waiting = receipt.amountFen < payment.totalFen ? sumOf(lots) : fen(0n);
    const plan = planReceipt({ awaiting, total: payment.totalFen, waiting }, receipt.amountFen);
    const planned = { payment, receipt, by, plan, lots };
    return plan.outcome === 'decomposed' ? () => this.credit(tx, planned) : () => this.keep(tx, planned);
  }

  /** Money that names the unit alone: the first back payment that lacks exactly this amount; null when none does. */
  async forUnit(tx: Tx, unitId: bigint, receipt: Receipt, by: RecognisedBy): Promise<Booking | null> {
    const payments = await lockBackPaymentsAwaiting(tx, unitId);
    if (payments.length === 0) return null;
    const lots = await selectLots(tx, unitId);
    const fits = payments.find((payment) => {
      const own = sumOf(lotsFor({ id: payment.id, useSuspense: false }, lots));
      const { amountFen } = receipt;
      return amountFen === payment.totalFen || plus(amountFen, own) === payment.totalFen;
    });
    return fits ? this.forPayment(tx, fits, receipt, by) : null;
  }

  /**
   * Pays a confirmed back payment out of these lots when they hold enough, whole; otherwise nothing is taken. Unit and
   * back payment are locked by the caller.
   */
  async fromSuspense(
    tx: Tx,
    payment: BackPayment,
    lots: readonly SuspenseLot[],
  ): Promise<readonly Draw[] | null> {
    if (sumOf(lots) < payment.totalFen) return null;
    const draws = drawFrom(lots, payment.totalFen);
    await this.post(tx, payment, { fromBank: fen(0n), leafId: null, draws, valueDate: this.clock.today() });
    return draws;
  }

  private async credit(tx: Tx, planned: Planned): Promise<void> {
    const { payment, receipt, by, plan, lots } = planned;
    const draws = drawFrom(lots, plan.drawn);
    const valueDate = draws.reduce(
      (latest, draw) => (draw.valueDate > latest ? draw.valueDate : latest),
      receipt.valueDate,
    );
    await this.post(tx, payment, { fromBank: plan.credited, leafId: receipt.bankLeafId, draws, valueDate });
    const noted = { id: receipt.id, paymentId: payment.id, amountFen: receipt.amountFen };
    const work: Promise<unknown>[] = [
      insertBackPaymentReceipt(tx, noted, plan),
      this.finish(tx, planned, draws),
    ];
    if (plan.suspense > 0n) {
      const kept = { by, why: 'surplus', backPaymentId: payment.id, amount: plan.suspense } as const;
      work.push(this.suspense.keep(tx, payment.unitId, receipt, kept));
    }
    await together(work);
  }

  /** V1 for all its members in one statement; the accounts closed meanwhile find their money again. */
  private async post(
    tx: Tx,
    payment: BackPayment,
    { fromBank, leafId, draws, valueDate }: Funds,
  ): Promise<void> {
    const { id, unitId, memberCount } = payment;
    const businessDate = this.clock.today();
    const drawn = draws.reduce((sum, { amountFen }) => sum + amountFen, 0n);
    const debits: Line[] = [];
    if (leafId !== null) debits.push({ accountId: leafId, side: 'D', amountFen: fromBank });
    if (drawn > 0n) debits.push({ accountId: unitId, side: 'D', amountFen: drawn });
    const credits = { sql: backPaymentCredits, values: [tx.centreId, id] };
    const head = { kind: 'back-payment', sourceId: id, businessDate, valueDate };
    const { members } = await this.ledger.postMemberCredits(tx, head, credits, debits);
    if (members !== memberCount) throw new Error(`back payment ${id} credited ${members} of ${memberCount}`);
    if (draws.length > 0) await insertDraws(tx, id, draws, 'back-payment');
    await makeUpDeferred(tx, id, businessDate);
    const late = await postBackPayment(tx, { id, on: businessDate, at: this.clock.now() });
    await this.lateCredits.settle(tx, { id, valueDate }, late);
  }

  private async finish(
    tx: Tx,
    { payment, receipt, by, plan }: Planned,
    draws: readonly Draw[],
  ): Promise<void> {
    const { drawn, suspense, credited } = plan;
    const parts = { drawn, payments: draws.length, surplus: suspense };
    const note = paymentWords.decomposed(receipt.amountFen, by, parts);
    const body = {
      members: payment.memberCount,
      amount: yuan(payment.totalFen),
      surplus: yuan(suspense),
      fromPayment: yuan(credited),
      fromSuspense: yuan(drawn),
      note: { ...note },
    };
    await this.caseFile.step(tx, caseOf(payment), {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'decomposed', body },
      receipt: { postedOn: this.clock.today(), surplus: yuan(suspense) },
    });
  }

  /** Too little, or for one that awaits none: all of it is kept, and its case says so. */
  private async keep(tx: Tx, { payment, receipt, by, plan, lots }: Planned): Promise<void> {
    const short = plan.outcome === 'short';
    const why = short ? 'short' : 'not-awaited';
    const noted = { id: receipt.id, paymentId: payment.id, amountFen: receipt.amountFen };
    const work: Promise<unknown>[] = [
      this.suspense.keep(tx, payment.unitId, receipt, { by, why, backPaymentId: payment.id }),
      insertBackPaymentReceipt(tx, noted, plan),
    ];
    if (short && payment.state === 'CONFIRMED') work.push(moveBackPayment(tx, payment.id, 'SUSPENSE_SHORT'));
    if (short) {
      const lacking = minus(payment.totalFen, plus(sumOf(lots), receipt.amountFen));
      const note = { ...paymentWords.short(receipt.amountFen, by, lacking) };
      const amounts = {
        received: yuan(receipt.amountFen),
        total: yuan(payment.totalFen),
        lacking: yuan(lacking),
      };
      work.push(this.caseFile.tell(tx, caseOf(payment), { kind: 'funds-short', body: { ...amounts, note } }));
    } else if (payment.caseId !== null) {
      const note = { ...paymentWords.kept(receipt.amountFen, by) };
      const body = { received: yuan(receipt.amountFen), note };
      work.push(this.caseFile.tell(tx, payment.caseId, { kind: 'funds-kept', body }));
    }
    await together(work);
  }
}

function isAwaiting({ state }: BackPayment): boolean {
  return state === 'CONFIRMED' || state === 'SUSPENSE_SHORT';
}

function caseOf({ id, caseId }: BackPayment): string {
  if (caseId === null) throw new Error(`back payment ${id} was confirmed without a case`);
  return caseId;
}
