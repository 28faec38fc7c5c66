import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import { CARD_STOPPED } from '../domain/outcome';
import { type Fence, InstructionStore } from '../store/instruction-store';
import { ApplyOutcome } from './apply-outcome';
import { SettlementRegistry } from './settlement-registry';

/** A card that is bound anew makes what waits for it due at once; this is for a notice of it that was lost. */
const LOOK_AGAIN_MS = 3_600_000;

/**
 * A payment that was not sent yet, to a card that its bank gave other money back from: it waits until the card is
 * verified and bound anew, and then goes on under its own reference. Where its holder has bound another card instead,
 * it ends: an order never changes its payee.
 */
@Injectable()
export class HeldPayments {
  constructor(
    private readonly parties: Parties,
    private readonly instructions: InstructionStore,
    private readonly outcomes: ApplyOutcome,
    private readonly registry: SettlementRegistry,
  ) {}

  /** True when it must not be sent now: it is put off, or has ended. @param fence of who is about to send it. */
  async holds(tx: Tx, id: string, fence: Fence): Promise<boolean> {
    const instruction = await this.instructions.lockUnsent(tx, id, fence);
    if (instruction === null || instruction.payeeCardId === null) return false;
    const { stopped, another } = await this.parties.cardStanding(tx, instruction.payeeCardId);
    if (stopped === null) return false;
    if (another) {
      const none = { amountFen: null, payeeAccount: null };
      const keep = () => Promise.resolve(null);
      await this.outcomes.apply(
        tx,
        instruction,
        { kind: 'rejected', code: CARD_STOPPED, ...none },
        { fence, keep },
      );
      return true;
    }
    const told = await this.instructions.hold(tx, id, fence, LOOK_AGAIN_MS);
    if (!told) await this.registry.handlerOf(instruction).onHeld?.(tx, instruction, stopped);
    return true;
  }

  /** Somebody has bound a card: what is held for one of theirs is looked at. */
  async cardBound(tx: Tx, personId: string): Promise<void> {
    await this.instructions.hurryHeld(tx, await this.parties.cardsOf(tx, personId));
  }
}
