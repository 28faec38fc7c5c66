import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../kernel/actor';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock/clock';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { insertCaseReading } from '../store/desk-store';
import { CaseAccess } from './case-access';
import { ClerkAtDesk } from './clerk-at-desk';

/**
 * Reading a case. Its own people just see it; whoever of the centre looks is remembered, and a clerk does not look
 * into a case of their own, of their spouse or of an employer they act for: as a member they may read theirs.
 */
@Injectable()
export class CaseReading {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly clerks: ClerkAtDesk,
    private readonly clock: Clock,
  ) {}

  /** What `read` finds, in one transaction with the trace of the look. @throws Problem 404, or 403 for a clerk too near. */
  async of<T>(actor: Actor, caseId: string, read: (tx: Tx) => Promise<T>): Promise<T> {
    if (!isOfCentre(actor.role)) {
      return this.unitOfWork.read(actor.centreId, async (tx) => {
        await this.access.assertVisible(tx, actor, caseId);
        return read(tx);
      });
    }
    return this.unitOfWork.run(actor.centreId, async (tx) => {
      const owner = await this.access.assertVisible(tx, actor, caseId);
      if (actor.role === 'clerk') await this.clerks.assertMayAct(tx, actor, owner, []);
      const reading = { id: newId(), caseId, reader: actor.subject, role: actor.role, at: this.clock.now() };
      await insertCaseReading(tx, reading);
      return read(tx);
    });
  }
}
