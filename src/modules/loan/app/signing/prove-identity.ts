import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type CommandAnswer, Commands } from '../../../casework';
import { Parties } from '../../../party';
import { Evidence, type Grants, Police } from '../../../registry';
import type { Loan } from '../../store/loan-store';
import {
  selectIdentities,
  storeFace,
  storeFirstSight,
  storeSecondSight,
  wasAnother,
} from '../../store/signing-act-store';
import { selectLastSigning } from '../../store/signing-store';
import { LoanFile } from '../loan-file';
import { DeskVisit } from './desk-visit';
import {
  notConfirmed,
  otherFace,
  paperNotIssuedYet,
  paperNotKept,
  paperOfAnother,
  papersDiffer,
  policeSilent,
  secondClerkWanted,
} from './signing-problems';

/** For which the police are asked at a desk, and for which fields. */
export const SIGNING_PURPOSE = 'loan-signing';
export const SIGNING_GRANTS: Grants = { 'POL.face': ['similarity'], 'POL.people': ['alive'] };

/** 条例26条 and the bank rule on knowing one's customer: whoever signs is who they say. */
const BASIS = '面签身份核验';

type Command = { readonly key: string; readonly bodyHash: string };

export interface ShownPaper {
  readonly kind: string;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: string;
}

/** Whoever signs proves to be themselves: by their face, or by their paper before two clerks. */
@Injectable()
export class ProveIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly visits: DeskVisit,
    private readonly loans: LoanFile,
    private readonly parties: Parties,
    private readonly police: Police,
    private readonly evidence: Evidence,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * The police compare the picture their terminal took. Another's face proves nothing, and neither does their silence.
   * Problems: 403 a clerk too near; 404; 409 nobody has checked in.
   */
  byFace(
    actor: Actor,
    of: { loanId: string; personId: string; captureNo: string; traceId: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, personId, captureNo, traceId } = of;
    const route = `POST /v1/loans/${loanId}/signing/faces`;
    return this.commands.inSteps(
      { actor, route, ...command },
      {
        begin: async (tx) => {
          const visit = await this.visits.open(tx, actor, loanId, 'checked-in');
          const { name, idNo } = this.visits.partyIn(visit, personId);
          return { signingId: visit.signing.id, caseId: visit.loan.caseId, person: { name, idNo } };
        },
        carryOn: async ({ signingId, caseId, person }) => {
          const ask = { traceId, purpose: SIGNING_PURPOSE, caseId, basis: BASIS };
          const answer = await this.police.face(ask, person, captureNo);
          const face = answer.state === 'known' ? answer.value.result : null;
          const exchangeId = answer.exchange?.id ?? null;
          await this.unitOfWork.run(actor.centreId, async (tx) => {
            if (answer.exchange) await this.evidence.store(tx, caseId, [answer.exchange]);
            const at = this.clock.now();
            await storeFace(tx, { signingId, personId, face, captureNo, exchangeId, at });
          });
        },
        answer: async (tx) => {
          const loan = await this.loans.find(tx, loanId);
          if (!loan) throw new Error('the loan was there a moment ago');
          return this.visits.answer(tx, loan);
        },
      },
    );
  }

  /**
   * For those a camera does not serve: the police confirm who they are and that they live, a clerk sees the paper, and
   * another sees the same one. Problems: 400 a paper of a day to come; 403 a clerk too near, or the same one twice; 404; 409 the police say that it is
   * somebody else, do not confirm the person or are silent, or the paper is another.
   */
  byPaper(
    actor: Actor,
    of: { loanId: string; personId: string; paper: ShownPaper; traceId: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, personId, paper, traceId } = of;
    const route = `POST /v1/loans/${loanId}/signing/papers-shown`;
    return this.commands.inSteps(
      { actor, route, ...command },
      {
        begin: async (tx) => {
          const sight = await this.sightOf(tx, actor, of);
          return { caseId: sight.caseId, person: sight.person };
        },
        carryOn: async ({ caseId, person }) => {
          const ask = { traceId, purpose: SIGNING_PURPOSE, caseId, basis: BASIS };
          const answer = await this.police.people(ask, [person], ['alive']);
          const record = answer.state === 'known' ? answer.value[0] : undefined;
          await this.unitOfWork.run(actor.centreId, async (tx) => {
            if (answer.exchange) await this.evidence.store(tx, caseId, [answer.exchange]);
          });
          if (!record) throw policeSilent();
          if (!record.match || !record.alive) throw notConfirmed();
          await this.unitOfWork.run(actor.centreId, async (tx) =>
            this.keepSight(tx, await this.sightOf(tx, actor, of), paper),
          );
        },
        answer: async (tx) => {
          const loan = await this.loans.find(tx, loanId);
          if (!loan) throw new Error('the loan was there a moment ago');
          // Sent once more after it was refused: it is refused again, for nothing was seen.
          if (!(await this.wasSeen(tx, actor, loan, personId))) throw paperNotKept();
          return this.visits.answer(tx, loan);
        },
      },
    );
  }

  /** Whether this clerk may take this paper for that of the person. */
  private async sightOf(
    tx: Tx,
    actor: Actor,
    { loanId, personId, paper }: { loanId: string; personId: string; paper: ShownPaper },
  ): Promise<Sight> {
    const visit = await this.visits.open(tx, actor, loanId, 'checked-in');
    const { name, idNo } = this.visits.partyIn(visit, personId);
    if (paper.issuedOn > this.clock.today()) throw paperNotIssuedYet();
    const { signing, clerkId } = visit;
    const known = (await selectIdentities(tx, signing.id)).find((one) => one.personId === personId);
    if (await wasAnother(tx, loanId, personId)) throw otherFace();
    if (paper.kind === 'identity-card' && paper.number.trim().toUpperCase() !== idNo) throw paperOfAnother();
    const seen = known?.paperSealed ? this.sealer.open(known.paperSealed) : null;
    const same = seen === textOf(paper);
    const first = known?.firstPersonId ?? null;
    if (first === clerkId && same && known?.provedBy === null) throw secondClerkWanted();
    if (first !== null && first !== clerkId && !same) throw papersDiffer();
    return {
      ...{ signingId: signing.id, personId, clerkPersonId: clerkId, caseId: visit.loan.caseId },
      person: { name, idNo },
      second: first !== null && first !== clerkId,
    };
  }

  /** The first clerk may set right what they wrote down, until another has seen it. */
  private keepSight(
    tx: Tx,
    { signingId, personId, clerkPersonId, second }: Sight,
    paper: ShownPaper,
  ): Promise<void> {
    const seen = { signingId, personId, clerkPersonId };
    if (second) return storeSecondSight(tx, { ...seen, at: this.clock.now() });
    return storeFirstSight(tx, { ...seen, paperSealed: this.sealer.seal(textOf(paper)) });
  }

  private async wasSeen(tx: Tx, actor: Actor, { id }: Loan, personId: string): Promise<boolean> {
    const signing = await selectLastSigning(tx, id);
    if (!signing || !actor.identity) return false;
    const known = (await selectIdentities(tx, signing.id)).find((one) => one.personId === personId);
    if (!known) return false;
    return known.provedBy !== null || known.firstPersonId === this.parties.idOf(actor.identity.idNo);
  }
}

interface Sight {
  readonly signingId: string;
  readonly personId: string;
  readonly clerkPersonId: string;
  readonly caseId: string | null;
  readonly person: { readonly name: string; readonly idNo: string };
  /** Another clerk has seen it before. */
  readonly second: boolean;
}

/** One text a paper, so that what two clerks wrote down can be compared. */
function textOf({ kind, number, issuer, issuedOn }: ShownPaper): string {
  return JSON.stringify({
    kind,
    number: number.trim().toUpperCase(),
    issuer: issuer.trim(),
    issuedOn,
  });
}
