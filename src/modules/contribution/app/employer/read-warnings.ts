import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import type { Tx } from '../../../../platform/database/tx';
import { maskIdNo, Parties } from '../../../party';
import { clauseText, regulationsClause } from '../../../policy';
import { type WarningKind, WARNINGS } from '../../domain/employer/warning';
import { selectOpenWarnings, selectWarnings, type Warning } from '../../store/warning-store';
import { EmployerAccess } from './employer-access';

const MOST = 200;

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
  /** Whom it is about, as social insurance has it; null where it is about the employer. */
  readonly person: WarnedPerson | null;
}

export interface WarnedPerson {
  readonly name: string;
  readonly idNo: string;
  /** First day of the employment, or its last one. */
  readonly happenedOn: string;
}

/** An open warning among those of all employers. */
export interface OpenWarningView extends WarningView {
  readonly employerId: string;
}

export interface OpenWarningsView {
  readonly warnings: readonly OpenWarningView[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

export interface WarningsView {
  readonly open: number;
  readonly warnings: readonly WarningView[];
}

/** Warnings of an employer, for its agents and the centre. */
@Injectable()
export class ReadWarnings {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** Open ones first, the latest first; at most 200. @throws Problem 404 when the employer is another's. */
  async of(tx: Tx, actor: Actor, employerId: string): Promise<WarningsView> {
    await this.access.assertVisible(tx, actor, employerId);
    const rows = await selectWarnings(tx, employerId);
    const people = await this.peopleOf(tx, rows);
    const warnings = rows.map((row) => viewOf(row, people));
    return { open: warnings.filter(({ endedOn }) => endedOn === null).length, warnings };
  }

  /** Open ones of all employers for the centre's own people, the longest overdue first. */
  async open(tx: Tx, page: { kind: WarningKind | null; after: string | null }): Promise<OpenWarningsView> {
    const rows = await selectOpenWarnings(tx, { ...page, limit: MOST + 1 });
    const shown = rows.slice(0, MOST);
    const people = await this.peopleOf(tx, shown);
    return {
      warnings: shown.map((row) => ({ employerId: row.employerId, ...viewOf(row, people) })),
      next: rows.length > MOST ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  private peopleOf(tx: Tx, rows: readonly Warning[]): Promise<Map<string, { name: string; idNo: string }>> {
    return this.parties.identitiesOf(
      tx,
      rows.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    );
  }
}

function viewOf(
  { kind, about, dueOn, since, endedOn, personId, happenedOn }: Warning,
  people: ReadonlyMap<string, { name: string; idNo: string }>,
): WarningView {
  const { article, text, mend } = WARNINGS[kind];
  const who = personId === null ? undefined : people.get(personId);
  return {
    kind,
    text,
    mend,
    clause: clauseText(regulationsClause(article), since),
    month: kind === 'remit' ? about : null,
    dueOn,
    since,
    endedOn,
    person: who && happenedOn !== null ? { name: who.name, idNo: maskIdNo(who.idNo), happenedOn } : null,
  };
}
