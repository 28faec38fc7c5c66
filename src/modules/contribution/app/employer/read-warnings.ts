import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import type { Tx } from '../../../../platform/database/tx';
import { clauseText, regulationsClause } from '../../../policy';
import { type WarningKind, WARNINGS } from '../../domain/employer/warning';
import { selectWarnings } from '../../store/warning-store';
import { EmployerAccess } from './employer-access';

/** A statutory day that the employer let pass. */
export interface WarningView {
  readonly kind: WarningKind;
  readonly text: BilingualText;
  readonly mend: BilingualText;
  readonly clause: BilingualText;
  /** Month it is about, of a remittance; null otherwise. */
  readonly month: string | null;
  /** Last day on which it would have been in time. */
  readonly dueOn: string;
  readonly since: string;
  /** Day on which it was made good; null while it stands. */
  readonly endedOn: string | null;
}

export interface WarningsView {
  readonly open: number;
  readonly warnings: readonly WarningView[];
}

/** Warnings of an employer, for its agents and the centre. */
@Injectable()
export class ReadWarnings {
  constructor(private readonly access: EmployerAccess) {}

  /** Open ones first, the latest first; at most 200. @throws Problem 404 when the employer is another's. */
  async of(tx: Tx, actor: Actor, employerId: string): Promise<WarningsView> {
    await this.access.assertVisible(tx, actor, employerId);
    const rows = await selectWarnings(tx, employerId);
    const warnings = rows.map(({ kind, about, dueOn, since, endedOn }): WarningView => {
      const { article, text, mend } = WARNINGS[kind];
      const clause = clauseText(regulationsClause(article), since);
      return { kind, text, mend, clause, month: kind === 'remit' ? about : null, dueOn, since, endedOn };
    });
    return { open: warnings.filter(({ endedOn }) => endedOn === null).length, warnings };
  }
}
