import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import { Drain } from '../../../platform/lifecycle';
import { Settlement } from '../../settlement';
import type { NewEvent } from '../domain/case-event';
import { isUndecided } from '../domain/case-state';
import { type CaseAtDesk, lockCaseAtDesk, takeCaseOver } from '../store/desk-store';
import { CaseFile } from './case-file';
import type { CommandAnswer } from './commands';
import { notWaiting } from './desk-problems';
import { RunCase } from './run-case';
import { withinBudget } from './within-budget';

/** For rooms in which somebody says what a waiting case waits for: the same rules decide at once on it. */
@Injectable()
export class ContinueCase {
  constructor(
    private readonly runCase: RunCase,
    private readonly caseFile: CaseFile,
    private readonly settlement: Settlement,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly drain: Drain,
  ) {}

  /** A case that waits, locked. @throws Problem 404; 409 when it is decided, or not yet looked at. */
  async waiting(tx: Tx, caseId: string): Promise<CaseAtDesk> {
    const found = await lockCaseAtDesk(tx, caseId);
    if (!found) throw notFound();
    if (!isUndecided(found.state) || found.round === 0) throw notWaiting(found.state);
    return found;
  }

  /** Takes it over with an event; returns the token under which it is decided. */
  takeOver(tx: Tx, caseId: string, event: NewEvent): Promise<bigint> {
    const owner = this.config.instanceName;
    return takeCaseOver(tx, caseId, { owner, leaseMs: LEASE_MS, event, at: this.clock.now() });
  }

  /** Runs the decision, with no transaction open; it may go on beyond the inline budget. */
  async decide(centreId: number, caseId: string, token: bigint, traceId: string): Promise<void> {
    const decided = this.run(centreId, caseId, token, traceId);
    this.drain.track(decided);
    await withinBudget(decided, this.config.inlineBudgetMs);
  }

  /** The case as it stands. */
  async answer(tx: Tx, caseId: string): Promise<CommandAnswer> {
    return { status: 201, answer: JSON.stringify(await this.caseFile.view(tx, caseId)) };
  }

  private async run(centreId: number, caseId: string, token: bigint, traceId: string): Promise<void> {
    const result = await this.runCase.resume(centreId, caseId, token, traceId);
    if (result?.instructionId) await this.settlement.dispatch(centreId, result.instructionId);
  }
}
