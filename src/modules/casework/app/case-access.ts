import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../kernel/actor';
import { notFound } from '../../../platform/http';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import { type CaseOwner, selectCaseOwner } from '../store/case-store';

/** Who may see a case: its person, an agent of its employer, and the centre's own people. Anybody else gets 404. */
@Injectable()
export class CaseAccess {
  constructor(private readonly parties: Parties) {}

  /** Whose case it is. @throws Problem 404 when it does not exist or is another's. */
  async assertVisible(tx: Tx, actor: Actor, caseId: string): Promise<CaseOwner> {
    const owner = await selectCaseOwner(tx, caseId);
    if (!owner) throw notFound();
    if (isOfCentre(actor.role)) return owner;
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    if (personId === owner.personId) return owner;
    const agent =
      personId && owner.employerId && (await this.parties.isAgentOf(tx, personId, owner.employerId));
    if (!agent) throw notFound();
    return owner;
  }
}
