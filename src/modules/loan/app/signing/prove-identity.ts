import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type CommandAnswer, Commands } from '../../../casework';
import { Evidence, type Grants, Police } from '../../../registry';
import {
  selectIdentities,
  storeFace,
  storeFirstSight,
  storeSecondSight,
} from '../../store/signing-act-store';
import { LoanFile } from '../loan-file';
import { DeskVisit } from './desk-visit';
import { otherFace, secondClerkWanted } from './signing-problems';

/** For which the police are asked at a desk, and for which fields. */
export const SIGNING_PURPOSE = 'loan-signing';
export const SIGNING_GRANTS: Grants = { 'POL.face': ['similarity'] };

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
   * For those a camera does not serve: a clerk sees the paper, and another sees it too.
   * Problems: 403 a clerk too near, or the same one twice; 404; 409 the police say it is somebody else.
   */
  byPaper(
    actor: Actor,
    of: { loanId: string; personId: string; paper: ShownPaper },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, personId, paper } = of;
    const route = `POST /v1/loans/${loanId}/signing/papers-shown`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const visit = await this.visits.open(tx, actor, loanId, 'checked-in');
      this.visits.partyIn(visit, personId);
      const { signing, clerkId: clerkPersonId } = visit;
      const known = (await selectIdentities(tx, signing.id)).find((one) => one.personId === personId);
      if (known?.face === 'no-match') throw otherFace();
      const seen = { signingId: signing.id, personId, clerkPersonId };
      if (known?.firstPersonId === clerkPersonId && known.provedBy === null) throw secondClerkWanted();
      if ((known?.firstPersonId ?? null) === null) {
        const paperSealed = this.sealer.seal(JSON.stringify(paper));
        await storeFirstSight(tx, { ...seen, paperSealed });
      } else await storeSecondSight(tx, { ...seen, at: this.clock.now() });
      return this.visits.answer(tx, visit.loan);
    });
  }
}
