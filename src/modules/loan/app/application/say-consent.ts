import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands, ContinueCase } from '../../../casework';
import { Parties } from '../../../party';
import { claimConsent } from '../../store/credit-consent-store';
import { selectApplicants, storeWord, type Word } from '../../store/loan-applicant-store';
import { consentNumber, consentUsed, counterPart, saidBefore } from './application-problems';
import { assertShown, type AtCounter, keptEvidence } from './at-counter';
import { consentIndex } from './signed-consent';
import { ReadConsents } from './read-consents';

export interface Said {
  readonly actor: Actor;
  readonly key: string;
  readonly bodyHash: string;
  readonly traceId: string;
  readonly caseId: string;
  readonly agreed: boolean;
  readonly creditConsentNo?: string;
  readonly counter?: AtCounter;
}

/** Somebody named in an application agrees to borrow or guarantee, or does not: by an own login, or before a clerk. */
@Injectable()
export class SayConsent {
  constructor(
    private readonly commands: Commands,
    private readonly cases: ContinueCase,
    private readonly clerks: ClerkAtDesk,
    private readonly parties: Parties,
    private readonly consents: ReadConsents,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the word, once, and decides the case on it; answers what the person was asked and said.
   * Problems: 400 a number missing or not wanted; 403 the clerk's own; 404 another's case, or nobody asked; 409 decided, said before, or a
   * consent of another or for another application.
   */
  say(said: Said): Promise<CommandAnswer & { replayed: boolean }> {
    const { actor, key, bodyHash, caseId, traceId } = said;
    const personId = this.personOf(said);
    return this.commands.inSteps(
      { actor, route: `POST /v1/loan-applications/${caseId}/consents`, key, bodyHash },
      {
        begin: (tx) => this.store(tx, said, personId),
        carryOn: (token) => this.cases.decide(actor.centreId, caseId, token, traceId),
        answer: async (tx) => ({
          status: 201,
          answer: JSON.stringify(await this.consents.one(tx, personId, caseId)),
        }),
      },
    );
  }

  private personOf({ actor, agreed, creditConsentNo, counter }: Said): string {
    if ((creditConsentNo !== undefined) !== agreed) throw consentNumber(agreed);
    const role = actor.role === 'clerk' ? 'clerk' : 'member';
    if ((counter !== undefined) !== (role === 'clerk')) throw counterPart(role);
    if (counter !== undefined) assertShown(counter, '/counter/evidence', this.clock.today());
    const idNo = counter?.idNo ?? actor.identity?.idNo;
    if (idNo === undefined) throw new Error('a word is given by a natural person');
    return this.parties.idOf(normaliseResidentId(idNo));
  }

  private async store(tx: Tx, said: Said, personId: string): Promise<bigint> {
    const { caseId, agreed, creditConsentNo, counter, actor } = said;
    const asked = (await selectApplicants(tx, caseId)).find((one) => one.personId === personId);
    if (!asked) throw notFound();
    const found = await this.cases.waiting(tx, caseId);
    const clerk =
      counter === undefined
        ? null
        : await this.clerks.assertMayAct(tx, actor, { personId: found.personId, employerId: null }, [
            personId,
          ]);
    if (creditConsentNo !== undefined) {
      const index = consentIndex(this.sealer, creditConsentNo);
      if (!(await claimConsent(tx, { index, caseId, personId }, this.clock.now()))) throw consentUsed();
    }
    const word: Word = {
      caseId,
      personId,
      agreed,
      consentSealed:
        creditConsentNo === undefined
          ? null
          : this.sealer.seal(JSON.stringify({ consentNo: creditConsentNo })),
      saidAt: this.clock.now(),
      counter:
        clerk === null || counter === undefined
          ? null
          : { clerkPersonId: clerk, ...keptEvidence(this.sealer, counter, this.clock.today()) },
    };
    if (!(await storeWord(tx, word))) throw saidBefore(asked.agreed ?? agreed);
    return this.cases.takeOver(tx, caseId, { kind: 'loan-consent', body: { role: asked.role, agreed } });
  }
}
