import { Injectable } from '@nestjs/common';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { type ClosingHold, Ledger, type Line } from '../../../ledger';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../../settlement';
import {
  changeLetter,
  lockLetterOfCase,
  selectLastOut,
  type TransferLetter,
} from '../../store/transfer-letter-store';
import { closeTransferred, selectOwnBankAccount } from '../../store/transferred-account-store';
import { MemberAccounts } from '../member/member-accounts';
import type { LateCredit } from '../../store/remittance-receipt-store';
import { TransferOutLetters } from './transfer-out-letters';

export const TRANSFER = 'transfer';

/** Leaf of 退票 money that waits to be restored, of interest owed to members, and of that expense. */
const CLOSING = 'closing';
const returnedPayments = '21905';
const interestOwed = '21101';
const memberInterest = '41101';

/** What becomes of a transfer out when the bank has spoken; always inside settlement's transaction. */
@Injectable()
export class TransferOutSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly letters: TransferOutLetters,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /**
   * V5: D201 principal, D21101 interest accrued and D41101 the rest of it / C101, valued at the day fixed at approval. The account is closed as
   * transferred out (04) when nothing is left on it; what came meanwhile stays on it for its member, who may have it
   * transferred by another letter: one letter is paid once.
   */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const { closing, letter } = await this.of(tx, instruction);
    const { amountFen, bankLeafId, bankSerial, id: sourceId, sourceId: caseId } = instruction;
    const { accountId, valueDate } = closing;
    const today = this.clock.today();
    await this.ledger.endHold(tx, closing.id, 'settled');
    const journal = { kind: CLOSING, sourceId, businessDate: today, valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId, side: 'D', amountFen: closing.amountFen },
      ...(await this.interestLine(tx, closing, 'D')),
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    const left = await this.ledger.takePaidAccumulation(tx, closing);
    await this.ledger.disengage(tx, accountId, caseId);
    const closed = left === 0n && (await closeTransferred(tx, accountId, today));
    const paidFrom = await selectOwnBankAccount(tx, instruction.bankAccountId);
    await this.tellTheOther(tx, letter, { paidFrom, keptOpen: !closed });
    const amount = yuan(amountFen);
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'done',
      event: { kind: 'transfer-paid', body: { amount, bankSerial, letterNo: letter.letterNo } },
      receipt: {
        bankSerial,
        valueDate,
        reference: instruction.reference,
        ...(closed ? { closedOn: today } : { left: yuan(fen(left)) }),
      },
    });
    return journalId;
  }

  /** The money never left: the account earns on as if nothing had been, and the other centre is told. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const { closing, letter } = await this.of(tx, instruction);
    const { sourceId: caseId, rejectCode, reference } = instruction;
    await this.ledger.endHold(tx, closing.id, 'released');
    await this.ledger.disengage(tx, closing.accountId, caseId);
    await this.letters.refuse(tx, letter, `银行未能付款（${rejectCode}），请核对收款账户后重新发函`);
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code: rejectCode } },
      receipt: { rejectCode, reference },
    });
  }

  /**
   * 退票 (V25): settlement has booked the money on 21905. The account is open again as it was, the days its interest
   * had paid for are to be paid again, and the letter is over unless it was confirmed.
   */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const { closing, letter } = await this.of(tx, instruction);
    const { amountFen, id: sourceId, sourceId: caseId } = instruction;
    const { accountId } = closing;
    const restored = (await this.accounts.reopen(tx, accountId, caseId)) !== 'closed';
    if (restored) {
      const carriedFen = await this.ledger.carriedOf(tx, { kind: CLOSING, sourceId, accountId });
      if (carriedFen === null) throw new Error(`instruction ${sourceId} was paid without a voucher`);
      const today = this.clock.today();
      const journal = {
        kind: 'closing-restored',
        sourceId,
        businessDate: today,
        valueDate: closing.valueDate,
      };
      await this.ledger.post(tx, journal, [
        { accountId: await this.ledger.leafOf(tx, returnedPayments), side: 'D', amountFen },
        { accountId, side: 'C', amountFen: closing.amountFen, carriedFen },
        ...(await this.interestLine(tx, closing, 'C')),
      ]);
      await this.ledger.putBackAccumulation(tx, closing);
      await this.ledger.endHold(tx, closing.id, 'returned');
    }
    await changeLetter(tx, letter.id, { keptOpen: true });
    if (letter.endedOn === null) await this.letters.expire(tx, letter);
    const body = { amount: yuan(amountFen), restored };
    await this.caseFile.tell(tx, caseId, { kind: 'payment-returned', body });
    return restored ? 'restored' : 'kept';
  }

  /** Told once, when the bank leaves the first attempt unanswered. */
  async onUnknown(tx: Tx, instruction: Instruction): Promise<void> {
    await this.caseFile.tell(tx, instruction.sourceId, { kind: 'payment-unknown', body: {} });
  }

  /**
   * Money of a list that came after the account had been transferred. It is on the account, open again and sealed:
   * nobody sends a second sum under one letter, the member has it transferred by another.
   */
  async keepLateCredits(tx: Tx, credits: readonly LateCredit[]): Promise<void> {
    for (const { accountId, amountFen, openId } of credits) {
      const letter = await selectLastOut(tx, accountId);
      const caseId = letter?.caseId ?? null;
      if (letter === null || caseId === null || (await this.ledger.lastClosingOf(tx, accountId)) !== null)
        continue;
      if (openId === null) await changeLetter(tx, letter.id, { keptOpen: true });
      await this.caseFile.tell(tx, caseId, {
        kind: openId === null ? 'transfer-late-credit' : 'late-credit-carried',
        body: { amount: yuan(amountFen) },
      });
    }
  }

  private async tellTheOther(
    tx: Tx,
    letter: TransferLetter,
    paid: {
      readonly paidFrom: { readonly accountNo: string; readonly name: string; readonly bankCode: string };
      readonly keptOpen: boolean;
    },
  ): Promise<void> {
    const { told, toldFen, toldInterestFen } = letter;
    if (told === null || toldFen === null || toldInterestFen === null)
      throw new Error(`letter ${letter.letterNo} was paid without terms`);
    const { keptOpen, paidFrom } = paid;
    const terms = { ...told, paidFrom };
    await changeLetter(tx, letter.id, {
      keptOpen,
      told: { totalFen: toldFen, interestFen: toldInterestFen, terms },
    });
    await this.letters.inform(tx, { ...letter, told: terms });
  }

  private async interestLine(
    tx: Tx,
    { interestFen, accruedFen }: ClosingHold,
    side: 'D' | 'C',
  ): Promise<Line[]> {
    const parts = [
      [interestOwed, accruedFen],
      [memberInterest, interestFen - accruedFen],
    ] as const;
    const lines: Line[] = [];
    for (const [leaf, amountFen] of parts)
      if (amountFen !== 0n) lines.push({ accountId: await this.ledger.leafOf(tx, leaf), side, amountFen });
    return lines;
  }

  /** The hold, then the account, then the letter, all locked. */
  private async of(
    tx: Tx,
    instruction: Instruction,
  ): Promise<{ closing: ClosingHold; letter: TransferLetter }> {
    const closing = await this.ledger.closingOfCase(tx, instruction.sourceId);
    if (!closing) throw new Error(`instruction ${instruction.id} has no hold`);
    await this.ledger.balanceOf(tx, closing.accountId, { lock: true });
    const letter = await lockLetterOfCase(tx, instruction.sourceId);
    if (!letter) throw new Error(`instruction ${instruction.id} has no letter`);
    return { closing, letter };
  }
}
