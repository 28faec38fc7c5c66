import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../kernel/actor';
import { notFound } from '../../../platform/http';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import { ItemRegistry } from './item-registry';
import { type CaseOwner, type ItemOwner, selectCaseOwner } from '../store/case-store';

/**
 * Who may see a case: its person, the agents of its employer, and the centre's own people; anybody else gets 404. What an
 * agent filed for the employer is the employer's, and no longer the agent's once the authority is withdrawn.
 */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly parties: Parties,
    private readonly items: ItemRegistry,
  ) {}

  /** Whose case it is. @throws Problem 404 when it does not exist or is another's. */
  async assertVisible(tx: Tx, actor: Actor, caseId: string): Promise<CaseOwner> {
    const owner = await selectCaseOwner(tx, caseId);
    if (!owner) throw notFound();
    if (isOfCentre(actor.role)) return owner;
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    if (!personId || !(await this.isTheirs(tx, owner, personId))) throw notFound();
    return owner;
  }

  private async isTheirs(tx: Tx, owner: ItemOwner, personId: string): Promise<boolean> {
    const { employerId } = owner;
    const own = personId === owner.personId;
    if (employerId === null || (own && this.isForMembers(owner.item))) return own;
    if (await this.parties.isAgentOf(tx, personId, employerId)) return true;
    return own && !(await this.hasLost(tx, personId, employerId));
  }

  /** Whether a member may apply for the item; where none may, its cases with an employer are the employer's alone. */
  private isForMembers(item: string): boolean {
    return this.items.find(item)?.submitters.includes('member') ?? true;
  }

  /** A new legal representative, whom only the company registry knows so far, was never an agent and has lost nothing. */
  private async hasLost(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    if (!(await this.parties.wasAgentOf(tx, personId, employerId))) return false;
    const employer = await this.parties.employerById(tx, employerId);
    return employer?.legalRepPersonId !== personId;
  }
}
