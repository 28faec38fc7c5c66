import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../kernel/decision';
import { daysBetween, parseDay } from '../../../kernel/calendar';
import type { UnknownReason } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Tx } from '../../../platform/database/tx';
import { cursorAfter, type CursorForm, keyOfCursor } from '../../../platform/http';
import { maskName, Parties } from '../../party';
import { BankStatements, type FrozenOrder, type OpenDifference, Settlement } from '../../settlement';
import { factWords, REASON_WORDS, sourceWords } from '../catalogue/fact-words';
import { type CaseState, caseStates, standsInQueue } from '../domain/case-state';
import {
  type MissingRow,
  type QueueFilter,
  type QueueKey,
  type QueueRow,
  selectCasesOf,
  selectDeskQueue,
} from '../store/desk-queue-store';
import { type DifferenceEntry, differenceEntry } from './difference-entry';
import { FactRegistry } from './fact-registry';
import { type FrozenEntry, frozenEntry, type ItemNamed } from './frozen-entry';
import { ItemRegistry } from './item-registry';

export interface MissingFact {
  readonly fact: string;
  readonly words: BilingualText;
  /** Who was asked. */
  readonly registry: { readonly code: string; readonly words: BilingualText };
  readonly reason: UnknownReason;
  readonly reasonText: BilingualText;
  readonly askedAt: string;
  /** Who could end the wait: the registry by answering, a clerk with one of these papers. */
  readonly couldAnswer: {
    readonly registry: boolean;
    readonly desk: readonly { readonly kind: string; readonly words: BilingualText }[];
  };
}

export interface CaseEntry {
  readonly kind: 'case';
  readonly item: ItemNamed;
  readonly caseId: string;
  /** Name to call out, masked; null when the person was never stored. */
  readonly person: string | null;
  readonly since: string;
  readonly state: CaseState;
  readonly stateText: BilingualText;
  readonly missing: readonly MissingFact[];
  /** Why a person must look where no fact is missing: our own rounds fail. Null otherwise. */
  readonly trouble: BilingualText | null;
  readonly acceptedAt: string;
  readonly deadline: string | null;
  /** Calendar days to the legal deadline, below zero when it has passed; null where the law names none. */
  readonly daysLeft: number | null;
  /** Last day on which it was to wait for registries alone. */
  readonly personBy: string;
  readonly lastAskedAt: string | null;
  readonly nextAskAt: string | null;
}

export type QueueEntry = CaseEntry | FrozenEntry | DifferenceEntry;

export interface QueuePage {
  readonly entries: readonly QueueEntry[];
  /** Start of the next page; null on the last. */
  readonly next: string | null;
}

export interface QueueQuery extends Omit<QueueFilter, 'today'> {
  readonly limit: number;
  readonly cursor?: string;
}

const undecidedByFault: BilingualText = {
  zh: '已过办理时限，系统仍未能作出决定：请技术人员按办件编号查日志，故障排除后系统自动继续。',
  en: 'Past its time and not decided: a fault of ours. Engineers find it in the log by the case number; once mended the case goes on by itself.',
};

const form: CursorForm = {
  list: 'desk-queue',
  key: [
    /^(\d{4}-\d{2}-\d{2}|infinity)$/,
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
    /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
  ],
};

/** What waits for a person: cases at the counter or past their time, orders and lines that a bank has otherwise. */
@Injectable()
export class DeskQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settlement: Settlement,
    private readonly statements: BankStatements,
    private readonly parties: Parties,
    private readonly facts: FactRegistry,
    private readonly items: ItemRegistry,
    private readonly clock: Clock,
  ) {}

  /** One page, the nearest deadline first, then the oldest. @throws Problem 400 for a cursor of another list. */
  async page(centreId: number, { limit, cursor, ...filter }: QueueQuery): Promise<QueuePage> {
    const today = this.clock.today();
    const filters = textOf(filter);
    const key = keyOfCursor(form, filters, cursor);
    const [day = '', at = '', id = ''] = key ?? [];
    const after = key && { day, at, id };
    return this.unitOfWork.read(centreId, async (tx) => {
      const cases = await selectDeskQueue(tx, { ...filter, today }, after, limit + 1);
      // A filter of cases leaves orders to banks out: they have no missing fact and no deadline.
      const frozen =
        Object.keys(filters).length > 0 ? [] : await this.settlement.frozen(tx, after, limit + 1);
      const differences =
        Object.keys(filters).length > 0 ? [] : await this.statements.open(tx, after, limit + 1);
      const rows = [...cases, ...frozen, ...differences].sort(inOrder);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next =
        rows.length > limit && last ? cursorAfter(form, filters, [last.day, last.at, last.id]) : null;
      return { entries: await this.entriesOf(tx, shown), next };
    });
  }

  /** What an undecided case misses, in words. */
  missingOf(rows: readonly MissingRow[]): MissingFact[] {
    return rows.map(({ fact, source, reason, askedAt }) => {
      const papers = reason === 'depends-on-unknown' ? {} : (this.facts.deskOf(fact)?.evidence ?? {});
      return {
        fact,
        words: factWords(fact),
        registry: { code: source, words: sourceWords(source) },
        reason,
        reasonText: REASON_WORDS[reason],
        askedAt,
        couldAnswer: {
          registry: reason !== 'depends-on-unknown',
          desk: Object.entries(papers).map(([kind, words]) => ({ kind, words })),
        },
      };
    });
  }

  private async entriesOf(
    tx: Tx,
    rows: readonly (QueueRow | FrozenOrder | OpenDifference)[],
  ): Promise<QueueEntry[]> {
    const sources = rows.flatMap((row) => ('sourceId' in row && row.sourceId !== null ? [row.sourceId] : []));
    const cases = sources.length === 0 ? [] : await selectCasesOf(tx, sources);
    const caseOf = new Map(cases.map((found) => [found.id, found]));
    const people = rows.map((row) => {
      if ('difference' in row) return undefined;
      return 'sourceId' in row ? caseOf.get(row.sourceId ?? '')?.personId : row.personId;
    });
    const names = await this.parties.namesOf(
      tx,
      people.filter((id) => id !== undefined),
    );
    return rows.map((row, index): QueueEntry => {
      const name = names.get(people[index] ?? '');
      const person = name === undefined ? null : maskName(name);
      if ('difference' in row) return differenceEntry(row, this.clock.today());
      if (!('sourceId' in row)) return this.caseEntry(row, person);
      const found = caseOf.get(row.sourceId ?? '');
      const about = found
        ? { caseId: found.id, item: this.itemOf(found.item) }
        : { caseId: null, item: null };
      return { ...frozenEntry(row), ...about, person };
    });
  }

  private caseEntry(row: QueueRow, person: string | null): CaseEntry {
    const missing = this.missingOf(row.missing ?? []);
    return {
      kind: 'case',
      caseId: row.id,
      item: this.itemOf(row.item),
      state: row.state,
      stateText: caseStates[row.state].text,
      person,
      missing,
      trouble: standsInQueue(row.state) ? null : undecidedByFault,
      since: row.since.toISOString(),
      acceptedAt: row.acceptedAt.toISOString(),
      deadline: row.deadline,
      daysLeft: row.deadline === null ? null : daysBetween(this.clock.today(), parseDay(row.deadline)),
      personBy: row.personBy,
      lastAskedAt:
        missing
          .map(({ askedAt }) => askedAt)
          .sort()
          .at(-1) ?? null,
      nextAskAt: row.nextAskAt?.toISOString() ?? null,
    };
  }

  private itemOf(code: string): ItemNamed {
    return { code, name: this.items.get(code).entry.names };
  }
}

function inOrder(one: QueueKey, other: QueueKey): number {
  const [a, b] = [one, other].map(({ day, at, id }) => `${day} ${at} ${id}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function textOf({ item, missing, overdue }: Omit<QueueFilter, 'today'>): Record<string, string> {
  return {
    ...(item === undefined ? {} : { item }),
    ...(missing === undefined ? {} : { missing }),
    ...(overdue === undefined ? {} : { overdue: String(overdue) }),
  };
}
