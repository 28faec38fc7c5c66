import { Injectable } from '@nestjs/common';
import { type Fen, fen, minus, plus, yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { CaseFile, type NewEvent } from '../../casework';
import { Ledger, type Line, type NewJournal } from '../../ledger';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../settlement';
import { paymentNosIn } from '../domain/payment-number';
import { planReceipt, type ReceiptPlan } from '../domain/receipt-plan';
import { checkRemittanceMonth } from '../domain/remittance-month';
import { type AwaitedList, lockListByPaymentNo, moveList } from '../store/remittance-list-store';
import { insertDecomposition, insertReceiptPlan, selectWaiting } from '../store/remittance-receipt-store';
import { LateCredits } from './late-credits';

/** One posting of so many members may take longer than a statement usually gets. */
const LONG_LIST = 10_000;
const LONG_STATEMENT_MS = 60_000;

/** What each member of a confirmed list is credited. */
export const creditsOf = `SELECT account_id, employer_fen + employee_fen AS amount_fen
                     FROM remittance_line WHERE centre_id = $1 AND list_id = $2`;

/** 汇缴实时分解: money that bears a list's number is credited to every member at once, or kept for the employer. */
@Injectable()
export class DecomposeReceipt implements ReceiptMatcher {
  readonly id = 'remittance';
  readonly order = 10;

  constructor(
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly lateCredits: LateCredits,
    private readonly clock: Clock,
  ) {}

  /** False when no number of ours, or those of several lists, stand in what the payer wrote. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = paymentNosIn(receipt.remark, receipt.summary);
    const named: AwaitedList[] = [];
    for (const number of numbers) {
      const list = await lockListByPaymentNo(tx, number);
      if (list) named.push(list);
    }
    const [only, ...others] = named;
    if (!only?.paymentNo || others.length > 0) return false;
    await this.book(tx, only, receipt);
    return { matchedRef: only.paymentNo };
  }

  private async book(tx: Tx, list: AwaitedList, receipt: Receipt): Promise<void> {
    const due = checkRemittanceMonth(list.paidThrough, list.month).accepted;
    const awaiting = due && (list.state === 'CONFIRMED' || list.state === 'SUSPENSE_SHORT');
    const waiting = list.state === 'SUSPENSE_SHORT' ? await selectWaiting(tx, list.id) : fen(0n);
    const plan = planReceipt({ awaiting, total: list.totalFen, waiting }, receipt.amountFen);
    const noted = { id: receipt.id, listId: list.id, amountFen: receipt.amountFen };
    if (plan.suspense > 0n) await this.keep(tx, list, receipt, plan);
    if (plan.outcome === 'decomposed') {
      await this.credit(tx, list, receipt, plan);
      const { unitId, month } = list;
      const posted = { on: this.clock.today(), unitId, month };
      await this.lateCredits.tell(tx, await insertDecomposition(tx, noted, plan, posted));
      return this.finish(tx, list, fen(waiting - plan.drawn + plan.suspense));
    }
    await insertReceiptPlan(tx, noted, plan);
    if (plan.outcome === 'short') await this.tellShort(tx, list, receipt, plus(waiting, receipt.amountFen));
  }

  /** V1, drawing earlier short money out of suspense where there is some: one statement for all members. */
  private async credit(tx: Tx, list: AwaitedList, receipt: Receipt, plan: ReceiptPlan): Promise<void> {
    const debits: Line[] = [{ accountId: receipt.bankLeafId, side: 'D', amountFen: plan.credited }];
    if (plan.drawn > 0n) debits.push({ accountId: list.unitId, side: 'D', amountFen: plan.drawn });
    if (list.memberCount > LONG_LIST) {
      await tx.query(`SELECT set_config('statement_timeout', $1, true)`, [String(LONG_STATEMENT_MS)]);
    }
    const credits = { sql: creditsOf, values: [tx.centreId, list.id] };
    const journal = this.journal('remittance', list.id, receipt);
    const { members } = await this.ledger.postMemberCredits(tx, journal, credits, debits);
    if (members !== list.memberCount)
      throw new Error(`list ${list.id} credited ${members} of ${list.memberCount}`);
  }

  /** V2: into the unit's suspense. */
  private async keep(tx: Tx, { unitId }: AwaitedList, receipt: Receipt, plan: ReceiptPlan): Promise<void> {
    await this.ledger.post(tx, this.journal('suspense', receipt.id, receipt), [
      { accountId: receipt.bankLeafId, side: 'D', amountFen: plan.suspense },
      { accountId: unitId, side: 'C', amountFen: plan.suspense },
    ]);
  }

  /** @param left what of all money for this list stays in the unit's suspense. */
  private async finish(tx: Tx, list: AwaitedList, left: Fen): Promise<void> {
    const today = this.clock.today();
    const receipt = { postedOn: today, surplus: yuan(left), paidThrough: list.month };
    const event: NewEvent = {
      kind: 'decomposed',
      body: { members: list.memberCount, amount: yuan(list.totalFen), surplus: yuan(left) },
    };
    await this.caseFile.step(tx, caseOf(list), { from: 'waiting-funds', to: 'done', event, receipt });
  }

  private async tellShort(tx: Tx, list: AwaitedList, receipt: Receipt, soFar: bigint): Promise<void> {
    if (list.state === 'CONFIRMED') await moveList(tx, list.id, 'SUSPENSE_SHORT');
    const body = {
      received: yuan(receipt.amountFen),
      total: yuan(list.totalFen),
      lacking: yuan(minus(list.totalFen, fen(soFar))),
    };
    await this.caseFile.tell(tx, caseOf(list), { kind: 'funds-short', body });
  }

  private journal(kind: string, sourceId: string, { valueDate }: Receipt): NewJournal {
    return { kind, sourceId, businessDate: this.clock.today(), valueDate };
  }
}

function caseOf({ id, caseId }: AwaitedList): string {
  if (caseId === null) throw new Error(`list ${id} was confirmed without a case`);
  return caseId;
}
