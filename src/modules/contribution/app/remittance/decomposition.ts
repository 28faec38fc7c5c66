import { Injectable } from '@nestjs/common';
import { type Fen, plus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger, type Line, ManyPostings } from '../../../ledger';
import type { Receipt } from '../../../settlement';
import { paymentWords } from '../../domain/remittance/payment-words';
import { drawFrom, lotsFor, sumOf } from '../../domain/remittance/suspense';
import type { AwaitedList, RemittanceList } from '../../store/remittance-list-store';
import { postFromSuspense } from '../../store/remittance-receipt-store';
import { insertDraws, selectLots } from '../../store/suspense-store';
import { LateCredits } from './late-credits';

/** One posting of so many members may take longer than a statement usually gets. */
export const LONG_LIST = 10_000;
const LONG_STATEMENT_MS = 60_000;

/** What each member of a confirmed list is credited. */
export const creditsOf = `SELECT account_id, employer_fen + employee_fen AS amount_fen
                     FROM remittance_line WHERE centre_id = $1 AND list_id = $2`;

/** The same of several lists, each with its list. */
export const creditsOfLists = `SELECT list_id AS source_id, account_id, employer_fen + employee_fen AS amount_fen
                          FROM remittance_line WHERE centre_id = $1 AND list_id = ANY ($2::uuid[])`;

/** Where the money of a list comes from; both parts together are its total. */
export interface ListMoney {
  /** Out of a receipt just booked at the bank; null when suspense pays all of it. */
  readonly fromBank: { readonly leafId: bigint; readonly amountFen: Fen } | null;
  readonly fromSuspense: Fen;
  readonly valueDate: string;
}

/** What the suspense had for a list. */
export interface FromSuspense {
  readonly paid: boolean;
  /** All that may pay it, and of it what was paid for this list. */
  readonly inSuspense: Fen;
  readonly own: Fen;
  readonly note: ReturnType<typeof paymentWords.fromSuspense> | null;
}

/** Credits the members of a confirmed list (V1, V2 second leg). */
@Injectable()
export class Decomposition {
  constructor(
    private readonly ledger: Ledger,
    private readonly postings: ManyPostings,
    private readonly lateCredits: LateCredits,
    private readonly clock: Clock,
  ) {}

  /** One statement for all members, sent before this returns. Unit and list are locked by the caller. */
  @CrashPoint('members-credit')
  async credit(
    tx: Tx,
    list: Pick<RemittanceList, 'id' | 'unitId' | 'memberCount'>,
    money: ListMoney,
  ): Promise<void> {
    const debits: Line[] = [];
    const { fromBank, fromSuspense, valueDate } = money;
    if (fromBank) debits.push({ accountId: fromBank.leafId, side: 'D', amountFen: fromBank.amountFen });
    if (fromSuspense > 0n) debits.push({ accountId: list.unitId, side: 'D', amountFen: fromSuspense });
    const credits = { sql: creditsOf, values: [tx.centreId, list.id] };
    const head = { kind: 'remittance', sourceId: list.id, businessDate: this.clock.today(), valueDate };
    // Both are sent in this turn: what the caller sends next comes after the credit, however long the list is.
    const longer = list.memberCount > LONG_LIST ? longerStatements(tx) : null;
    const [{ members }] = await together([
      this.ledger.postMemberCredits(tx, head, credits, debits),
      ...(longer === null ? [] : [longer]),
    ]);
    if (members !== list.memberCount)
      throw new Error(`list ${list.id} credited ${members} of ${list.memberCount}`);
  }

  /** Likewise for several lists, each paid whole by one receipt of that value date. */
  async creditTogether(
    tx: Tx,
    paid: readonly { readonly list: AwaitedList; readonly receipt: Receipt }[],
    valueDate: string,
  ): Promise<void> {
    const vouchers = paid.map(({ list, receipt }) => ({
      sourceId: list.id,
      debit: { accountId: receipt.bankLeafId, amountFen: list.totalFen },
    }));
    const head = { kind: 'remittance', businessDate: this.clock.today(), valueDate, vouchers };
    const lists = paid.map(({ list }) => list.id);
    const members = await this.postings.creditMembers(tx, head, {
      sql: creditsOfLists,
      values: [tx.centreId, lists],
    });
    const short = paid.find(({ list }) => members.get(list.id) !== list.memberCount);
    if (short) throw new Error(`list ${short.list.id} did not credit all of its members`);
  }

  /**
   * Pays a confirmed list out of the unit's suspense when what may pay it is enough, whole; otherwise nothing is taken.
   * Unit and list are locked by the caller, so no two lists take the same money.
   */
  async fromSuspense(tx: Tx, list: RemittanceList, useSuspense: boolean): Promise<FromSuspense> {
    const kept = await selectLots(tx, list.unitId);
    const lots = lotsFor({ id: list.id, useSuspense }, kept);
    const inSuspense = sumOf(lots);
    const own = sumOf(lotsFor({ id: list.id, useSuspense: false }, kept));
    if (inSuspense < list.totalFen) return { paid: false, inSuspense, own, note: null };
    const draws = drawFrom(lots, list.totalFen);
    const valueDate = this.clock.today();
    await this.credit(tx, list, { fromBank: null, fromSuspense: list.totalFen, valueDate });
    await insertDraws(tx, list.id, draws);
    const { id, unitId, month } = list;
    const posted = { id, unitId, month, on: valueDate, at: this.clock.now() };
    await this.lateCredits.settleList(tx, posted, valueDate, await postFromSuspense(tx, posted));
    return { paid: true, inSuspense, own, note: paymentWords.fromSuspense(list.totalFen, draws.length) };
  }
}

/** Until the end of the transaction. */
function longerStatements(tx: Tx): Promise<unknown> {
  return tx.query(`SELECT set_config('statement_timeout', $1, true)`, [String(LONG_STATEMENT_MS)]);
}

/** The body of the event that a list was credited: for how many, and where its money came from. */
export function creditedBody(
  list: Pick<RemittanceList, 'memberCount' | 'totalFen'>,
  parts: { fromPayment: Fen; fromSuspense: Fen; surplus: Fen },
): { members: number; amount: string; surplus: string; fromPayment: string; fromSuspense: string } {
  if (plus(parts.fromPayment, parts.fromSuspense) !== list.totalFen)
    throw new Error('the parts of a list’s money are its total');
  return {
    members: list.memberCount,
    amount: yuan(list.totalFen),
    surplus: yuan(parts.surplus),
    fromPayment: yuan(parts.fromPayment),
    fromSuspense: yuan(parts.fromSuspense),
  };
}
