import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import type {
  PaidInstruction,
  RejectedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../../settlement';
import { Settlement } from '../../../settlement';
import { selectLetter, type TransferLetter } from '../../store/transfer-letter-store';
import { lockMoney, selectMoneyToReturn, useMoney } from '../../store/transfer-money-store';

const IN_TRANSIT = '21902';
const RETURNED_PAYMENTS = '21905';

/**
 * Money for a letter that is over goes back to the account it came from: after a refusal, a cancellation or a
 * negotiation that ended, and what is sent twice. What the bank does not take is kept for a person to look at.
 */
@Injectable()
export class TransferBack implements SettlementHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settlement: Settlement,
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** Takes up what waits to go back, each in a transaction of its own; returns how many payments were begun. */
  async sendDue(centreId: number, limit: number): Promise<number> {
    const due = await this.unitOfWork.read(centreId, (tx) => selectMoneyToReturn(tx, limit));
    let begun = 0;
    for (const receiptId of due) {
      const instructionId = await this.unitOfWork.run(centreId, (tx) => this.instruct(tx, receiptId));
      if (instructionId === null) continue;
      begun += 1;
      await this.settlement.dispatch(centreId, instructionId);
    }
    return begun;
  }

  /** Null when another instance was first. The receipt stands in the database by now, and says who paid. */
  private async instruct(tx: Tx, receiptId: string): Promise<string | null> {
    const money = await lockMoney(tx, receiptId);
    const letter = await selectLetter(tx, money.letterId);
    if (money.use !== 'kept' || letter === null || letter.endedOn === null) return null;
    await useMoney(tx, [receiptId], 'sending-back');
    await this.tell(tx, letter, 'transfer-money-back', yuan(money.amountFen));
    return this.settlement.instruct(tx, {
      purpose: 'transfer-back',
      sourceId: receiptId,
      payeeReceiptId: receiptId,
      amountFen: money.amountFen,
      // 17 跨区转出 (handbook 6.7): between centres, of no member's account.
      busType: '17',
      summary: `异地转移退回 ${letter.letterNo}`,
    });
  }

  /** D21902 / C101: what came in for the letter is gone again. */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const { amountFen, bankLeafId, id: sourceId, valueDate } = instruction;
    await lockMoney(tx, instruction.sourceId);
    await useMoney(tx, [instruction.sourceId], 'sent-back');
    const journal = { kind: 'transfer-back', sourceId, businessDate: this.clock.today(), valueDate };
    return this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, IN_TRANSIT), side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
  }

  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    await this.keepForPerson(tx, instruction.sourceId);
  }

  /** Settlement has booked the money on 21905: it is in transit again, for a person to look at. */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const { amountFen, id: sourceId, valueDate } = instruction;
    const journal = { kind: 'transfer-back-returned', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, IN_TRANSIT), side: 'C', amountFen },
    ]);
    await this.keepForPerson(tx, instruction.sourceId);
    return 'kept';
  }

  private async keepForPerson(tx: Tx, receiptId: string): Promise<void> {
    const money = await lockMoney(tx, receiptId);
    await useMoney(tx, [receiptId], 'held');
    const letter = await selectLetter(tx, money.letterId);
    if (letter) await this.tell(tx, letter, 'transfer-money-kept', yuan(money.amountFen));
  }

  private async tell(
    tx: Tx,
    { caseId, letterNo }: TransferLetter,
    kind: 'transfer-money-back' | 'transfer-money-kept',
    amount: string,
  ): Promise<void> {
    if (caseId !== null) await this.caseFile.tell(tx, caseId, { kind, body: { letterNo, amount } });
  }
}
