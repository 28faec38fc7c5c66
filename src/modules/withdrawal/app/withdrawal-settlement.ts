import { Injectable } from '@nestjs/common';
import { type Fen, yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { CaseFile } from '../../casework';
import { MemberAccounts } from '../../contribution';
import { type Hold, Ledger } from '../../ledger';
import {
  CONTRACT_CANCELLED,
  type Instruction,
  type PaidInstruction,
  type RejectedInstruction,
  type ReturnedInstruction,
  type ReturnFate,
  type SettlementHandler,
} from '../../settlement';
import { ClosingSettlement } from './closing-settlement';
import { Recoveries } from './recovery/recoveries';
import { tellCardStopped } from './card-stopped';

export const WITHDRAWAL = 'withdrawal';

/** Leaf of 退票 money that waits to be sent again or restored (21905). */
const returnedPayments = '21905';

/** What becomes of a partial withdrawal when the bank has spoken; always inside settlement's transaction. */
@Injectable()
export class WithdrawalSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly closings: ClosingSettlement,
    private readonly recoveries: Recoveries,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** V4: D201 / C101, valued at the bank's day; the hold is settled and the account free again. */
  @CrashPoint('paid')
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const hold = await this.holdOf(tx, instruction);
    const { amountFen, bankLeafId, bankSerial, valueDate } = instruction;
    const businessDate = this.clock.today();
    const journal = { kind: 'withdrawal', sourceId: instruction.id, businessDate, valueDate };
    const [, journalId] = await together([
      this.ledger.endHold(tx, hold.id, 'settled'),
      this.ledger.post(tx, journal, [
        { accountId: hold.accountId, side: 'D', amountFen },
        { accountId: bankLeafId, side: 'C', amountFen },
      ]),
      this.ledger.disengage(tx, hold.accountId, instruction.sourceId),
      this.caseFile.step(tx, instruction.sourceId, {
        from: 'paying',
        to: 'done',
        event: { kind: 'credited', body: { amount: yuan(amountFen), bankSerial } },
        receipt: { bankSerial, valueDate, reference: instruction.reference },
      }),
      this.recoveries.paid(tx, instruction.sourceId),
    ]);
    return journalId;
  }

  /** The money never left: hold and pot are given back. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const hold = await this.holdOf(tx, instruction);
    await this.ledger.endHold(tx, hold.id, 'released');
    await this.ledger.disengage(tx, hold.accountId, instruction.sourceId);
    await tellCardStopped(this.caseFile, tx, instruction);
    const code = instruction.rejectCode;
    await this.caseFile.step(tx, instruction.sourceId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code } },
      receipt: { rejectCode: code, reference: instruction.reference },
    });
  }

  /**
   * 退票 (V25): settlement has booked the money on 21905. From there it is restored as it had been: the same split
   * of carried-over and current money, valued at the day it left, so that no day's interest is lost. An account closed
   * meanwhile is open again as it was, and a further case of its closing pays the money out. Where its person has
   * another open account by now (one a person, 条例13条), the money stays on 21905 for a person to look at. Wherever it
   * stays, the person no longer has it: nothing of it is recovered.
   */
  async onReturned(tx: Tx, instruction: ReturnedInstruction): Promise<ReturnFate> {
    const { accountId, id: holdId } = await this.holdOf(tx, instruction);
    const { amountFen, id: sourceId, sourceId: caseId, valueDate } = instruction;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    const account = await this.accounts.reopen(tx, accountId, caseId);
    const restored = account !== 'closed';
    if (restored) await this.restore(tx, { accountId, holdId, amountFen, sourceId, valueDate });
    await this.recoveries.returned(tx, caseId);
    const body = { amount: yuan(amountFen), restored, reason: instruction.returnReason };
    await this.caseFile.tell(tx, caseId, { kind: 'payment-returned', body });
    await tellCardStopped(this.caseFile, tx, instruction);
    if (account === 'reopened')
      await this.closings.payLateCredits(tx, [{ accountId, amountFen, openId: null }]);
    return restored ? 'restored' : 'kept';
  }

  private async restore(
    tx: Tx,
    paid: { accountId: bigint; holdId: string; amountFen: Fen; sourceId: string; valueDate: string },
  ): Promise<void> {
    const { accountId, holdId, amountFen, sourceId, valueDate } = paid;
    const carriedFen = await this.ledger.carriedOf(tx, { kind: WITHDRAWAL, sourceId, accountId });
    if (carriedFen === null) throw new Error(`instruction ${sourceId} was paid without a voucher`);
    const journal = { kind: 'withdrawal-restored', sourceId, businessDate: this.clock.today(), valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, returnedPayments), side: 'D', amountFen },
      { accountId, side: 'C', amountFen, carriedFen },
    ]);
    await this.ledger.endHold(tx, holdId, 'returned');
  }

  /** F37: what the bureau says of a purchase while its payment waits is heeded before the money leaves. */
  async voidSince(tx: Tx, { sourceId }: Instruction): Promise<typeof CONTRACT_CANCELLED | null> {
    return (await this.recoveries.isGroundGone(tx, sourceId)) ? CONTRACT_CANCELLED : null;
  }

  async onShort(tx: Tx, { sourceId }: Instruction): Promise<void> {
    await this.caseFile.tell(tx, sourceId, { kind: 'payment-awaits-funds', body: {} });
  }

  async onHeld(tx: Tx, { sourceId }: Instruction, why: string): Promise<void> {
    await this.caseFile.tell(tx, sourceId, { kind: 'payment-held', body: { why } });
  }

  /** Told once, when the bank leaves the first attempt unanswered. */
  async onUnknown(tx: Tx, instruction: Instruction): Promise<void> {
    await this.caseFile.tell(tx, instruction.sourceId, { kind: 'payment-unknown', body: {} });
  }

  private async holdOf(tx: Tx, instruction: Instruction): Promise<Hold> {
    const hold = await this.ledger.holdOfCase(tx, instruction.sourceId);
    if (!hold) throw new Error(`instruction ${instruction.id} has no hold`);
    return hold;
  }
}
