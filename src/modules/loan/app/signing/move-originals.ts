import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import { holderAfter, type OriginalsHolder, type OriginalsMove } from '../../domain/signing/originals';
import { insertLoanReadings } from '../../store/loan-store';
import { insertMove, type OriginalsAway, selectAway, selectMoves } from '../../store/originals-store';
import { LoanFile } from '../loan-file';
import { DeskVisit } from './desk-visit';
import { originalsDay, originalsWith, trackingKnown } from './signing-problems';

type Command = { readonly key: string; readonly bodyHash: string };

/** What a clerk tells of the originals; `on` is today unless told. */
export interface ToldMove {
  readonly kind: OriginalsMove;
  readonly on?: string;
  readonly carrier?: string;
  readonly trackingNo?: string;
  readonly address?: string;
  readonly reason?: string;
}

/** Event of each move, on the timeline that the borrower sees. */
const EVENTS = {
  sent: 'originals-posted',
  delivered: 'originals-delivered',
  returned: 'originals-returned',
  'handed-over': 'originals-handed-over',
} as const;

/**
 * The originals go to the borrower by post or over the counter (审核资料邮寄返还). Each change of hands is kept: who has
 * them and since when. What comes back is with the centre again, and is sent anew or handed over.
 */
@Injectable()
export class MoveOriginals {
  constructor(
    private readonly commands: Commands,
    private readonly visits: DeskVisit,
    private readonly loans: LoanFile,
    private readonly clerks: ClerkAtDesk,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Problems: 400 a day that cannot be; 403; 404; 409 not signed, not with whom it would have to be, a number that is known. */
  move(
    actor: Actor,
    loanId: string,
    told: ToldMove,
    command: Command & { readonly route: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { route, key, bodyHash } = command;
    return this.commands.once({ actor, route, key, bodyHash }, async (tx) => {
      const { loan, signing } = await this.visits.open(tx, actor, loanId, 'signed');
      const before = signing.originalsWith ?? 'centre';
      const holder = holderAfter(told.kind, before);
      if (holder === null) throw originalsWith(before);
      const on = await this.dayOf(tx, loanId, told.on);
      const { kind, carrier = null, trackingNo = null, reason = null } = told;
      const kept = await insertMove(tx, {
        ...{ kind, on, carrier, trackingNo, reason, holder, loanId },
        signingId: signing.id,
        addressSealed: told.address === undefined ? null : this.sealer.seal(told.address),
        toldBy: actor.subject,
        at: this.clock.now(),
      });
      if (!kept) throw trackingKnown();
      const body = kind === 'sent' ? { carrier, trackingNo } : { on };
      await this.loans.tell(tx, loanId, { kind: EVENTS[kind], body });
      return this.visits.answer(tx, loan);
    });
  }

  /** Originals that borrowers do not have yet, longest first; remembered as looked at. @throws Problem 403 */
  away(
    actor: Actor,
    wanted: {
      readonly holder: Exclude<OriginalsHolder, 'borrower'> | null;
      readonly after: { readonly since: string; readonly loanId: string } | null;
      readonly limit: number;
    },
  ): Promise<{ readonly found: readonly OriginalsAway[]; readonly isLast: boolean }> {
    const withoutPerson = actor.role === 'clerk' ? this.clerks.named(actor) : null;
    return this.unitOfWork.run(actor.centreId, async (tx) => {
      const rows = await selectAway(tx, { ...wanted, withoutPerson, limit: wanted.limit + 1 });
      const found = rows.slice(0, wanted.limit);
      const loanIds = found.map(({ loanId }) => loanId);
      const { subject: reader, role } = actor;
      await insertLoanReadings(tx, { loanIds, reader, role, at: this.clock.now() });
      return { found, isLast: rows.length <= wanted.limit };
    });
  }

  /** Nothing changes hands before it last did, or tomorrow. */
  private async dayOf(tx: Tx, loanId: string, told: string | undefined): Promise<string> {
    const today = this.clock.today();
    const last = (await selectMoves(tx, loanId)).at(-1);
    const on = told ?? today;
    if (on > today || (last && on < last.on)) throw originalsDay(last?.on ?? null, today);
    return on;
  }
}
