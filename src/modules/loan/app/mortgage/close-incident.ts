import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { conflict, notFound, type Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { insertIncidentClosing, selectLoanOfIncident } from '../../store/loan-disbursement-store';
import { LoanAccess } from '../application/loan-access';

/** An incident that somebody has closed. */
export interface ClosedIncident {
  readonly id: string;
  readonly loanId: string;
  readonly reason: string;
  readonly at: string;
}

/** Somebody of the centre has looked into an incident and says what came of it. Nothing else follows: the loan stays as it is. */
@Injectable()
export class CloseIncident {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly clock: Clock,
  ) {}

  /** Problems: 403 a clerk too near to the loan; 404; 409 closed before; 422 key reused. */
  close(
    actor: Actor,
    of: { readonly incidentId: string; readonly reason: string },
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { incidentId, reason } = of;
    const route = `POST /v1/loan-incidents/${incidentId}/closing`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const loanId = await selectLoanOfIncident(tx, incidentId);
      if (loanId === null) throw notFound();
      await this.access.visible(tx, actor, loanId);
      const at = this.clock.now();
      const { subject: by, role } = actor;
      if (!(await insertIncidentClosing(tx, { incidentId, reason, by, role, at }))) throw closedBefore();
      const closed: ClosedIncident = { id: incidentId, loanId, reason, at: at.toISOString() };
      return { status: 200, answer: JSON.stringify(closed) };
    });
  }
}

function closedBefore(): Problem {
  return conflict('INCIDENT_CLOSED', {
    zh: '该事项已由他人办结。',
    en: 'Somebody has closed this incident before.',
  });
}
