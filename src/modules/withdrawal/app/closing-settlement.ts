import { Injectable } from '@nestjs/common';
import type { Json } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { fen, yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { CaseFile, FollowUps } from '../../casework';
import { type LateCredit, MemberAccounts } from '../../contribution';
import { type ClosingHold, Ledger, type Line } from '../../ledger';
import { selectEstate } from '../store/estate-store';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../settlement';
import { tellCardStopped } from './card-stopped';

export const CLOSING = 'closing';

/** Leaf of 退票 money that waits to be sent again or restored, of interest owed to members, and of that expense. */
const returnedPayments = '21905';
const interestOwed = '21101';
const memberInterest = '41101';

/** What becomes of a closing when the bank has spoken; always inside settlement's transaction. */
@Injectable()
export class ClosingSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly caseFile: CaseFile,
    private readonly followUps: FollowUps,
    private readonly clock: Clock,
  ) {}

  /**
   * V5: D201 principal, D21101 interest accrued and D41101 the rest of it / C101, valued at the day fixed at approval whenever the bank pays. The account
   * closes when nothing is left on it; what came after approval stays with its own days, and a further case pays it.
   */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const closing = await this.closingOf(tx, instruction);
    const { amountFen, bankLeafId, bankSerial, id: sourceId, sourceId: caseId } = instruction;
    await this.ledger.endHold(tx, closing.id, 'settled');
    const journalId = await this.ledger.post(tx, this.journal(CLOSING, sourceId, closing), [
      { accountId: closing.accountId, side: 'D', amountFen: closing.amountFen },
      ...(await this.interestLine(tx, closing, 'D')),
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    const left = await this.ledger.takePaidAccumulation(tx, closing);
    await this.ledger.disengage(tx, closing.accountId, caseId);
    const followUpId = left > 0n ? newId() : null;
    const receipt = { bankSerial, valueDate: closing.valueDate, reference: instruction.reference };
    const more = followUpId === null ? await this.close(tx, closing) : { left: yuan(fen(left)), followUpId };
    await this.caseFile.step(tx, caseId, {
      from: 'paying',
      to: 'done',
      event: { kind: 'credited', body: { amount: yuan(amountFen), bankSerial, ...more } },
      receipt: { ...receipt, ...more },
    });
    if (followUpId !== null && !(await this.carryOn(tx, closing.accountId, caseId, followUpId)))
      throw new Error(`case ${caseId} has a follow-up already`);
    return journalId;
  }

  /** The money never left: the hold is given back, and the account earns on as if nothing had been. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const closing = await this.closingOf(tx, instruction);
    await this.ledger.endHold(tx, closing.id, 'released');
    await this.ledger.disengage(tx, closing.accountId, instruction.sourceId);
    await tellCardStopped(this.caseFile, tx, instruction);
    const { rejectCode, reference } = instruction;
    await this.caseFile.step(tx, instruction.sourceId, {
      from: 'paying',
      to: 'pay-failed',
      event: { kind: 'payment-rejected', body: { code: rejectCode } },
      receipt: { rejectCode, reference },
    });
  }

  /**
   * 退票 (V25): settlement has booked the money on 21905. The account is open again as it was: the principal in its
   * former parts, valued at the day it left, and the accumulation that the interest had paid for, so that the next
   * closing pays it from the first day on; the interest booked as expense is taken back. Where its person has another
   * open account by now (one a person, 条例13条), the money stays on 21905 for a person to look at.
   */
  async onReturned(tx: Tx, instruction: ReturnedInstruction): Promise<ReturnFate> {
    const closing = await this.closingOf(tx, instruction);
    const { amountFen, id: sourceId, sourceId: caseId } = instruction;
    const { accountId } = closing;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    const restored = (await this.accounts.reopen(tx, accountId, caseId)) !== 'closed';
    if (restored) {
      const carriedFen = await this.ledger.carriedOf(tx, { kind: CLOSING, sourceId, accountId });
      if (carriedFen === null) throw new Error(`instruction ${sourceId} was paid without a voucher`);
      await this.ledger.post(tx, this.journal('closing-restored', sourceId, closing), [
        { accountId: await this.ledger.leafOf(tx, returnedPayments), side: 'D', amountFen },
        { accountId, side: 'C', amountFen: closing.amountFen, carriedFen },
        ...(await this.interestLine(tx, closing, 'C')),
      ]);
      await this.ledger.putBackAccumulation(tx, closing);
      await this.ledger.endHold(tx, closing.id, 'returned');
    }
    await this.caseFile.tell(tx, caseId, {
      kind: 'payment-returned',
      body: { amount: yuan(amountFen), restored, reason: instruction.returnReason },
    });
    await tellCardStopped(this.caseFile, tx, instruction);
    return restored ? 'restored' : 'kept';
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

  /** A court may have frozen the account meanwhile: then it stays open, with nothing on it. */
  private async close(tx: Tx, { accountId, reason }: ClosingHold): Promise<Record<string, Json>> {
    const on = this.clock.today();
    return (await this.accounts.close(tx, accountId, { on, reason })) ? { closedOn: on } : {};
  }

  /**
   * Money that came after an account was closed. On the account itself, open again: a further case pays it and closes
   * the account. Where there can be none, as the case has one or its holder has applied anew, the timeline says so.
   * Carried to another account of its holder: the timeline says that.
   */
  async payLateCredits(tx: Tx, credits: readonly LateCredit[]): Promise<void> {
    for (const { accountId, amountFen, openId } of credits) {
      const caseId = await this.ledger.lastClosingOf(tx, accountId);
      // Closed by another business, which has no case of ours; of what nobody inherits people decide anew.
      if (caseId === null || (await selectEstate(tx, caseId, { lock: false })) !== null) continue;
      const amount = yuan(amountFen);
      if (openId !== null)
        await this.caseFile.tell(tx, caseId, { kind: 'late-credit-carried', body: { amount } });
      else if (!(await this.carryOn(tx, accountId, caseId, newId())))
        await this.caseFile.tell(tx, caseId, { kind: 'late-credit-kept', body: { amount } });
    }
  }

  /** The account passes from one closing to the next without being free in between. */
  private async carryOn(tx: Tx, accountId: bigint, caseId: string, followUpId: string): Promise<boolean> {
    const opened = await this.followUps.open(tx, { id: followUpId, follows: caseId });
    if (opened) await this.ledger.tryEngage(tx, { accountId, kind: CLOSING, caseId: followUpId });
    return opened;
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

  private journal(kind: string, sourceId: string, { valueDate }: ClosingHold) {
    return { kind, sourceId, businessDate: this.clock.today(), valueDate };
  }

  private async closingOf(tx: Tx, instruction: Instruction): Promise<ClosingHold> {
    const closing = await this.ledger.closingOfCase(tx, instruction.sourceId);
    if (!closing) throw new Error(`instruction ${instruction.id} has no closing`);
    return closing;
  }
}
