import { Injectable } from '@nestjs/common';
import { type Day, monthOf } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { type Month, nextMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { Collections, type Payer } from '../../../settlement';
import { FLEXIBLE_DEBIT, refusedDebit } from '../../domain/remittance/debit';
import { paymentNo } from '../../domain/remittance/payment-number';
import {
  type DebitDue,
  insertStandingPayments,
  nextPaymentSequences,
  selectDebitAccounts,
  takeDebitsUp,
} from '../../store/flexible-debit-store';
import type { NightWork } from '../night/night-work';

const ACCOUNTS = 200;

interface Ordered {
  readonly sourceId: string;
  readonly payer: Payer;
  readonly amountFen: bigint;
  readonly summary: string;
}

/**
 * The monthly debit of who contributes alone (GJ31): on the agreed day the month due, or the payment that still awaits
 * its money, is taken from the bound card; one order a member and month, all of a round in batches (BDC104).
 */
@Injectable()
export class FlexibleDebits implements NightWork {
  constructor(
    private readonly ledger: Ledger,
    private readonly parties: Parties,
    private readonly collections: Collections,
    private readonly caseFile: CaseFile,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const month = monthOf(day);
    const accountIds = await selectDebitAccounts(tx, { month, day: Number(day.slice(8)) }, ACCOUNTS);
    if (accountIds.length === 0) return 0;
    await this.ledger.lockBalances(tx, accountIds);
    const due = (await takeDebitsUp(tx, accountIds, month)).filter((one) => isDue(one, month));
    const cards = await this.parties.activeCards(
      tx,
      due.map(({ personId }) => personId),
    );
    const payable = due.filter(({ personId }) => cards.has(personId));
    for (const { caseId } of due.filter(({ personId }) => !cards.has(personId)))
      await this.noCard(tx, caseId);
    const made = await this.paymentsOf(tx, payable, day);
    const parts = payable.map((one, index): Ordered => {
      const { id: sourceId, amountFen } = one.awaited ?? made[index] ?? nothing();
      const cardId = cards.get(one.personId)?.id ?? nothing();
      return { sourceId, amountFen, payer: { cardId }, summary: '住房公积金缴存' };
    });
    if (parts.length > 0) await this.collections.collectBatch(tx, { purpose: FLEXIBLE_DEBIT, parts });
    return accountIds.length;
  }

  /** The payments there are or that are made now, in the order of the accounts. */
  private async paymentsOf(tx: Tx, payable: readonly DebitDue[], day: Day) {
    const sequences = await nextPaymentSequences(tx, payable.length);
    const payments = payable.map((one, index) => ({
      id: newId(),
      accountId: one.accountId,
      month: monthDue(one),
      baseFen: one.baseFen,
      amountFen: one.monthlyFen,
      paymentNo: paymentNo(day, sequences[index] ?? nothing(), 'LH'),
      caseId: one.caseId,
      isNew: one.awaited === null,
    }));
    await insertStandingPayments(
      tx,
      payments.filter(({ isNew }) => isNew),
    );
    return payments;
  }

  private noCard(tx: Tx, caseId: string): Promise<void> {
    const code = 'CARD_NOT_BOUND';
    return this.caseFile.tell(tx, caseId, {
      kind: 'debit-rejected',
      body: { code, note: { ...refusedDebit(code) } },
    });
  }
}

/** What awaits its money, or a month that has begun, of an account that contributes. */
function isDue(one: DebitDue, month: Month): boolean {
  return one.state === '01' && (one.awaited !== null || monthDue(one) <= month);
}

function monthDue({ firstMonth, lastMonth }: DebitDue): Month {
  const next = lastMonth === null ? firstMonth : nextMonth(lastMonth);
  return next > firstMonth ? next : firstMonth;
}

function nothing(): never {
  throw new Error('every account that is debited has a payment, a number and a card');
}
