import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnedInstruction,
} from '../domain/instruction';
import type { CONTRACT_CANCELLED } from '../domain/outcome';
import { PURPOSES, type Purpose } from '../domain/purposes';
import type { ReceiptMatcher } from '../domain/receipt';

/** Reject code of a payment that ended before it was sent: the contract it was for has been cancelled. */
export type VoidCode = typeof CONTRACT_CANCELLED;

/** What became of money that came back: whoever it was taken from has it again, or it is kept for a person to look at. */
export type ReturnFate = 'restored' | 'kept';

/**
 * What a business room does when the bank has spoken. Called inside settlement's own transaction, with the
 * instruction locked; what is thrown undoes the transaction, and the bank is asked again later.
 */
export interface SettlementHandler {
  /** Posts the voucher whose credit line is `bankLeafId` over exactly `amountFen`; returns the journal's id. */
  onPaid(tx: Tx, instruction: PaidInstruction): Promise<string>;
  /** Releases what was held: nothing left the account. */
  onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void>;
  /**
   * 退票: the money is back on the bank leaf and stands on 21905 (V25, posted before the call); restores D21905. What is
   * kept stands in the desk's queue from then on.
   */
  onReturned(tx: Tx, instruction: ReturnedInstruction): Promise<ReturnFate>;
  /** Told once, when the first attempt is left without a usable answer; nothing is decided by it. */
  onUnknown?(tx: Tx, instruction: Instruction): Promise<void>;
  /** Told once, when the paying account of the centre is short of funds for it; it is sent by itself when they have come. */
  onShort?(tx: Tx, instruction: Instruction): Promise<void>;
  /** Told once, when it is not sent because its card is stopped. @param why what the bank said of the card */
  onHeld?(tx: Tx, instruction: Instruction, why: string): Promise<void>;
  /**
   * Asked before a payment that had to wait is sent: why it is not owed any more, as the reject code under which it ends;
   * null where it stands.
   */
  voidSince?(tx: Tx, instruction: Instruction): Promise<VoidCode | null>;
  /** People whose business these sources are, beside the holder of a card that is paid and the person of a case. */
  peopleOf?(tx: Tx, sourceIds: readonly string[]): Promise<readonly string[]>;
}

/** Handlers and matchers that the business rooms register at start. */
@Injectable()
export class SettlementRegistry {
  private readonly handlers = new Map<Purpose, SettlementHandler>();
  private readonly receiptMatchers: ReceiptMatcher[] = [];

  registerHandler(purpose: Purpose, handler: SettlementHandler): void {
    if (!Object.hasOwn(PURPOSES, purpose)) throw new Error(`no instruction has the purpose ${purpose}`);
    if (this.handlers.has(purpose)) throw new Error(`the purpose ${purpose} has a handler already`);
    this.handlers.set(purpose, handler);
  }

  registerReceiptMatcher(matcher: ReceiptMatcher): void {
    if (this.receiptMatchers.some((known) => known.id === matcher.id)) {
      throw new Error(`the receipt matcher ${matcher.id} is registered already`);
    }
    this.receiptMatchers.push(matcher);
    this.receiptMatchers.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
  }

  handlerOf({ purpose }: Pick<Instruction, 'purpose'>): SettlementHandler {
    const handler = this.handlers.get(purpose);
    if (handler === undefined) throw new Error(`the purpose ${purpose} has no handler`);
    return handler;
  }

  /** In the order they are asked. */
  matchers(): readonly ReceiptMatcher[] {
    return this.receiptMatchers;
  }

  /** Throws when money could leave for a purpose that nobody would book. */
  refuseUnhandled(): void {
    const unhandled = (Object.keys(PURPOSES) as Purpose[]).filter((purpose) => !this.handlers.has(purpose));
    if (unhandled.length > 0)
      throw new Error(`instruction purposes without a handler: ${unhandled.join(', ')}`);
  }
}
