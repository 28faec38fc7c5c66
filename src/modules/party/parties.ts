import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx';
import { notFound } from '../../platform/http';
import {
  type CardForPayment,
  type CardStanding,
  CardStore,
  type CardSummary,
  type StoppedCard,
  type NewCard,
} from './store/card-store';
import { type Contact, ContactStore } from './store/contact-store';
import { type ChangedIdentity, IdentityStore } from './store/identity-store';
import {
  type Employer,
  type EmployerContact,
  type EmployerIdentity,
  EmployerStore,
  type NewEmployer,
} from './store/employer-store';
import { type EnsuredPerson, type Identity, PersonStore } from './store/person-store';
import { type Restriction, RestrictionStore } from './store/restriction-store';

/**
 * Who people and employers are: the only door to names, id numbers and cards, apart from registry evidence. Every
 * method works inside the caller's transaction and its centre.
 */
@Injectable()
export class Parties {
  constructor(
    private readonly people: PersonStore,
    private readonly employers: EmployerStore,
    private readonly cards: CardStore,
    private readonly restrictions: RestrictionStore,
    private readonly changes: IdentityStore,
    private readonly contacts: ContactStore,
  ) {}

  /**
   * The id that the person with this id number has, or would have once stored. Derived with the index key, so that
   * it says nothing to anybody without the key, and needs no transaction.
   */
  idOf(idNo: string): string {
    return this.people.idOf(idNo);
  }

  /** The person's id, stored on first sight. A known person keeps the stored name; see `renamePerson`. */
  async ensurePerson(tx: Tx, identity: Identity): Promise<string> {
    const [person] = await this.people.ensure(tx, [identity]);
    if (person === undefined) throw notFound();
    return person.id;
  }

  /**
   * As `ensurePerson` for a whole list (100,000 people in a few statements), in the order of the list; the same id
   * number twice gives the same person twice. `nameAgrees` is false where the stored name is another one.
   */
  ensurePersons(tx: Tx, list: readonly Identity[]): Promise<EnsuredPerson[]> {
    return this.people.ensure(tx, list);
  }

  /** As `ensurePersons`, but nobody is stored: null for those who were never seen. */
  recognisePersons(tx: Tx, list: readonly Identity[]): Promise<(EnsuredPerson | null)[]> {
    return this.people.recognise(tx, list);
  }

  /** Names and id numbers of many, by person; the unknown are left out. Never log them. */
  identitiesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Identity>> {
    return this.people.identities(tx, personIds);
  }

  findPersonByIdNo(tx: Tx, idNo: string): Promise<{ id: string; name: string } | null> {
    return this.people.findByIdNo(tx, idNo);
  }

  /** The person who bears the number or bore it before: what a desk looks people up by; null where nobody did. */
  findPersonByAnyNumber(tx: Tx, idNo: string): Promise<string | null> {
    return this.changes.findByAnyNumber(tx, idNo);
  }

  /**
   * Another name or id number after the police vouched for it: everything that named the person goes on, under the id
   * of the new number, which is returned.
   */
  changeIdentity(tx: Tx, change: ChangedIdentity): Promise<string> {
    return this.changes.change(tx, change);
  }

  /** Two records of one person become one: whatever named the former one names the other. */
  mergePersons(tx: Tx, merge: { formerId: string; personId: string; caseId: string }): Promise<void> {
    return this.changes.merge(tx, merge);
  }

  contactOf(tx: Tx, personId: string): Promise<Contact | null> {
    return this.contacts.of(tx, personId);
  }

  /** Fields that are not given stay as they are. */
  changeContact(tx: Tx, change: { personId: string; contact: Contact; caseId: string }): Promise<void> {
    return this.contacts.change(tx, change);
  }

  /** @throws Problem 404 */
  async identityOf(tx: Tx, personId: string): Promise<Identity> {
    const identity = await this.people.identity(tx, personId);
    if (identity === null) throw notFound();
    return identity;
  }

  /** Names of people by their ids; somebody never stored is left out. */
  namesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
    return this.people.names(tx, personIds);
  }

  /** Corrects a name after the police vouched for the new one. @throws Problem 404 */
  renamePerson(tx: Tx, personId: string, name: string): Promise<void> {
    return this.people.rename(tx, personId, name);
  }

  /**
   * Until the transaction ends nobody else registers an employer with this code: what `employerByCreditCode` says
   * afterwards still holds when `registerEmployer` is called.
   */
  claimCreditCode(tx: Tx, creditCode: string): Promise<void> {
    return this.employers.claim(tx, creditCode);
  }

  /** The new employer's id. @throws Problem 409 EMPLOYER_REGISTERED */
  registerEmployer(tx: Tx, employer: NewEmployer): Promise<string> {
    return this.employers.register(tx, employer);
  }

  employerByCreditCode(tx: Tx, creditCode: string): Promise<Employer | null> {
    return this.employers.byCreditCode(tx, creditCode);
  }

  employerById(tx: Tx, employerId: string): Promise<Employer | null> {
    return this.employers.byId(tx, employerId);
  }

  /** Employers registered under a name; full width, and blanks around it, do not count. */
  employersNamed(tx: Tx, name: string): Promise<{ id: string }[]> {
    return this.employers.named(tx, name);
  }

  /** Makes the person an agent (专管员) of the employer; nothing changes when they are one. */
  authoriseAgent(tx: Tx, employerId: string, personId: string): Promise<void> {
    return this.employers.authorise(tx, employerId, personId);
  }

  /** Ends the authorisation of an agent; false when the person is none. */
  withdrawAgent(tx: Tx, employerId: string, personId: string): Promise<boolean> {
    return this.employers.revoke(tx, employerId, personId);
  }

  /** People who may act for the employer now, in the order they were authorised. */
  agentsOf(tx: Tx, employerId: string): Promise<string[]> {
    return this.employers.agents(tx, employerId);
  }

  /** Takes what the company registry says of the employer; what it was before is kept. */
  takeLicence(
    tx: Tx,
    employerId: string,
    identity: EmployerIdentity,
    by: { caseId: string; on: string },
  ): Promise<void> {
    return this.employers.rename(tx, employerId, identity, by);
  }

  /** Phone and address of the employer itself. */
  reachEmployerAt(tx: Tx, employerId: string, contact: EmployerContact): Promise<void> {
    return this.employers.reach(tx, employerId, contact);
  }

  /** Whether another agent must agree to what one applies for. */
  letSecondAgentAgree(tx: Tx, employerId: string, on: boolean): Promise<void> {
    return this.employers.letSecondAgree(tx, employerId, on);
  }

  /** The employer's account was closed: it is no registered employer any more. */
  cancelEmployer(tx: Tx, employerId: string): Promise<void> {
    return this.employers.cancel(tx, employerId);
  }

  /** Whether the person was an agent of the employer before. */
  wasAgentOf(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    return this.employers.wasAgent(tx, personId, employerId);
  }

  isAgentOf(tx: Tx, personId: string, employerId: string): Promise<boolean> {
    return this.employers.isAgent(tx, personId, employerId);
  }

  /**
   * Makes a verified card the person's only payout card and returns its id; the former one stays for payments under
   * way. The same card again keeps its id. @throws Problem 404, 409 CARD_BOUND_ELSEWHERE
   */
  bindCard(tx: Tx, card: NewCard): Promise<string> {
    return this.cards.bind(tx, card);
  }

  /** Its bank cannot credit the card: it is a payout card no more; false when it was none. @param why code of the fault */
  stopCard(tx: Tx, cardId: string, why: string): Promise<boolean> {
    return this.cards.stop(tx, cardId, why);
  }

  /** Whether the number is stopped, replaced or not, and whether its holder has another card. @throws Problem 404 */
  cardStanding(tx: Tx, cardId: string): Promise<CardStanding> {
    return this.cards.standing(tx, cardId);
  }

  /** The ids of every card somebody has or had. */
  cardsOf(tx: Tx, personId: string): Promise<string[]> {
    return this.cards.allOf(tx, personId);
  }

  /** Whether nobody but this person has the card as payout card now. */
  cardIsFree(tx: Tx, personId: string, cardNo: string): Promise<boolean> {
    return this.cards.isFree(tx, personId, cardNo);
  }

  /** How many other people have bound a payout card under that phone since. */
  othersUnderPhone(tx: Tx, of: { personId: string; phone: string; since: Date }): Promise<number> {
    return this.cards.othersUnderPhone(tx, of);
  }

  /** When the card took the place of another one of its holder; null of the first. */
  cardChangedAt(tx: Tx, cardId: string): Promise<Date | null> {
    return this.cards.changedAt(tx, cardId);
  }

  activeCard(tx: Tx, personId: string): Promise<CardSummary | null> {
    return this.cards.active(tx, personId);
  }

  /** The card that was bound last, where its bank has stopped it and why; null where it has not. */
  stoppedCard(tx: Tx, personId: string): Promise<StoppedCard | null> {
    return this.cards.stopped(tx, personId);
  }

  /** The cards of many people, by the people; who has none is missing. */
  activeCards(tx: Tx, personIds: readonly string[]): Promise<Map<string, CardSummary>> {
    return this.cards.activeOf(tx, personIds);
  }

  /** Whose these cards are, replaced or not; each person once. */
  holdersOf(tx: Tx, cardIds: readonly string[]): Promise<string[]> {
    return this.cards.holders(tx, cardIds);
  }

  /** What the bank needs of many cards, replaced or not, by their ids. Never log it. */
  cardsForPayment(tx: Tx, cardIds: readonly string[]): Promise<Map<string, CardForPayment>> {
    return this.cards.manyForPayment(tx, cardIds);
  }

  /** What the bank needs to pay to a card, replaced or not. Never log it. @throws Problem 404 */
  cardForPayment(tx: Tx, cardId: string): Promise<CardForPayment> {
    return this.cards.forPayment(tx, cardId);
  }

  restrict(tx: Tx, personId: string, restriction: Restriction): Promise<void> {
    return this.restrictions.impose(tx, personId, restriction);
  }

  /** Bans that hold on that day, the longest first. Order 844. */
  restrictionsOf(tx: Tx, personId: string, day: string): Promise<Restriction[]> {
    return this.restrictions.on(tx, personId, day);
  }
}
