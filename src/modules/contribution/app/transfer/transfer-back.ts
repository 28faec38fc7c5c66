import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import type { PaidInstruction, RejectedInstruction, SettlementHandler } from '../../../settlement';
import { Settlement } from '../../../settlement';
import { selectLetter, type TransferLetter } from '../../store/transfer-letter-store';
import { lockMoney, type TransferMoney, useMoney } from '../../store/transfer-money-store';

const IN_TRANSIT = '21902';
const RETURNED_PAYMENTS = '21905';

/**
 * Money for a letter that is over goes back to the account it came from: after a refusal, a cancellation or a
 * negotiation that ended, and what is sent twice. What the bank does not take is kept for a person to look at.
 */
@Injectable()
export class TransferBack implements SettlementHandler {
  constructor(
    private readonly settlement: Settlement,
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** The worker of settlement sends it after this transaction. */
  async send(tx: Tx, letter: TransferLetter, money: TransferMoney): Promise<void> {
    const amount = yuan(money.amountFen);
    await useMoney(tx, [money.receiptId], 'sending-back');
    await this.settlement.instruct(tx, {
      purpose: 'transfer-back',
      sourceId: money.receiptId,
      payeeReceiptId: money.receiptId,
      amountFen: money.amountFen,
      // 17 跨区转出 (handbook 6.7): between centres, of no member's account.
      busType: '17',
      summary: `异地转移退回 ${letter.letterNo}`,
    });
    await this.tell(tx, letter, 'transfer-money-back', amount);
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
    await this.keepAgain(tx, instruction.sourceId);
  }

  /** Settlement has booked the money on 21905: it is in transit again, for a person to look at. */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<void> {
    const { amountFen, id: sourceId, valueDate } = instruction;
    const journal = { kind: 'transfer-back-returned', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, IN_TRANSIT), side: 'C', amountFen },
    ]);
    await this.keepAgain(tx, instruction.sourceId);
  }

  private async keepAgain(tx: Tx, receiptId: string): Promise<void> {
    const money = await lockMoney(tx, receiptId);
    await useMoney(tx, [receiptId], 'kept');
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
