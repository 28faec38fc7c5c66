import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { askAgainMs, RETRY_FUNDS_MS } from '../domain/ask-again';
import type { Instruction } from '../domain/instruction';
import type { InstructionState } from '../domain/instruction-state';
import { judge } from '../domain/judge';
import type { IncidentCode, Outcome } from '../domain/outcome';
import { isCardFault } from '../domain/return-reason';
import { onPossibleDay } from '../domain/value-days';
import { BankEvidence } from '../store/bank-evidence';
import { type Duty, type Fence, InstructionStore } from '../store/instruction-store';
import { DispatchFunds } from './dispatch-funds';
import { Payees } from './payees';
import { type ReturnFate, SettlementRegistry } from './settlement-registry';

/** What an outcome did. `stale`: another worker has the instruction now and will find out itself. */
export type Applied =
  | { readonly did: 'moved'; readonly state: InstructionState; readonly journalId: string | null }
  | { readonly did: 'waits' | 'nothing' | 'early' | 'stale' }
  | { readonly did: 'frozen' | 'noted'; readonly incident: IncidentCode };

/** How the outcome came to us. */
export interface Source {
  /** The worker's lease; null for a notice, which the bank itself vouches for. */
  readonly fence: Fence | null;
  /** Keeps the message as evidence and returns its id; called only when there is something to keep. */
  keep(): Promise<string | null>;
}

const returnedPaymentsLeaf = '21905';

/**
 * The one way in which an instruction changes after it was sent, idempotent and monotone: for the direct answer, the
 * query, the verified notice and the statement alike.
 */
@Injectable()
export class ApplyOutcome {
  private readonly logger = new Logger(ApplyOutcome.name);

  constructor(
    private readonly instructions: InstructionStore,
    private readonly evidence: BankEvidence,
    private readonly registry: SettlementRegistry,
    private readonly payees: Payees,
    private readonly parties: Parties,
    private readonly funds: DispatchFunds,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @param instruction locked by `tx`. */
  @CrashPoint('outcome')
  async apply(tx: Tx, instruction: Instruction & Duty, outcome: Outcome, source: Source): Promise<Applied> {
    if (source.fence !== null && source.fence.token !== instruction.token) return { did: 'stale' };
    const payeeAccount = await this.payeeAccount(tx, instruction, outcome);
    const judged = judge({ ...instruction, payeeAccount }, outcome, this.config.bankNotFoundWindowMs);
    const verdict = onPossibleDay(judged, outcome, this.clock.today());
    if (verdict === 'nothing') return { did: 'nothing' };
    if (verdict === 'early') {
      await this.instructions.hurry(tx, instruction.id);
      return { did: 'early' };
    }
    if (verdict === 'wait') return this.wait(tx, instruction, outcome, source.fence);
    if ('to' in verdict) return this.move(tx, instruction, verdict.to, outcome, source.fence);
    if ('freeze' in verdict) {
      await this.instructions.freeze(tx, instruction.id);
      await this.report(tx, instruction, verdict.freeze, source);
      return { did: 'frozen', incident: verdict.freeze };
    }
    await this.report(tx, instruction, verdict.note, source);
    return { did: 'noted', incident: verdict.note };
  }

  /** Opened only where the bank told whom it paid. */
  private async payeeAccount(tx: Tx, instruction: Instruction, outcome: Outcome): Promise<string> {
    if (!('payeeAccount' in outcome) || outcome.payeeAccount === null) return '';
    return (await this.payees.of(tx, instruction)).cardNo;
  }

  private async wait(
    tx: Tx,
    instruction: Instruction & Duty,
    outcome: Outcome,
    fence: Fence | null,
  ): Promise<Applied> {
    const dueInMs = this.dueInMs(instruction, instruction.state, outcome);
    await this.instructions.change(
      tx,
      instruction.id,
      { state: instruction.state, dueInMs, asked: true },
      fence,
    );
    return { did: 'waits' };
  }

  @CrashPoint('outcome-move')
  private async move(
    tx: Tx,
    instruction: Instruction & Duty,
    to: InstructionState,
    outcome: Outcome,
    fence: Fence | null,
  ): Promise<Applied> {
    const { id } = instruction;
    const handler = this.registry.handlerOf(instruction);
    if (to === 'paid' && outcome.kind === 'paid') {
      const { bankSerial, valueDate } = outcome;
      const paidJournalId = await handler.onPaid(tx, { ...instruction, state: to, bankSerial, valueDate });
      await this.instructions.change(
        tx,
        id,
        { state: to, bankSerial, valueDate, paidJournalId, dueInMs: null },
        fence,
      );
      return { did: 'moved', state: to, journalId: paidJournalId };
    }
    if (to === 'rejected' && outcome.kind === 'rejected') {
      const rejectCode = outcome.code;
      const cardStopped = await this.stopCard(tx, instruction, rejectCode);
      await handler.onRejected(tx, { ...instruction, state: to, rejectCode, cardStopped });
      await this.instructions.change(tx, id, { state: to, rejectCode, dueInMs: null }, fence);
      return { did: 'moved', state: to, journalId: null };
    }
    if (to === 'returned' && outcome.kind === 'returned') {
      const { returnedJournalId, fate } = await this.giveBack(tx, instruction, outcome);
      const returnSerial = outcome.bankSerial;
      await this.instructions.change(
        tx,
        id,
        { state: to, returnSerial, returnedJournalId, dueInMs: null },
        fence,
      );
      if (fate === 'kept') await this.instructions.freeze(tx, id);
      return { did: 'moved', state: to, journalId: returnedJournalId };
    }
    const dueInMs =
      outcome.kind === 'insufficient-funds'
        ? await this.untilFunds(tx, instruction, outcome.isUnsent === true)
        : this.dueInMs(instruction, to, outcome);
    const isShort = outcome.kind === 'insufficient-funds';
    const wasShort = isShort && (await this.instructions.wasShort(tx, id));
    await this.instructions.change(tx, id, { state: to, dueInMs, asked: to !== 'created', isShort }, fence);
    if (isShort && !wasShort) await handler.onShort?.(tx, { ...instruction, state: to });
    if (to === 'unknown' && instruction.sends === 1)
      await handler.onUnknown?.(tx, { ...instruction, state: to });
    return { did: 'moved', state: to, journalId: null };
  }

  /** V25: the money is on the bank leaf again and owed to somebody (21905); the handler restores whose it is. */
  private async giveBack(
    tx: Tx,
    instruction: Instruction,
    outcome: Outcome & { kind: 'returned' },
  ): Promise<{ returnedJournalId: string; fate: ReturnFate }> {
    const { bankSerial, valueDate } = instruction;
    if (bankSerial === null || valueDate === null)
      throw new Error(`instruction ${instruction.id} was never paid`);
    const dates = { businessDate: this.clock.today(), valueDate: outcome.valueDate };
    const { amountFen } = instruction;
    const returnedJournalId = await this.ledger.post(
      tx,
      { kind: 'payment-returned', sourceId: instruction.id, ...dates },
      [
        { accountId: instruction.bankLeafId, side: 'D', amountFen },
        { accountId: await this.ledger.leafOf(tx, returnedPaymentsLeaf), side: 'C', amountFen },
      ],
    );
    const handler = this.registry.handlerOf(instruction);
    const { reason: returnReason } = outcome;
    const cardStopped = await this.stopCard(tx, instruction, returnReason);
    const came = { bankSerial, valueDate, returnReason, cardStopped };
    const fate = await handler.onReturned(tx, { ...instruction, state: 'returned', ...came });
    return { returnedJournalId, fate };
  }

  /** A card that its bank cannot credit is paid to no more until it is verified anew (GJ34); true when it was in use. */
  private async stopCard(tx: Tx, { payeeCardId }: Instruction, why: string): Promise<boolean> {
    return payeeCardId !== null && isCardFault(why) && this.parties.stopCard(tx, payeeCardId, why);
  }

  /**
   * Funds are sent for; their arrival makes the payment due at once. Where none can come, one that we held back by our
   * own reckoning is sent at once: the bank has the last word.
   */
  private async untilFunds(
    tx: Tx,
    { purpose, bankAccountId }: Instruction,
    isUnsent: boolean,
  ): Promise<number> {
    const coming = purpose !== 'own-transfer' && (await this.funds.to(tx, bankAccountId));
    return isUnsent && !coming ? 0 : RETRY_FUNDS_MS;
  }

  /** When the safety net has to look again. */
  private dueInMs(instruction: Duty, to: InstructionState, outcome: Outcome): number {
    if (to === 'created') return 0;
    const asked = askAgainMs(instruction.questions);
    if (outcome.kind !== 'not-found') return asked;
    const left = this.config.bankNotFoundWindowMs - outcome.sinceSentMs;
    return left > 0 ? left : asked;
  }

  private async report(
    tx: Tx,
    { id, reference, bankCode }: Instruction,
    code: IncidentCode,
    source: Source,
  ): Promise<void> {
    this.logger.error({ event: 'bank-contradiction', code, instructionId: id });
    if (await this.evidence.isKnown(tx, code, { bankCode, reference })) return;
    const exchangeId = await source.keep();
    await this.evidence.incident(tx, code, { bankCode, instructionId: id, exchangeId, reference });
  }
}
