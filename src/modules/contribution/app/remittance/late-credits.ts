import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger, type Line } from '../../../ledger';
import { type LateCredit, type PostedList, sealLate } from '../../store/remittance-receipt-store';

/**
 * Told of money that came for closed accounts: it is on accounts opened again for it, or was carried to another open
 * account of its holder (`openId`). Inside the posting's transaction.
 */
export type LateCreditListener = (tx: Tx, credits: readonly LateCredit[]) => Promise<void>;

/** What becomes of money of a list that came after a member's account was closed. */
@Injectable()
export class LateCredits {
  private readonly listeners: LateCreditListener[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Each listener is told of all of them: closed by a withdrawal or by a transfer to another city. */
  register(listener: LateCreditListener): void {
    this.listeners.push(listener);
  }

  /** Those of a list just posted: first their accounts are open again, sealed, where the holder has no other. */
  async settleList(
    tx: Tx,
    list: PostedList,
    valueDate: string,
    credits: readonly LateCredit[],
  ): Promise<void> {
    const closed = new Set(credits.flatMap(({ reopens }) => reopens ?? []));
    if (closed.size > 0) await sealLate(tx, list, [...closed]);
    await this.settle(tx, { id: list.id, valueDate }, credits);
  }

  /**
   * After the list's voucher. A closed account keeps nothing: where its holder has another open account (one a person,
   * 条例13条) the money is carried there, with its days; the room that closes accounts is told of all of it.
   */
  async settle(
    tx: Tx,
    list: { id: string; valueDate: string },
    credits: readonly LateCredit[],
  ): Promise<void> {
    if (credits.length === 0) return;
    const lines = credits.flatMap(carriedLines);
    if (lines.length > 0) {
      const { id: sourceId, valueDate } = list;
      const businessDate = this.clock.today();
      await this.ledger.post(tx, { kind: 'remittance-carried', sourceId, businessDate, valueDate }, lines);
    }
    const told = credits.map(asItStands);
    for (const listener of this.listeners) await listener(tx, told);
  }
}

/** Carried to an account that is open again for it, the money is that account's own late credit. */
function asItStands(credit: LateCredit): LateCredit {
  const { openId, reopens = null } = credit;
  return reopens !== null && openId === reopens ? { ...credit, accountId: reopens, openId: null } : credit;
}

function carriedLines({ accountId, amountFen, openId }: LateCredit): Line[] {
  if (openId === null) return [];
  return [
    { accountId, side: 'D', amountFen },
    { accountId: openId, side: 'C', amountFen },
  ];
}
