import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import {
  askOf,
  type CaseContext,
  type DeskAnswering,
  factFrom,
  type FactProvider,
  internalFact,
} from '../../casework';
import { type Parties, sameName } from '../../party';
import type { Police } from '../../registry';
import type { BankCards } from '../../settlement';
import { CardInHand } from '../app/identity/identity.input';
import type { IdentityBooksFact, IdentityChangeFact, PhoneFact } from '../domain/member/identity-change';
import { countOpenCasesOf } from '../store/open-cases-store';

/** Consent under which police and banks are asked: given with the application. */
const CONSENT = '申请人授权 (consent given with the application)';

interface Change {
  readonly name: string;
  readonly idNo: string;
  readonly newName: string;
  readonly newIdNo: string;
}

const changeOf = ({ input }: CaseContext): Change => input as Change;

const cardAtDesk: DeskAnswering = {
  input: CardInHand,
  example: { match: true },
  evidence: {
    'identity-card': { zh: '变更后的居民身份证', en: 'identity card with the new name or number' },
  },
  value: (paper) => ({ match: (paper as CardInHand).match }),
  same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  shown: (value) => value,
};

/** `identity.card`: the new card, seen face to face. */
export const identityCardFact: FactProvider = {
  kind: 'paper',
  name: 'identity.card',
  place: 'card',
  desk: cardAtDesk,
};

/** `identity.change`: the police on the new identity, and whether it grew out of the old one. */
export function identityChangeFact(police: Police, clock: Clock): FactProvider {
  const name = 'identity.change';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive', 'formerIdentities'] },
    async provide(context, _fact, exchanges) {
      const change = changeOf(context);
      const asked = { name: change.newName, idNo: normaliseResidentId(change.newIdNo) };
      const answer = await police.people(askOf(context, CONSENT), [asked], ['alive', 'formerIdentities']);
      return factFrom(
        { name, source: 'POL', at: clock.now() },
        answer,
        exchanges,
        ([record]): IdentityChangeFact => {
          if (!record?.match) return { match: false, alive: null, formerTold: false };
          const formerTold = record.formerIdentities.some(
            (former) =>
              normaliseResidentId(former.idNo) === normaliseResidentId(change.idNo) &&
              sameName(former.name, change.name),
          );
          return { match: true, alive: record.alive, formerTold };
        },
      );
    },
  };
}

/** `identity.books`: what our books have of both identities. */
export function identityBooksFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'identity.books';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const change = changeOf(context);
      const person = await parties.findPersonByIdNo(tx, change.idNo);
      const sameNumber = normaliseResidentId(change.idNo) === normaliseResidentId(change.newIdNo);
      const other = sameNumber ? null : await parties.findPersonByIdNo(tx, change.newIdNo);
      const value: IdentityBooksFact = {
        known: person !== null,
        nameAgrees: person !== null && sameName(person.name, change.name),
        changes: !sameNumber || change.name.trim() !== change.newName.trim(),
        taken: other !== null,
        openCases: await countOpenCasesOf(tx, context.personId, context.caseId),
      };
      return internalFact({ name, source: 'party', receiptNo: context.personId, at: clock.now() }, value);
    },
  };
}

/** `contact.phone`: the bank of the payout card on name, id number, card and the new mobile number together. */
export function contactPhoneFact(
  cards: BankCards,
  parties: Parties,
  unitOfWork: UnitOfWork,
  clock: Clock,
): FactProvider {
  const name = 'contact.phone';
  return {
    kind: 'external',
    name,
    needs: { 'BNK.card-four-factors': ['bankCode', 'cardClass'] },
    async provide(context, _fact, exchanges) {
      const { mobile } = context.input as { mobile?: string };
      const { applicant, personId, centreId } = context;
      const at = clock.now();
      const own = (value: PhoneFact) =>
        internalFact({ name, source: 'party', receiptNo: personId, at }, value);
      if (mobile === undefined) return own({ asked: false, card: false, match: null });
      if (!applicant) throw new Error('contact data are those of a person');
      const card = await unitOfWork.read(centreId, async (tx) => {
        const active = await parties.activeCard(tx, personId);
        return active && parties.cardForPayment(tx, active.id);
      });
      if (!card) return own({ asked: true, card: false, match: null });
      const question = { ...applicant, cardNo: card.cardNo, phone: mobile };
      const answer = await cards.verify(askOf(context, CONSENT), question);
      return factFrom({ name, source: 'BNK', at }, answer, exchanges, ({ match }): PhoneFact => {
        return { asked: true, card: true, match };
      });
    },
  };
}
