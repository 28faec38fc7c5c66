import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, invalidAt, notFound } from '../../../../platform/http';
import { Ledger } from '../../../ledger';
import { Settlement } from '../../../settlement';
import { insertReceiptClaim } from '../../store/receipt-claim-store';
import { selectUnitsByAccountNo } from '../../store/unit-account-store';
import { BookRemittance } from '../remittance/book-remittance';

/** What a clerk reads off the payer's paper: the number of the unit account, and nothing else. */
export interface PayersPaper {
  readonly unitAccountNo: string;
  readonly paper: { readonly kind: string; readonly number: string };
  readonly reason: string;
}

/** A receipt that is somebody's now. */
export interface ClaimedReceiptView {
  readonly receiptId: string;
  readonly unitAccountNo: string;
  readonly amount: string;
  readonly claimedOn: string;
}

/** Leaf of money of nobody known (V2). */
const UNALLOCATED = '21901';

/**
 * A clerk says whose an unmatched receipt is, by the payer's own paper. The same logic that would have run had the payer
 * written the number runs then: it completes the list that lacks exactly this amount, or stands in the unit's suspense.
 * What becomes of the money no clerk says.
 */
@Injectable()
export class ClaimReceipt {
  constructor(
    private readonly settlement: Settlement,
    private readonly remittances: BookRemittance,
    private readonly ledger: Ledger,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Problems: 404 no such receipt; 409 somebody's already; 400 no such unit account. */
  async claim(tx: Tx, actor: Actor, receiptId: string, said: PayersPaper): Promise<ClaimedReceiptView> {
    const [unit] = await selectUnitsByAccountNo(tx, [said.unitAccountNo]);
    if (!unit)
      throw invalidAt('/unitAccountNo', 'UNIT_ACCOUNT_UNKNOWN', {
        zh: '没有此单位账号，请与付款人的凭据核对。',
        en: 'There is no such unit account; compare it with the payer’s paper.',
      });
    const receipt = await this.settlement.unclaimed(tx, receiptId);
    if (receipt === null) throw await this.notUnclaimed(tx, receiptId);
    const { amountFen } = receipt;
    // From the suspense of nobody known; it bears interest to members from today on, when it is credited to them.
    const today = this.clock.today();
    const leafId = await this.ledger.leafOf(tx, UNALLOCATED);
    const money = { ...receipt, bankLeafId: leafId, valueDate: today };
    const book = await this.remittances.forUnit(tx, unit.unitId, money, 'payer-paper');
    const matchedRef = unit.unitAccountNo;
    await book();
    await together([
      this.settlement.claim(tx, receiptId, { matcher: 'payer-paper', matchedRef }),
      insertReceiptClaim(tx, {
        receiptId,
        unitId: unit.unitId,
        reason: said.reason,
        paper: this.sealer.seal(JSON.stringify(said.paper)),
        clerk: actor.subject,
        at: this.clock.now(),
      }),
    ]);
    return { receiptId, unitAccountNo: matchedRef, amount: yuan(amountFen), claimedOn: today };
  }

  private async notUnclaimed(tx: Tx, receiptId: string): Promise<Error> {
    const known = await this.settlement.isReceipt(tx, receiptId);
    if (!known) return notFound();
    return conflict('RECEIPT_CLAIMED', {
      zh: '该笔到账已有归属；归属有误的，由单位办理暂收款退回（GJ19）或错缴退回（GJ13）。',
      en: 'This receipt is somebody’s already; a wrong one is returned by that employer (GJ19, GJ13).',
    });
  }
}
