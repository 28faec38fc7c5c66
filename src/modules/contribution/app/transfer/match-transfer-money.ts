import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../../../settlement';
import { letterNosIn } from '../../domain/transfer/letter-number';
import {
  changeLetter,
  lockLetter,
  selectLettersNamed,
  type TransferLetter,
} from '../../store/transfer-letter-store';
import { selectCarriedPaid } from '../../store/transferred-account-store';
import { insertMoney } from '../../store/transfer-money-store';
import { MemberAccounts } from '../member/member-accounts';
import { IN_TRANSIT, TransferInLetters } from './transfer-in-letters';
import { TransferOutLetters } from './transfer-out-letters';

/** Money that names one letter of a transfer: of ours it waits on 21902 (V6), of another centre's it came back. */
@Injectable()
export class MatchTransferMoney implements ReceiptMatcher {
  readonly id = 'transfer';
  /** Before the lists: a letter's number is nobody else's. */
  readonly order = 5;

  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly inward: TransferInLetters,
    private readonly outward: TransferOutLetters,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  concerns({ remark, summary }: Receipt): boolean {
    return letterNosIn(remark, summary).length > 0;
  }

  /** False when no letter of ours, or several, stand in what the payer wrote. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const numbers = letterNosIn(receipt.remark, receipt.summary);
    const [named, ...others] = numbers.length === 0 ? [] : await selectLettersNamed(tx, numbers);
    if (!named || others.length > 0) return false;
    if (named.direction === 'in') return this.keep(tx, receipt, await this.locked(tx, named));
    return this.restore(tx, receipt, named);
  }

  /** V6, first half: D101 / C21902. */
  private async keep(tx: Tx, receipt: Receipt, letter: TransferLetter): Promise<MatchedBy> {
    const { id: receiptId, amountFen, valueDate, bankLeafId } = receipt;
    const journal = {
      kind: 'transfer-money',
      sourceId: receiptId,
      businessDate: this.clock.today(),
      valueDate,
    };
    await this.ledger.post(tx, journal, [
      { accountId: bankLeafId, side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, IN_TRANSIT), side: 'C', amountFen },
    ]);
    const money = {
      receiptId,
      letterId: letter.id,
      amountFen,
      use: 'kept',
      cameOn: valueDate,
    } as const;
    await insertMoney(tx, money);
    await this.inward.moneyCame(tx, letter, money);
    return { matchedRef: letter.letterNo };
  }

  /**
   * All that was paid for a letter of another centre is back: the account is open again with it. Any other sum is not
   * ours to place, and stands in suspense.
   */
  private async restore(tx: Tx, receipt: Receipt, named: TransferLetter): Promise<false | MatchedBy> {
    const letter = await this.locked(tx, named);
    const { accountId, caseId, letterNo, toldFen } = letter;
    const isAll = receipt.amountFen === toldFen && ['08', '06', '40'].includes(letter.state);
    if (!isAll || accountId === null || caseId === null || (await this.isBack(tx, letter))) return false;
    if ((await this.accounts.reopen(tx, accountId, caseId)) === 'closed') return false;
    const { valueDate, bankLeafId, amountFen } = receipt;
    const journal = {
      kind: 'transfer-restored',
      sourceId: letter.id,
      businessDate: this.clock.today(),
      valueDate,
    };
    // Principal is again what it was, carried over or of this year; the interest that was paid is money of this year.
    const carriedFen = await selectCarriedPaid(tx, caseId, accountId);
    await this.ledger.post(tx, journal, [
      { accountId: bankLeafId, side: 'D', amountFen },
      { accountId, side: 'C', amountFen, carriedFen },
    ]);
    await changeLetter(tx, letter.id, { keptOpen: true });
    if (letter.endedOn === null) await this.outward.expire(tx, letter);
    const body = { letterNo, amount: yuan(amountFen) };
    await this.caseFile.tell(tx, caseId, { kind: 'transfer-restored', body });
    return { matchedRef: letterNo };
  }

  private async isBack(tx: Tx, { id, accountId }: TransferLetter): Promise<boolean> {
    if (accountId === null) return false;
    return (await this.ledger.carriedOf(tx, { kind: 'transfer-restored', sourceId: id, accountId })) !== null;
  }

  /** The account first, then the letter. */
  private async locked(tx: Tx, { id, accountId }: TransferLetter): Promise<TransferLetter> {
    if (accountId !== null) await this.ledger.balanceOf(tx, accountId, { lock: true });
    const letter = await lockLetter(tx, id);
    if (letter === null) throw new Error(`letter ${id} is gone`);
    return letter;
  }
}
