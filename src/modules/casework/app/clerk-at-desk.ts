import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Json } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import type { CaseOwner } from '../store/case-store';
import { selectKnownOfPeople } from '../store/desk-store';
import { clerkUnnamed, ownCase } from './desk-problems';
import { FactRegistry } from './fact-registry';

/** Who of the centre may act in a case: nobody in their own, their spouse's or that of an employer they act for. */
@Injectable()
export class ClerkAtDesk {
  constructor(
    private readonly parties: Parties,
    private readonly facts: FactRegistry,
  ) {}

  /** Who acts, as a person, where the act is nobody's own. @throws Problem 403 when the token names nobody. */
  named(actor: Actor): string {
    if (!actor.identity) throw clerkUnnamed();
    return this.parties.idOf(actor.identity.idNo);
  }

  /**
   * The clerk's id as a person.
   * @param named people that the clerk's own answer names.
   * @throws Problem 403 when the token names nobody, or the case is too near to the clerk.
   */
  async assertMayAct(tx: Tx, actor: Actor, found: CaseOwner, named: readonly string[]): Promise<string> {
    const clerkId = this.named(actor);
    if (clerkId === found.personId || named.includes(clerkId)) throw ownCase();
    const { employerId } = found;
    if (employerId !== null && (await this.parties.isAgentOf(tx, clerkId, employerId))) throw ownCase();
    if (await this.nearToEachOther(tx, clerkId, found.personId)) throw ownCase();
    return clerkId;
  }

  /** What others have a part in as well: nobody acts who is one of them, or near to one. @throws Problem 403 */
  async assertNotNear(tx: Tx, clerkId: string, people: readonly string[]): Promise<void> {
    if (people.includes(clerkId)) throw ownCase();
    for (const other of people) if (await this.nearToEachOther(tx, clerkId, other)) throw ownCase();
  }

  /** Whether a fact of any case of the one ever named the other: as far as the centre knows, they are a couple. */
  private async nearToEachOther(tx: Tx, one: string, other: string): Promise<boolean> {
    const naming = this.facts.answerable().filter((name) => this.facts.deskOf(name)?.people !== undefined);
    const known = await selectKnownOfPeople(tx, [one, other], naming);
    return known.some(({ name, personId, body }) => {
      const people = this.facts.deskOf(name)?.people?.(body) ?? [];
      return people.includes(personId === one ? other : one);
    });
  }
}

/** What may be shown of a known value: itself where the fact cannot be answered at a desk. */
export function shownValue(facts: FactRegistry, name: string, value: Json): Json {
  return facts.deskOf(name)?.shown(value) ?? value;
}
