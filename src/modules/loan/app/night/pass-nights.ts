import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { conflict, notFound } from '../../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import {
  lockOpenNight,
  selectStuckNights,
  storePassDecision,
  storePassProposal,
  type StuckNight,
} from '../../store/loan-night-store';
import { STUCK_AFTER } from './loan-nights';

type Command = { readonly key: string; readonly bodyHash: string };

/** A run of the night that fails, as managers see it. */
export interface StuckNightView {
  readonly id: string;
  readonly kind: string;
  readonly day: string;
  /** In a row, since it last did anything. */
  readonly failures: number;
  /** Name of the last fault. */
  readonly fault: string | null;
  readonly failedAt: string | null;
  /** Why the night is to pass it; null while nobody has proposed that. */
  readonly reason: string | null;
  readonly proposedAt: string | null;
  /** Since when what is behind it does not wait; it is tried on all the same. */
  readonly passedAt: string | null;
}

const SHOWN = 200;

/**
 * A kind that fails for good would hold every kind behind it for ever. Two managers let the night of that day pass it: those
 * behind go on, it is tried again itself until it ends, and the month is not closed before it has.
 */
@Injectable()
export class PassNights {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clerks: ClerkAtDesk,
    private readonly clock: Clock,
  ) {}

  /** Runs that fail or were passed, and have not ended. */
  list({ centreId }: Actor): Promise<StuckNightView[]> {
    return this.unitOfWork.read(centreId, async (tx) => (await selectStuckNights(tx, SHOWN)).map(viewOf));
  }

  /** Problems: 403 nobody named; 404; 409 it does not fail, or was proposed before. */
  propose(
    actor: Actor,
    of: { id: string; reason: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { id, reason } = of;
    return this.act(actor, `POST /v1/loan-nights/${id}/pass`, id, command, async (tx, night) => {
      if (night.failures < STUCK_AFTER) throw refused('NIGHT_NOT_STUCK');
      if (night.proposedBy !== null) throw refused('PASS_PROPOSED');
      await storePassProposal(tx, { id, reason, by: this.clerks.named(actor), at: this.clock.now() });
    });
  }

  /** Problems: 403 nobody named; 404; 409 nothing proposed, or the same person. */
  decide(
    actor: Actor,
    of: { id: string; agreed: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { id, agreed } = of;
    return this.act(actor, `POST /v1/loan-nights/${id}/pass/decision`, id, command, async (tx, night) => {
      if (night.proposedBy === null || night.passedAt !== null) throw refused('PASS_NOT_PROPOSED');
      const by = this.clerks.named(actor);
      if (night.proposedBy === by) throw refused('SECOND_PERSON_WANTED');
      await storePassDecision(tx, { id, by: agreed ? by : null, at: this.clock.now() });
    });
  }

  private act(
    actor: Actor,
    route: string,
    id: string,
    command: Command,
    work: (tx: Tx, night: StuckNight) => Promise<void>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const night = await lockOpenNight(tx, id);
      if (!night) throw notFound();
      await work(tx, night);
      const after = await lockOpenNight(tx, id);
      if (!after) throw new Error('a run that was locked is there');
      return { status: 200, answer: JSON.stringify(viewOf(after)) };
    });
  }
}

function viewOf(night: StuckNight): StuckNightView {
  const { id, kind, day, failures, fault, reason } = night;
  return {
    ...{ id, kind, day, failures, fault, reason },
    failedAt: night.failedAt?.toISOString() ?? null,
    proposedAt: night.proposedAt?.toISOString() ?? null,
    passedAt: night.passedAt?.toISOString() ?? null,
  };
}

const DETAILS = {
  NIGHT_NOT_STUCK: {
    zh: '该夜间任务没有连续失败三次，由系统继续办理。',
    en: 'The run has not failed three times in a row: it goes on by itself.',
  },
  PASS_PROPOSED: {
    zh: '已提出放行，请待决定，或已放行。',
    en: 'It is proposed to pass it already, or it was passed.',
  },
  PASS_NOT_PROPOSED: { zh: '没有待决定的放行。', en: 'Nobody has proposed to pass it.' },
  SECOND_PERSON_WANTED: {
    zh: '须由提出人以外的人决定。',
    en: 'Whoever proposed it does not decide on it.',
  },
} as const;

/** 409, by its code. */
function refused(code: keyof typeof DETAILS) {
  return conflict(code, DETAILS[code]);
}
