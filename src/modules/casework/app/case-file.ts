import { Injectable } from '@nestjs/common';
import type { Json } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import type { NewEvent } from '../domain/case-event';
import { assertStep, type CaseState, isFinished } from '../domain/case-state';
import { caseView, type CaseView } from '../domain/case-view';
import { storeStepAfterDecision, storeStepsAfterDecision } from '../store/case-step-store';
import { insertEvent, selectCaseRecord } from '../store/case-store';
import { keepAnswer, type KeptAnswer } from '../store/command-store';
import { ItemRegistry } from './item-registry';

/** A case could not take a step because it is in another state: somebody else was first. */
export class CaseMovedOn extends Error {
  override name = 'CaseMovedOn';
}

/** Requests that may be waiting for a step at a time; beyond it they read the database. */
const rememberedAnswers = 1000;

/** What other rooms do to a case after its decision. */
@Injectable()
export class CaseFile {
  /** Answers of steps taken by this process, for the request that waits for them. */
  private readonly latest = new Map<string, KeptAnswer>();

  constructor(
    private readonly items: ItemRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a case one step on, with its event and what the receipt gains. When that finishes a payment, the answer to
   * the command that made the case is kept in the same transaction. Throws CaseMovedOn when the case is not in `from`.
   */
  @CrashPoint('case-step')
  async step(
    tx: Tx,
    caseId: string,
    step: { from: CaseState; to: CaseState; event: NewEvent; receipt: { readonly [key: string]: Json } },
  ): Promise<void> {
    assertStep(step.from, step.to);
    const finished = isFinished(step.to);
    // Only a payment keeps its command waiting; any other case was answered when it was decided.
    const answers = finished && step.from === 'paying';
    const [stored, view] = await together([
      storeStepAfterDecision(tx, { id: caseId, ...step, finished, at: this.clock.now() }),
      answers ? this.view(tx, caseId) : Promise.resolve(null),
    ]);
    if (!stored) throw new CaseMovedOn(`case ${caseId} is not ${step.from}`);
    if (view === null) return;
    this.latest.set(caseId, await keepAnswer(tx, caseId, 201, JSON.stringify(view)));
    if (this.latest.size > rememberedAnswers) this.forgetOldest();
  }

  /** The same step of several cases whose commands were answered when they were decided. Throws CaseMovedOn. */
  async stepTogether(
    tx: Tx,
    step: { from: Exclude<CaseState, 'paying'>; to: CaseState; kind: string },
    cases: Parameters<typeof storeStepsAfterDecision>[2],
  ): Promise<void> {
    assertStep(step.from, step.to);
    const stored = { ...step, finished: isFinished(step.to), at: this.clock.now() };
    if (!(await storeStepsAfterDecision(tx, stored, cases)))
      throw new CaseMovedOn(`one of ${cases.length} cases is not ${step.from}`);
  }

  /**
   * The answer that a step of this process kept last, given once. Only for a caller who knows that the step's
   * transaction was committed; anybody else reads the database.
   */
  takeAnswer(caseId: string): KeptAnswer | null {
    const answer = this.latest.get(caseId) ?? null;
    this.latest.delete(caseId);
    return answer;
  }

  private forgetOldest(): void {
    const [oldest] = this.latest.keys();
    if (oldest !== undefined) this.latest.delete(oldest);
  }

  /** Tells something that changes no state. */
  async tell(tx: Tx, caseId: string, event: NewEvent): Promise<void> {
    await insertEvent(tx, caseId, event, this.clock.now());
  }

  /** The case as its owner sees it; null when there is none. */
  async view(tx: Tx, caseId: string): Promise<CaseView | null> {
    const record = await selectCaseRecord(tx, caseId);
    return record && caseView(record, this.items.get(record.item).entry);
  }

  /** Keeps the case as it stands as the answer to its command, unless one was kept; returns what holds. */
  @CrashPoint('answer-kept')
  async keepAnswer(tx: Tx, caseId: string): Promise<KeptAnswer> {
    const view = await this.view(tx, caseId);
    if (!view) throw new Error(`case ${caseId} is gone`);
    return keepAnswer(tx, caseId, 201, JSON.stringify(view));
  }
}
