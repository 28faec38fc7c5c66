import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import type { Instruction } from '../domain/instruction';
import { CARD_STOPPED, LENDER_HELD } from '../domain/outcome';
import { type Duty, type Fence, InstructionStore } from '../store/instruction-store';
import { lockTransfer } from '../store/own-transfer-store';
import { ApplyOutcome } from './apply-outcome';
import { HELD_AGAIN_MS, HeldAccounts } from './held-accounts';
import { SettlementRegistry } from './settlement-registry';

/** A card that is bound anew makes what waits for it due at once; this is for a notice of it that was lost. */
const LOOK_AGAIN_MS = 3_600_000;

type Unsent = Instruction & Duty;

/**
 * A payment that was not sent yet, and is not to be for now: to a card that its bank gave other money back from, or from
 * an account that nothing is paid from. It waits until the card is verified and bound anew, or the account's hold ends,
 * and then goes on under its own reference. Where its holder has bound another card instead, it ends: an order never
 * changes its payee. It ends as well where its ground is gone meanwhile: what is known not to be owed is not sent.
 */
@Injectable()
export class HeldPayments {
  constructor(
    private readonly parties: Parties,
    private readonly instructions: InstructionStore,
    private readonly outcomes: ApplyOutcome,
    private readonly registry: SettlementRegistry,
    private readonly heldAccounts: HeldAccounts,
  ) {}

  /** True when it must not be sent now: it is put off, or has ended. @param fence of who is about to send it. */
  async holds(tx: Tx, id: string, fence: Fence): Promise<boolean> {
    const instruction = await this.instructions.lockUnsent(tx, id, fence);
    if (instruction === null) return false;
    return (
      (await this.isVoid(tx, instruction, fence)) ||
      (await this.cardHolds(tx, instruction, fence)) ||
      (await this.accountHolds(tx, instruction, fence))
    );
  }

  /** What it was owed for may have gone while it waited. */
  private async isVoid(tx: Tx, instruction: Unsent, fence: Fence): Promise<boolean> {
    const code = (await this.registry.handlerOf(instruction).voidSince?.(tx, instruction)) ?? null;
    if (code !== null) await this.end(tx, instruction, fence, code);
    return code !== null;
  }

  private async cardHolds(tx: Tx, instruction: Unsent, fence: Fence): Promise<boolean> {
    if (instruction.payeeCardId === null) return false;
    const { stopped, another } = await this.parties.cardStanding(tx, instruction.payeeCardId);
    if (stopped === null) return false;
    if (another) {
      await this.end(tx, instruction, fence, CARD_STOPPED);
      return true;
    }
    const told = await this.instructions.hold(tx, instruction.id, fence, LOOK_AGAIN_MS);
    if (!told) await this.registry.handlerOf(instruction).onHeld?.(tx, instruction, stopped);
    return true;
  }

  /** Funds that the account was to lend are another's to lend; whatever else is paid from it waits. */
  private async accountHolds(tx: Tx, instruction: Unsent, fence: Fence): Promise<boolean> {
    await this.heldAccounts.look(tx);
    if (!this.heldAccounts.isHeld(instruction.bankAccountId)) return false;
    if (this.heldAccounts.isKnown && (await lendsFunds(tx, instruction)))
      await this.end(tx, instruction, fence, LENDER_HELD);
    else await this.instructions.postpone(tx, instruction.id, fence, HELD_AGAIN_MS);
    return true;
  }

  private async end(tx: Tx, instruction: Unsent, fence: Fence, code: string): Promise<void> {
    const none = { amountFen: null, payeeAccount: null };
    const keep = () => Promise.resolve(null);
    await this.outcomes.apply(tx, instruction, { kind: 'rejected', code, ...none }, { fence, keep });
  }

  /** Somebody has bound a card: what is held for one of theirs is looked at. */
  async cardBound(tx: Tx, personId: string): Promise<void> {
    await this.instructions.hurryHeld(tx, await this.parties.cardsOf(tx, personId));
  }
}

async function lendsFunds(tx: Tx, { purpose, sourceId }: Unsent): Promise<boolean> {
  return purpose === 'own-transfer' && (await lockTransfer(tx, sourceId)).reason === 'liquidity';
}
