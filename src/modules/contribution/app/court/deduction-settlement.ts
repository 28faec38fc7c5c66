import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
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
import { type CourtDeduction, moveDeduction } from '../../store/court-deduction-store';
import { MemberAccounts } from '../member/member-accounts';
import { LateCredits } from '../remittance/late-credits';
import { CourtFreezes } from './court-freezes';

const RETURNED_PAYMENTS = '21905';

/** What becomes of a deduction when the bank has spoken. */
@Injectable()
export class DeductionSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly freezes: CourtFreezes,
    private readonly accounts: MemberAccounts,
    private readonly lateCredits: LateCredits,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** V26: D201 / C101 at the bank's day. */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const { amountFen, bankLeafId, bankSerial, valueDate, sourceId: caseId, id: sourceId } = instruction;
    const { id: holdId, accountId } = await this.holdOf(tx, instruction);
    await this.ledger.endHold(tx, holdId, 'settled');
    const voucher = { kind: 'court-deduction', sourceId, businessDate: this.clock.today(), valueDate };
    const journalId = await this.ledger.post(tx, voucher, [
      { accountId, side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    await moveDeduction(tx, caseId, 'paid');
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'done',
      event: { kind: 'court-paid', body: { amount: yuan(amountFen), bankSerial } },
      receipt: { bankSerial, valueDate, reference: instruction.reference },
    });
    return journalId;
  }

  /** The money never left: the freeze it came from holds it again, and the court may order it anew. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const { sourceId: caseId, rejectCode: code, reference } = instruction;
    const { id: holdId, accountId } = await this.holdOf(tx, instruction);
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.endHold(tx, holdId, 'released');
    await this.freezeAgain(tx, await moveDeduction(tx, caseId, 'released'));
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code } },
      receipt: { rejectCode: code, reference },
    });
  }

  /** 退票 (V25): from 21905 to the member as it was, and frozen again. Paid anew only on another order of the court. */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const { amountFen, id: sourceId, sourceId: caseId, valueDate } = instruction;
    const { id: holdId, accountId } = await this.holdOf(tx, instruction);
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    const account = await this.accounts.reopen(tx, accountId, caseId);
    const restored = account !== 'closed';
    if (restored) {
      const carriedFen = await this.ledger.carriedOf(tx, { kind: 'court-deduction', sourceId, accountId });
      if (carriedFen === null) throw new Error(`instruction ${sourceId} was paid without a voucher`);
      const businessDate = this.clock.today();
      await this.ledger.post(tx, { kind: 'court-deduction-restored', sourceId, businessDate, valueDate }, [
        { accountId: await this.ledger.leafOf(tx, RETURNED_PAYMENTS), side: 'D', amountFen },
        { accountId, side: 'C', amountFen, carriedFen },
      ]);
      await this.ledger.endHold(tx, holdId, 'returned');
      await this.freezeAgain(tx, await moveDeduction(tx, caseId, 'returned'));
    }
    const body = { amount: yuan(amountFen), restored };
    await this.caseFile.tell(tx, caseId, { kind: 'payment-returned', body });
    if (account === 'reopened')
      await this.lateCredits.settle(tx, { id: caseId, valueDate }, [{ accountId, amountFen, openId: null }]);
    return restored ? 'restored' : 'kept';
  }

  async onUnknown(tx: Tx, { sourceId }: Instruction): Promise<void> {
    await this.caseFile.tell(tx, sourceId, { kind: 'payment-unknown', body: {} });
  }

  private async freezeAgain(tx: Tx, { accountId, freezeNo, freezeFen }: CourtDeduction): Promise<void> {
    if (freezeNo !== null) await this.freezes.putBack(tx, accountId, freezeNo, freezeFen);
    else await this.ledger.topUpCourts(tx, [accountId]);
  }

  private async holdOf(tx: Tx, instruction: Instruction): Promise<Hold> {
    const hold = await this.ledger.holdOfCase(tx, instruction.sourceId);
    if (!hold) throw new Error(`instruction ${instruction.id} has no hold`);
    return hold;
  }
}
