import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision, Outcome } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { Sealer } from '../../../platform/crypto/sealer';
import { violatedConstraint } from '../../../platform/database/connection-fault';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Language, Problem, problemBody } from '../../../platform/http';
import { nameOf } from '../../../platform/lease/worker';
import { Evidence, type Exchange } from '../../registry';
import { assertStep, type CaseState, isFinished, isUndecided } from '../domain/case-state';
import { reaskAfterMs, slowReaskMs } from '../domain/reask-schedule';
import { laneOf, silentTooLong, waitsFor } from '../domain/waits-for';
import type { Applicant, CarryOutResult, CaseContext, Item } from '../item';
import { type OpenCase, selectOpenCase, selectReusableFacts, storeDecidedStep } from '../store/case-store';
import { CaseFile } from './case-file';
import { keepAnswer, type KeptAnswer } from '../store/command-store';
import { cancelUndecided, selectDeskAnswers } from '../store/desk-store';
import { postponeCase } from '../store/waiting-store';
import { decideItem } from './decide-item';
import { type DeskFact, deskFacts } from './desk-facts';
import { GatherFacts, type Gathered } from './gather-facts';
import { ItemRegistry } from './item-registry';
import { notPossible, roundEvents } from './round-events';

/** The lease of this round was lost to another worker, or the case has moved on; nothing was stored. */
class RoundLost extends Error {
  override name = 'RoundLost';
}

/** What was sent and by whom, as it is sealed with the case. */
export interface Sent {
  readonly input: object;
  readonly actor: Actor;
  /** At a counter: whom the clerk had before them. */
  readonly applicant?: Applicant;
}

export type RunnableCase = Omit<OpenCase, 'inputSealed'> &
  Sent & {
    /** Of the request that waits for the answer; absent where none does. */
    readonly language?: Language;
  };

/** What earlier rounds and the desk left: facts that still hold. */
export interface Earlier {
  readonly reusable: readonly Fact[];
  readonly answered: readonly DeskFact[];
}

export interface RoundResult {
  readonly state: CaseState;
  /** Instruction to send now that the transaction is committed. */
  readonly instructionId: string | null;
  /** The answer kept for the command, unless the case is still to be paid. */
  readonly answer: KeptAnswer | null;
}

/** One round of a case: facts from outside, then locks, own facts, decision and carry-out in one transaction. */
@Injectable()
export class RunCase {
  private readonly logger = new Logger(RunCase.name);

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
  @CrashPoint('case-resume')
  async resume(
    centreId: number,
    caseId: string,
    token: bigint,
    traceId: string,
  ): Promise<RoundResult | null> {
    const loaded = await this.unitOfWork.read(centreId, async (tx) => {
      const open = await selectOpenCase(tx, caseId);
      if (!open || open.token !== token || !isUndecided(open.state)) return null;
      if (open.round === 0) return { open, reusable: [], answers: [] };
      const reusable = await selectReusableFacts(tx, caseId, this.clock.now());
      return { open, reusable, answers: await selectDeskAnswers(tx, caseId) };
    });
    if (!loaded) return null;
    const sent = JSON.parse(this.sealer.open(loaded.open.inputSealed)) as Sent;
    const earlier = { reusable: loaded.reusable, answered: deskFacts(this.sealer, loaded.answers) };
    return this.round(centreId, { ...loaded.open, ...sent }, traceId, earlier);
  }

  /** One round of a case as it was just taken in or loaded; null when the lease was lost meanwhile. */
  @CrashPoint('round')
  async round(
    centreId: number,
    open: RunnableCase,
    traceId: string,
    earlier: Earlier = { reusable: [], answered: [] },
  ): Promise<RoundResult | null> {
    const { item } = this.items.get(open.item);
    const context = this.contextOf(centreId, open, traceId);
    let exchanges: readonly Exchange[] = [];
    try {
      const gathered = await this.gather.external(item, context, earlier.reusable, earlier.answered);
      exchanges = gathered.exchanges;
      return await this.unitOfWork.run(centreId, (tx) =>
        this.decideAndCarryOut(tx, open, item, context, gathered),
      );
    } catch (error) {
      if (error instanceof RoundLost) return null;
      // A rival who carried the case out first is met at a unique key before the token is looked at.
      if (violatedConstraint(error) !== null && !(await this.isOurs(centreId, open))) return null;
      if (endsCase(error, open)) return this.end(centreId, open, { problem: error, exchanges, traceId });
      await this.putOff(centreId, open, exchanges);
      throw error;
    }
  }

  /**
   * What was applied for cannot be done, and no later round will do it: the case ends, and the problem is the answer to
   * its command, now and to every replay. Null when the lease was lost meanwhile.
   */
  private async end(
    centreId: number,
    { id, token, state, language }: RunnableCase,
    { problem, exchanges, traceId }: { problem: Problem; exchanges: readonly Exchange[]; traceId: string },
  ): Promise<RoundResult | null> {
    assertStep(state, 'cancelled');
    return this.unitOfWork.run(centreId, async (tx) => {
      const event = notPossible(problem);
      if (!(await cancelUndecided(tx, id, { event, at: this.clock.now(), token }))) return null;
      await this.evidence.store(tx, id, exchanges);
      const body = JSON.stringify(problemBody(problem, language ?? 'zh', traceId));
      return {
        state: 'cancelled',
        instructionId: null,
        answer: await keepAnswer(tx, id, problem.status, body),
      };
    });
  }

  /** A fault of ours: what was asked is kept as evidence, and the case is not tried again at once. */
  private async putOff(
    centreId: number,
    { id, token }: RunnableCase,
    exchanges: readonly Exchange[],
  ): Promise<void> {
    try {
      await this.unitOfWork.run(centreId, async (tx) => {
        await this.evidence.store(tx, id, exchanges);
        await postponeCase(tx, id, token);
      });
    } catch (error) {
      // The database is away as well: the lease runs out, and the first fault is the one to report.
      this.logger.warn({ event: 'put-off-failed', caseId: id, fault: nameOf(error) });
    }
  }

  private async isOurs(centreId: number, { id, token, state }: RunnableCase): Promise<boolean> {
    const now = await this.unitOfWork.read(centreId, (tx) => selectOpenCase(tx, id));
    return now?.token === token && now.state === state;
  }

  private contextOf(centreId: number, open: RunnableCase, traceId: string): CaseContext & { caseId: string } {
    return {
      centreId,
      caseId: open.id,
      item: open.item,
      actor: open.actor,
      applicant: open.applicant ?? open.actor.identity ?? null,
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

  @CrashPoint('decide-and-carry-out')
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
    const to = result?.state ?? undecided(decision.outcome, open, context.today, facts.values());
    await this.store(tx, { open, item, facts, decision, result, to, exchanges: gathered.exchanges });
    const answer = to === 'paying' ? null : await this.caseFile.keepAnswer(tx, open.id);
    return { state: to, instructionId: result?.instructionId ?? null, answer };
  }

  @CrashPoint('decision-stored')
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
    const waiting = isUndecided(to) ? waitsFor(made.facts.values()) : [];
    const stored = storeDecidedStep(tx, {
      id: open.id,
      token: open.token,
      round: open.round + 1,
      from: open.state,
      to,
      finished: isFinished(to),
      at: this.clock.now(),
      receipt: result?.receipt ?? null,
      missing,
      waitsFor: waiting,
      lane: laneOf(to, waiting),
      dueInMs: dueInMs(to, open.round + 1),
      facts: [...made.facts.values()],
      decision,
      events: roundEvents(open, { ...made, missing }),
    });
    const [taken] = await together([stored, this.evidence.store(tx, open.id, made.exchanges)]);
    if (!taken) throw new RoundLost(`round ${open.round + 1} of case ${open.id}`);
  }
}

/** Where a case stands that is not approved: past its legal deadline or a long silence it is a person's business. */
function undecided(
  outcome: Outcome,
  { deadline, personBy }: RunnableCase,
  today: string,
  facts: Iterable<Fact>,
): 'refused' | 'waiting' | 'counter' | 'overdue' {
  if (outcome === 'approved') throw new Error('an approved case is carried out');
  if (outcome !== 'waiting') return outcome;
  const late = (deadline !== null && today > deadline) || silentTooLong(facts, personBy, today);
  return late ? 'overdue' : 'waiting';
}

/** Milliseconds until an undecided case is asked about again; null for a decided one. */
function dueInMs(state: CaseState, round: number): number | null {
  if (state === 'waiting') return reaskAfterMs(round);
  return isUndecided(state) ? slowReaskMs : null;
}

/**
 * A problem of the request ends the case; a fault of ours, or one that says when to try again, does not. What the system
 * applied for itself is tried again: nobody waits for the answer, and a person mends what stands in its way.
 */
function endsCase(error: unknown, { actor }: RunnableCase): error is Problem {
  if (!(error instanceof Problem) || actor.role === 'system') return false;
  return error.status < 500 && !('Retry-After' in error.headers);
}
