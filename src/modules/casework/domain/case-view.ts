import type { BilingualText, Decision, RuleFinding } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { type CatalogueEntry } from '../catalogue/catalogue-entry';
import { factWords } from '../catalogue/fact-words';
import { type EventKind, eventTexts } from './case-event';
import { type CaseState, caseStates } from './case-state';

/** A case as it is stored, with its latest decision and all its events. */
export interface CaseRecord {
  readonly id: string;
  readonly item: string;
  readonly personId: string;
  readonly employerId: string | null;
  readonly state: CaseState;
  readonly lawDay: string;
  readonly deadline: string | null;
  readonly acceptedAt: Date;
  readonly decidedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly receipt: { readonly [key: string]: Json } | null;
  readonly missing: readonly string[];
  readonly decision: string | null;
  readonly events: readonly StoredEvent[];
}

export interface StoredEvent {
  readonly seq: number;
  readonly kind: EventKind;
  readonly at: string;
  readonly body: { readonly [key: string]: Json };
}

export interface TimelineEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: EventKind;
  readonly text: BilingualText;
  readonly body: { readonly [key: string]: Json };
}

/** What the applicant did not have to do, counted from the case's own events. */
export interface RunMeter {
  readonly visits: number;
  readonly papersAsked: number;
  readonly humanApprovals: number;
  readonly papersSpared: readonly BilingualText[];
}

/** A fact whose word is a person's: which paper was seen, and the number under which it is kept. */
export interface SuppliedAtDesk {
  readonly fact: string;
  readonly words: BilingualText;
  readonly evidenceNo: string;
  readonly paper: BilingualText | null;
  readonly at: string;
}

export interface CaseView {
  readonly id: string;
  readonly item: { readonly code: string; readonly name: BilingualText };
  readonly state: CaseState;
  readonly stateText: BilingualText;
  readonly lawDay: string;
  readonly deadline: string | null;
  readonly acceptedAt: string;
  readonly decidedAt: string | null;
  readonly finishedAt: string | null;
  /** Milliseconds from acceptance to the end; null while open. */
  readonly elapsedMs: number | null;
  /** `amount` is null unless approved; what was worked out stands in `amountTrace`. */
  readonly decision: Decision | null;
  /** Every false rule, in legal order; empty unless refused. */
  readonly reasons: readonly RuleFinding[];
  /** Facts still unknown. */
  readonly missing: readonly string[];
  /** Facts that a person supplied with evidence, in order; the last of a fact holds. */
  readonly suppliedAtDesk: readonly SuppliedAtDesk[];
  readonly receipt: { readonly [key: string]: Json } | null;
  readonly timeline: readonly TimelineEntry[];
  readonly spared: RunMeter;
}

export function timelineEntry(event: StoredEvent): TimelineEntry {
  return { seq: event.seq, at: event.at, kind: event.kind, text: eventTexts[event.kind], body: event.body };
}

/** Of older events the fact that replaced the paper is not known. */
type SparedPaper = BilingualText & { readonly fact?: string };

/**
 * The run meter: 0 / 0 / 0 unless an event says somebody came, brought a paper or approved by hand. Papers shown on
 * one day are one visit; a visit that was asked for and then made counts once. A paper is spared when its fact was asked
 * and told: neither shown at a desk nor, when the case ended, still unknown.
 */
export function runMeter(events: readonly StoredEvent[], unknown: readonly string[] = []): RunMeter {
  const notSpared = new Set([...suppliedAtDesk(events).map(({ fact }) => fact), ...unknown]);
  const spared = new Map<string, BilingualText>();
  for (const event of events) {
    for (const { zh, en, fact } of (event.body.papersSpared ?? []) as unknown as SparedPaper[])
      if (fact === undefined || !notSpared.has(fact)) spared.set(zh, { zh, en });
  }
  return {
    visits: Math.max(
      events.filter(({ kind }) => kind === 'counter').length,
      new Set(events.filter(({ kind }) => atDesk.includes(kind)).map(({ body }) => body.day)).size,
    ),
    papersAsked: events.reduce((sum, event) => sum + countOf(event.body.papersAsked), 0),
    humanApprovals: events.reduce((sum, event) => sum + countOf(event.body.humanApprovals), 0),
    papersSpared: [...spared.values()],
  };
}

const atDesk: readonly EventKind[] = ['received-at-counter', 'fact-answered', 'fact-corrected'];

type PaperAtDesk = Omit<SuppliedAtDesk, 'words' | 'at'>;

function suppliedAtDesk(events: readonly StoredEvent[]): SuppliedAtDesk[] {
  return events
    .filter(({ kind }) => atDesk.includes(kind))
    .flatMap(({ kind, at, body }) => {
      const papers = kind === 'received-at-counter' ? body.papers : [body];
      return (papers as unknown as PaperAtDesk[]).map(({ fact, evidenceNo, paper }) => {
        return { fact, words: factWords(fact), evidenceNo, paper, at };
      });
    });
}

function countOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** Room that could be worked out stands in a decision also beside a refusal; nobody is shown it as what they get. */
function shown(decision: Decision): Decision {
  return decision.outcome === 'approved' ? decision : { ...decision, amount: null };
}

/** The case as its owner sees it; pure, so that the same record always gives the same bytes. */
export function caseView(record: CaseRecord, entry: CatalogueEntry): CaseView {
  const decision = record.decision === null ? null : shown(JSON.parse(record.decision) as Decision);
  return {
    id: record.id,
    item: { code: record.item, name: entry.names },
    state: record.state,
    stateText: caseStates[record.state].text,
    lawDay: record.lawDay,
    deadline: record.deadline,
    acceptedAt: record.acceptedAt.toISOString(),
    decidedAt: record.decidedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    elapsedMs: record.finishedAt ? record.finishedAt.getTime() - record.acceptedAt.getTime() : null,
    decision,
    reasons:
      decision?.outcome === 'refused' ? decision.findings.filter((finding) => finding.truth === 'false') : [],
    missing: record.missing,
    suppliedAtDesk: suppliedAtDesk(record.events),
    receipt: record.receipt,
    timeline: record.events.map(timelineEntry),
    spared: runMeter(record.events, record.finishedAt === null ? [] : record.missing),
  };
}
