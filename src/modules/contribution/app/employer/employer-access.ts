import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { Parties } from '../../../party';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';

/** Who may act for an employer or look at it: its agents; the centre's own people may look. Anybody else gets 404. */
@Injectable()
export class EmployerAccess {
  constructor(private readonly parties: Parties) {}

  /** The agent's person. @throws Problem 404 when the actor is no agent of the employer. */
  async agentOf(tx: Tx, actor: Actor, employerId: string): Promise<string> {
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    if (!person || !(await this.parties.isAgentOf(tx, person.id, employerId))) throw notFound();
    return person.id;
  }

  /**
   * The person of an agent, or of the legal representative; also of somebody who knows the credit code, for a new legal
   * representative whom only the company registry knows so far: that one's word is then a rule's to judge.
   * @throws Problem 404 for anybody else.
   */
  async headOrAgentOf(tx: Tx, actor: Actor, employerId: string, creditCode?: string): Promise<string> {
    const employer = await this.parties.employerById(tx, employerId);
    if (!employer || !actor.identity) throw notFound();
    const personId = this.parties.idOf(actor.identity.idNo);
    const known = personId === employer.legalRepPersonId || creditCode === employer.creditCode;
    if (known || (await this.parties.isAgentOf(tx, personId, employerId))) return personId;
    throw notFound();
  }

  /** @throws Problem 404 when the employer is not the actor's to see. */
  async assertVisible(tx: Tx, actor: Actor, employerId: string): Promise<void> {
    if (!isOfCentre(actor.role)) await this.agentOf(tx, actor, employerId);
  }

  /** The account of the agent's employer, locked when asked. @throws Problem 404 */
  async unitOf(tx: Tx, actor: Actor, employerId: string, options: { lock: boolean }): Promise<UnitAccount> {
    await this.agentOf(tx, actor, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, options);
    if (!unit) throw notFound();
    return unit;
  }
}
