import { Injectable } from '@nestjs/common';
import type { Json } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import type { Tx } from '../../../platform/database/tx';
import type { NewEvent } from '../domain/case-event';
import { assertStep, type CaseState, isFinished } from '../domain/case-state';
import { caseView, type CaseView } from '../domain/case-view';
import { insertEvent, selectCaseRecord, storeStepAfterDecision } from '../store/case-store';
import { keepAnswer } from '../store/command-store';
import { ItemRegistry } from './item-registry';

/** A case could not take a step because it is in another state: somebody else was first. */
export class CaseMovedOn extends Error {
  override name = 'CaseMovedOn';
}

/** What other rooms do to a case after its decision. */
@Injectable()
export class CaseFile {
  constructor(
    private readonly items: ItemRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a case one step on, with its event and what the receipt gains. When that finishes the case, the answer to
   * the command that made it is kept in the same transaction. Throws CaseMovedOn when the case is not in `from`.
   */
  async step(
    tx: Tx,
    caseId: string,
    step: { from: CaseState; to: CaseState; event: NewEvent; receipt: { readonly [key: string]: Json } },
  ): Promise<void> {
    assertStep(step.from, step.to);
    const finished = isFinished(step.to);
    const stored = await storeStepAfterDecision(tx, { id: caseId, ...step, finished, at: this.clock.now() });
    if (!stored) throw new CaseMovedOn(`case ${caseId} is not ${step.from}`);
    if (finished) await this.keepAnswer(tx, caseId);
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
  async keepAnswer(tx: Tx, caseId: string): Promise<{ status: number; answer: string }> {
    const view = await this.view(tx, caseId);
    if (!view) throw new Error(`case ${caseId} is gone`);
    return keepAnswer(tx, caseId, 201, JSON.stringify(view));
  }
}
