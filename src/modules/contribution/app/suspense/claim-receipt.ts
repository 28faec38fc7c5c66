import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, invalidAt } from '../../../../platform/http';
import { Ledger } from '../../../ledger';
import { type Receipt, Settlement } from '../../../settlement';
import { insertReceiptClaim } from '../../store/receipt-claim-store';
import { isGoingBack } from '../../store/receipt-return-store';
import { selectUnitsByAccountNo } from '../../store/unit-account-store';
import { BookRemittance } from '../remittance/book-remittance';
import { notUnclaimed, receiptGoesBack } from './unclaimed-problems';

/** What a clerk reads off the payer's paper: the number of the unit account or of the loan, and nothing else. */
export interface PayersPaper {
  readonly unitAccountNo?: string;
  readonly loanNo?: string;
  readonly paper: { readonly kind: string; readonly number: string };
  readonly reason: string;
}

interface NamedUnit {
  readonly unitId: bigint;
  readonly unitAccountNo: string;
}

/** A receipt that is somebody's now. */
export interface ClaimedReceiptView {
  readonly receiptId: string;
  /** null of one for a loan. */
  readonly unitAccountNo: string | null;
  /** null of one for an employer. */
  readonly loanNo: string | null;
  readonly amount: string;
  readonly claimedOn: string;
}

/** The loans' own matcher, which knows what a loan owes. */
const LOAN_MATCHER = 'loan-repayment';
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

  /** Problems: 404 no such receipt; 409 somebody's already, or more than the loan owes; 400 no such account or loan. */
  async claim(tx: Tx, actor: Actor, receiptId: string, said: PayersPaper): Promise<ClaimedReceiptView> {
    const unit = said.unitAccountNo === undefined ? null : await this.unitOf(tx, said.unitAccountNo);
    const receipt = await this.settlement.unclaimed(tx, receiptId);
    if (receipt === null) throw await notUnclaimed(tx, this.settlement, receiptId);
    if (await isGoingBack(tx, receiptId)) throw receiptGoesBack();
    // From the suspense of nobody known; it bears interest to members from today on, when it is credited to them.
    const today = this.clock.today();
    const leafId = await this.ledger.leafOf(tx, UNALLOCATED);
    const money = { ...receipt, bankLeafId: leafId, valueDate: today };
    const matchedRef = unit
      ? await this.bookForUnit(tx, unit, money)
      : await this.bookForLoan(tx, said, money);
    const loanNo = unit ? null : matchedRef;
    await together([
      this.settlement.claim(tx, receiptId, { matcher: unit ? 'payer-paper' : LOAN_MATCHER, matchedRef }),
      insertReceiptClaim(tx, {
        receiptId,
        unitId: unit?.unitId ?? null,
        loanNo,
        reason: said.reason,
        paper: this.sealer.seal(JSON.stringify(said.paper)),
        clerk: actor.subject,
        at: this.clock.now(),
      }),
    ]);
    const unitAccountNo = unit ? matchedRef : null;
    return { receiptId, unitAccountNo, loanNo, amount: yuan(receipt.amountFen), claimedOn: today };
  }

  private async unitOf(tx: Tx, unitAccountNo: string): Promise<NamedUnit> {
    const [unit] = await selectUnitsByAccountNo(tx, [unitAccountNo]);
    if (unit) return unit;
    throw invalidAt('/unitAccountNo', 'UNIT_ACCOUNT_UNKNOWN', {
      zh: '没有此单位账号，请与付款人的凭据核对。',
      en: 'There is no such unit account; compare it with the payer’s paper.',
    });
  }

  private async bookForUnit(tx: Tx, unit: NamedUnit, money: Receipt): Promise<string> {
    const book = await this.remittances.forUnit(tx, unit.unitId, money, 'payer-paper');
    await book();
    return unit.unitAccountNo;
  }

  /** As if the payer had written the loan's number. More than it owes is nobody's to divide: it goes back whole. */
  private async bookForLoan(tx: Tx, { loanNo = '' }: PayersPaper, money: Receipt): Promise<string> {
    const taken = await this.settlement.matchBy(tx, LOAN_MATCHER, { ...money, remark: loanNo, summary: '' });
    if (taken === false || taken === true)
      throw invalidAt('/loanNo', 'LOAN_OWES_NOTHING', {
        zh: '没有此编号的未结清贷款，请与付款人的凭据核对；已结清的，原路退回。',
        en: 'No loan of that number owes anything; compare it with the payer’s paper, or return the money.',
      });
    if (taken.parts)
      throw conflict('AMOUNT_OVER_DEBT', {
        zh: '金额超过该贷款应还的全部本息，请原路退回，由借款人按应还金额重付。',
        en: 'It is more than all that the loan owes; return it, and let the borrower pay what is owed.',
      });
    await taken.book?.();
    return taken.matchedRef;
  }
}
