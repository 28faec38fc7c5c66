import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, notFound, Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands, ContinueCase } from '../../../casework';
import { Parties } from '../../../party';
import { insertConsent, selectConsent } from '../../store/employer-consent-store';
import { EmployerAccess } from './employer-access';

interface Said {
  readonly actor: Actor;
  readonly key: string;
  readonly bodyHash: string;
  readonly traceId: string;
  readonly employerId: string;
  readonly caseId: string;
  readonly agreed: boolean;
}

/** Another agent of the employer agrees, or does not, to what one of its agents applied for (经办复核). */
@Injectable()
export class SecondAgentWord {
  constructor(
    private readonly commands: Commands,
    private readonly cases: ContinueCase,
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the word and decides the case on it; answers the case as it then stands.
   * Problems: 403 whoever applied; 404 another's case or employer; 409 decided, said before, or no such word wanted.
   */
  say(said: Said): Promise<CommandAnswer & { replayed: boolean }> {
    const { actor, key, bodyHash, caseId, traceId } = said;
    const route = `POST /v1/employers/${said.employerId}/cases/${caseId}/consent`;
    return this.commands.inSteps(
      { actor, route, key, bodyHash },
      {
        begin: (tx) => this.store(tx, said),
        carryOn: (token) => this.cases.decide(actor.centreId, caseId, token, traceId),
        answer: (tx) => this.cases.answer(tx, caseId),
      },
    );
  }

  private async store(tx: Tx, { actor, employerId, caseId, agreed }: Said): Promise<bigint> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    const found = await this.cases.waiting(tx, caseId);
    if (found.employerId !== employerId) throw notFound();
    // A case may be about a member: who applied is the one who submitted it.
    if (found.personId === personId || found.submitter === actor.subject) throw samePerson();
    const employer = await this.parties.employerById(tx, employerId);
    // Where the requirement was lifted, what a former agent applied for still waits for the word of a present one.
    const maker = await this.parties.isAgentOf(tx, found.personId, employerId);
    if (!employer?.secondAgent && maker) throw noWordWanted();
    const stored = await insertConsent(tx, caseId, {
      employerId,
      personId,
      agreed,
      saidAt: this.clock.now(),
    });
    if (!stored) throw saidBefore((await selectConsent(tx, caseId))?.agreed ?? agreed);
    return this.cases.takeOver(tx, caseId, { kind: 'second-agent', body: { agreed } });
  }
}

/** 403: nobody agrees to what they applied for themselves. */
function samePerson(): Problem {
  return new Problem({
    status: 403,
    code: 'SAME_AGENT',
    title: { zh: '经办人不能复核', en: 'Not by the same agent' },
    detail: {
      zh: '该申请由您提交，须由单位的另一名专管员复核。',
      en: 'You applied for this; another agent of the employer has to agree.',
    },
  });
}

function noWordWanted(): Problem {
  return conflict('NO_SECOND_AGENT', {
    zh: '单位未开启经办复核，无须复核。',
    en: 'The employer does not let a second agent agree; no word is wanted.',
  });
}

function saidBefore(agreed: boolean): Problem {
  return conflict('CONSENT_GIVEN', {
    zh: `该申请已复核：${agreed ? '同意' : '不同意'}。`,
    en: `A second agent has spoken already and ${agreed ? 'agreed' : 'declined'}.`,
  });
}
