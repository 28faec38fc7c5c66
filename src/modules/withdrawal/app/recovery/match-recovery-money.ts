import { Injectable } from '@nestjs/common';
import { fen, minus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { MemberAccounts } from '../../../contribution';
import { giveBackOfHold, Ledger } from '../../../ledger';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { recoveryNosIn } from '../../domain/recovery/recovery-number';
import {
  endRecovery,
  insertRecoveryReceipt,
  lockOfCase,
  type Recovery,
  selectByNumber,
} from '../../store/recovery/recovery-store';

export const RECOVERY_MATCHER = 'recovery';
export const GIVEN_BACK = 'withdrawal-given-back';

/**
 * Money that bears the number of one open recovery (V27): credited to the open account of its member, whole or in
 * parts, early or late. What is more than is left is nobody's by that number, and stands in suspense as a receipt of
 * its own; so does all of it where the recovery has ended or the member has no open account.
 */
@Injectable()
export class MatchRecoveryMoney implements ReceiptMatcher {
  readonly id = RECOVERY_MATCHER;
  /** Before the lists: the number of a recovery is nobody else's. */
  readonly order = 6;

  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  concerns({ remark, summary }: Receipt): boolean {
    return recoveryNosIn(remark, summary).length > 0;
  }

  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = recoveryNosIn(receipt.remark, receipt.summary);
    const [recoveryNo] = numbers;
    if (recoveryNo === undefined || numbers.length > 1) return false;
    const named = await selectByNumber(tx, recoveryNo);
    const accountId = named && (await this.accounts.openAccountOf(tx, named.personId));
    if (!named || !accountId) return false;
    // Hold, account, recovery: as a payment that comes back takes them.
    const hold = await this.ledger.holdOfCase(tx, named.caseId);
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    // Closed while this waited for it: nothing may be credited to it any more.
    if ((await this.accounts.openAccountOf(tx, named.personId)) !== accountId) return false;
    const recovery = await lockOfCase(tx, named.caseId);
    if (recovery?.state !== 'open' || hold?.state !== 'settled') return false;
    const left = fen(recovery.amountFen - recovery.givenBackFen);
    if (receipt.amountFen > left) {
      const rest = { amountFen: minus(receipt.amountFen, left), remark: '' };
      return { matchedRef: recoveryNo, parts: [{ amountFen: left, remark: recoveryNo }, rest] };
    }
    await this.book(tx, receipt, { recovery, holdId: hold.id, accountId });
    return { matchedRef: recoveryNo };
  }

  /** V27: D101 / C201, valued at the bank's day; the home has that much room again. */
  private async book(
    tx: Tx,
    { id: receiptId, amountFen, bankLeafId, valueDate }: Receipt,
    of: { recovery: Recovery; holdId: string; accountId: bigint },
  ): Promise<void> {
    const { recovery, holdId, accountId } = of;
    const today = this.clock.today();
    const journal = { kind: GIVEN_BACK, sourceId: receiptId, businessDate: today, valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: bankLeafId, side: 'D', amountFen },
      { accountId, side: 'C', amountFen },
    ]);
    if (!(await giveBackOfHold(tx, holdId, amountFen)))
      throw new Error(`more is given back of ${recovery.recoveryNo} than is left`);
    const came = { receiptId, recoveryId: recovery.id, accountId, amountFen, cameOn: valueDate };
    await insertRecoveryReceipt(tx, came);
    await this.ledger.topUpCourts(tx, [accountId]);
    const left = fen(recovery.amountFen - recovery.givenBackFen - amountFen);
    const { recoveryNo, caseId, dueOn } = recovery;
    const body = { recoveryNo, amount: yuan(amountFen), outstanding: yuan(left), dueOn };
    await this.caseFile.tell(tx, caseId, { kind: 'recovery-paid', body });
    if (left > 0n) return;
    await endRecovery(tx, recovery.id, 'given-back', today);
    await this.caseFile.tell(tx, caseId, { kind: 'recovery-ended', body: { recoveryNo } });
  }
}
