import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { type Hold, Ledger } from '../../../ledger';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../../settlement';
import { moveRefund } from '../../store/refund-store';
import { MemberAccounts } from '../member/member-accounts';
import { LateCredits } from '../remittance/late-credits';

export const CONTRIBUTION_REFUND = 'contribution-refund';

/** Leaf of 退票 money that waits to be restored (21905). */
const RETURNED_PAYMENTS = '21905';

/** What becomes of a wrong payment on its way back when the bank has spoken. */
@Injectable()
export class RefundSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly lateCredits: LateCredits,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** V3: D201 / C101 at the bank's day. Interest that was capitalised on it stays with the member. */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const hold = await this.holdOf(tx, instruction);
    const { amountFen, bankLeafId, bankSerial, valueDate, sourceId: caseId } = instruction;
    const businessDate = this.clock.today();
    const journal = { kind: 'refund', sourceId: instruction.id, businessDate, valueDate };
    const [, journalId] = await together([
      this.ledger.endHold(tx, hold.id, 'settled'),
      this.ledger.post(tx, journal, [
        { accountId: hold.accountId, side: 'D', amountFen },
        { accountId: bankLeafId, side: 'C', amountFen },
      ]),
      moveRefund(tx, caseId, 'paid'),
      this.caseFile.step(tx, caseId, {
        from: 'paying',
        to: 'done',
        event: { kind: 'money-back', body: { amount: yuan(amountFen), bankSerial } },
        receipt: { bankSerial, valueDate, reference: instruction.reference },
      }),
    ]);
    return journalId;
  }

  /** The money never left: it is the member's as before, and the line may be refunded again. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const hold = await this.holdOf(tx, instruction);
    await this.ledger.endHold(tx, hold.id, 'released');
    await moveRefund(tx, instruction.sourceId, 'released');
    const { rejectCode: code, reference } = instruction;
    await this.caseFile.step(tx, instruction.sourceId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code } },
      receipt: { rejectCode: code, reference },
    });
  }

  /** 退票: from 21905 back to the member as it was, valued at the day it left; likewise for an account closed since. */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const { accountId, id: holdId } = await this.holdOf(tx, instruction);
    const { amountFen, id: sourceId, sourceId: caseId, valueDate } = instruction;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    const account = await this.accounts.reopen(tx, accountId, caseId);
    const restored = account !== 'closed';
    if (restored) {
      const carriedFen = await this.ledger.carriedOf(tx, { kind: 'refund', sourceId, accountId });
      if (carriedFen === null) throw new Error(`instruction ${sourceId} was paid without a voucher`);
      const journal = { kind: 'refund-restored', sourceId, businessDate: this.clock.today(), valueDate };
      await this.ledger.post(tx, journal, [
        { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
        { accountId, side: 'C', amountFen, carriedFen },
      ]);
      await this.ledger.endHold(tx, holdId, 'returned');
      await moveRefund(tx, caseId, 'restored');
    }
    const body = { amount: yuan(amountFen), restored };
    await this.caseFile.tell(tx, caseId, { kind: 'payment-returned', body });
    if (account === 'reopened')
      await this.lateCredits.settle(tx, { id: caseId, valueDate }, [{ accountId, amountFen, openId: null }]);
    return restored ? 'restored' : 'kept';
  }

  async onUnknown(tx: Tx, instruction: Instruction): Promise<void> {
    await this.caseFile.tell(tx, instruction.sourceId, { kind: 'payment-unknown', body: {} });
  }

  private async holdOf(tx: Tx, instruction: Instruction): Promise<Hold> {
    const hold = await this.ledger.holdOfCase(tx, instruction.sourceId);
    if (!hold) throw new Error(`instruction ${instruction.id} has no hold`);
    return hold;
  }
}
