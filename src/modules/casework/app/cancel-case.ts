import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { Clock } from '../../../platform/clock/clock';
import { CaseAccess } from './case-access';
import { CaseFile } from './case-file';
import { type CommandAnswer, Commands } from './commands';
import { notWaiting } from './desk-problems';
import { assertStep, isUndecided } from '../domain/case-state';
import { cancelUndecided, lockCaseAtDesk } from '../store/desk-store';
import { notFound } from '../../../platform/http';

/** The applicant takes back an application that is not decided yet. Nothing was held for it, so nothing is released. */
@Injectable()
export class CancelCase {
  constructor(
    private readonly commands: Commands,
    private readonly access: CaseAccess,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** Problems: 404 no such case or another's; 409 decided, or being decided right now; 422 key reused. */
  async cancel(
    actor: Actor,
    caseId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/cases/${caseId}/cancellation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      await this.access.assertVisible(tx, actor, caseId);
      const found = await lockCaseAtDesk(tx, caseId);
      if (!found) throw notFound();
      // Before its first round it is being decided right now, unless that round met a fault of ours.
      if (!isUndecided(found.state) || (found.round === 0 && !found.stranded)) throw notWaiting(found.state);
      assertStep(found.state, 'cancelled');
      await cancelUndecided(tx, caseId, { event: { kind: 'cancelled', body: {} }, at: this.clock.now() });
      return { status: 200, answer: JSON.stringify(await this.caseFile.view(tx, caseId)) };
    });
  }
}
