import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Evidence, type Exchange } from '../../registry';
import type { NewEvent } from '../domain/case-event';
import { assertStep, type CaseState, isFinished } from '../domain/case-state';
import { reaskAfterMs } from '../domain/reask-schedule';
import type { CarryOutResult, CaseContext, Item } from '../item';
import { type OpenCase, selectOpenCase, selectReusableFacts, storeDecidedStep } from '../store/case-store';
import { CaseFile } from './case-file';
import type { KeptAnswer } from '../store/command-store';
import { decideItem } from './decide-item';
import { GatherFacts, type Gathered } from './gather-facts';
import { ItemRegistry } from './item-registry';

/** The lease of this round was lost to another worker, or the case has moved on; nothing was stored. */
class RoundLost extends Error {
  override name = 'RoundLost';
}

/** What was sent and by whom, as it is sealed with the case. */
export interface Sent {
  readonly input: object;
  readonly actor: Actor;
}

export type RunnableCase = Omit<OpenCase, 'inputSealed'> & Sent;

export interface RoundResult {
  readonly state: CaseState;
  /** Instruction to send now that the transaction is committed. */
  readonly instructionId: string | null;
  /** The answer kept for the command, unless the case is still to be paid. */
  readonly answer: KeptAnswer | null;
}

const outcomeEvents = {
  refused: 'refused',
  waiting: 'waiting',
  counter: 'counter',
} as const;

/** One round of a case: facts from outside, then locks, own facts, decision and carry-out in one transaction. */
@Injectable()
export class RunCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemRegistry,
    private readonly gather: GatherFacts,
    private readonly evidence: Evidence,
    private readonly caseFile: CaseFile,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a case up again under the lease `token`: after a wait, or when its first request died. Null when there is
   * nothing to do: the case is decided already, or the lease was lost. Safe to call again at any time.
   */
  async resume(
    centreId: number,
    caseId: string,
    token: bigint,
    traceId: string,
  ): Promise<RoundResult | null> {
    const loaded = await this.unitOfWork.read(centreId, async (tx) => {
      const open = await selectOpenCase(tx, caseId);
      if (!open || open.token !== token || !['accepted', 'waiting'].includes(open.state)) return null;
      const reusable = open.round === 0 ? [] : await selectReusableFacts(tx, caseId, this.clock.now());
      return { open, reusable };
    });
    if (!loaded) return null;
    const sent = JSON.parse(this.sealer.open(loaded.open.inputSealed)) as Sent;
    return this.round(centreId, { ...loaded.open, ...sent }, traceId, loaded.reusable);
  }

  /** One round of a case as it was just taken in or loaded; null when the lease was lost meanwhile. */
  async round(
    centreId: number,
    open: RunnableCase,
    traceId: string,
    reusable: readonly Fact[] = [],
  ): Promise<RoundResult | null> {
    const { item } = this.items.get(open.item);
    const context = this.contextOf(centreId, open, traceId);
    const gathered = await this.gather.external(item, context, reusable);
    try {
      return await this.unitOfWork.run(centreId, (tx) =>
        this.decideAndCarryOut(tx, open, item, context, gathered),
      );
    } catch (error) {
      if (error instanceof RoundLost) return null;
      throw error;
    }
  }

  private contextOf(centreId: number, open: RunnableCase, traceId: string): CaseContext & { caseId: string } {
    return {
      centreId,
      caseId: open.id,
      item: open.item,
      actor: open.actor,
      traceId,
      personId: open.personId,
      employerId: open.employerId,
      accountId: open.accountId,
      input: open.input,
      lawDay: open.lawDay,
      today: this.clock.today(),
      locked: true,
    };
  }

  private async decideAndCarryOut(
    tx: Tx,
    open: RunnableCase,
    item: Item,
    context: CaseContext & { caseId: string },
    gathered: Gathered,
  ): Promise<RoundResult> {
    // A retry of this transaction starts from the facts of outside alone: own facts are read under the new locks.
    const facts = new Map(gathered.facts);
    await item.lock?.(tx, context as CaseContext<object>, facts);
    await this.gather.internal(tx, item, context, facts);
    const decision = decideItem(item, { ...context, facts });
    const result =
      decision.outcome === 'approved'
        ? await item.carryOut(tx, context as CaseContext<object> & { caseId: string }, decision, facts)
        : null;
    if (!result) await item.unlock?.(tx, context as CaseContext<object>);
    const to = result?.state ?? (decision.outcome as 'refused' | 'waiting' | 'counter');
    await this.store(tx, { open, item, facts, decision, result, to, exchanges: gathered.exchanges });
    const answer = to === 'paying' ? null : await this.caseFile.keepAnswer(tx, open.id);
    return { state: to, instructionId: result?.instructionId ?? null, answer };
  }

  private async store(
    tx: Tx,
    made: {
      open: RunnableCase;
      item: Item;
      facts: ReadonlyMap<string, Fact>;
      decision: Decision;
      result: CarryOutResult | null;
      to: CaseState;
      exchanges: readonly Exchange[];
    },
  ): Promise<void> {
    const { open, decision, result, to } = made;
    if (open.state !== to) assertStep(open.state, to);
    const missing = [...new Set(decision.findings.flatMap((finding) => finding.missing))];
    const stored = await storeDecidedStep(tx, {
      id: open.id,
      token: open.token,
      round: open.round + 1,
      from: open.state,
      to,
      finished: isFinished(to),
      at: this.clock.now(),
      receipt: result?.receipt ?? null,
      missing,
      dueInMs: to === 'waiting' ? reaskAfterMs(open.round + 1) : null,
      facts: [...made.facts.values()],
      decision,
      events: this.eventsOf(made.item, open, decision, result, missing),
    });
    if (!stored) throw new RoundLost(`round ${open.round + 1} of case ${open.id}`);
    await this.evidence.store(tx, open.id, made.exchanges);
  }

  private eventsOf(
    item: Item,
    open: RunnableCase,
    decision: Decision,
    result: CarryOutResult | null,
    missing: readonly string[],
  ): NewEvent[] {
    const events: NewEvent[] = [];
    if (open.round === 0) {
      const papersSpared = item.facts.flatMap((need) => (need.replaces ? [{ ...need.replaces }] : []));
      events.push({ kind: 'facts-asked', body: { papersSpared, papersAsked: 0 } });
    }
    if (decision.outcome !== 'approved') {
      // Asking again and again without an answer is not told again and again.
      if (decision.outcome === open.state) return events;
      const body =
        decision.outcome === 'refused' ? { headline: decision.headline } : { missing: [...missing] };
      events.push({ kind: outcomeEvents[decision.outcome], body });
      return events;
    }
    events.push({ kind: 'approved', body: { amount: decision.amount, humanApprovals: 0 } });
    if (result?.event) events.push(result.event);
    return events;
  }
}
