import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Json } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { Problem, type ProblemError } from '../../../platform/http';
import { daysAhead } from '../desk-answering';
import type { NewEvent } from '../domain/case-event';
import type { FactProvider, Item, Subject } from '../item';
import type { Paper } from '../paper';
import { type DeskAnswerRow, insertDeskAnswer } from '../store/desk-store';
import { ClerkAtDesk } from './clerk-at-desk';
import { gapsAtCounter, issuedLaterAt, paperMissing, provesNothingAt } from './counter-problems';
import { DAY_TO_COME } from './desk-problems';
import { evidenceNumber } from './evidence-number';
import { FactRegistry } from './fact-registry';
import { validInput } from './valid-input';

type PaperProvider = Extract<FactProvider, { kind: 'paper' }>;

interface ShownPaper {
  readonly provider: PaperProvider;
  readonly paper: Paper;
  readonly value: Json;
}

/** An input that has passed the item's DTO, with the papers in it. */
export interface CounterInput {
  readonly input: object;
  readonly papers: readonly ShownPaper[];
}

/** What a clerk took in for the person before them: the papers as desk answers, the first of each fact. */
export interface Received {
  readonly clerkPersonId: string;
  readonly answers: readonly (DeskAnswerRow & { readonly id: string })[];
}

/**
 * Intake at a counter: a clerk sends the application of whoever stands before them, with what their papers say. Each
 * paper becomes a fact of the case; the rules decide on it as on any other.
 */
@Injectable()
export class CounterIntake {
  constructor(
    private readonly facts: FactRegistry,
    private readonly clerks: ClerkAtDesk,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * The input as the item's DTO, and its papers. All that is wrong or missing comes in one answer (一次性告知).
   * @throws Problem 400 with an entry for each fault of the input and each paper that is not there or proves nothing.
   */
  checked(item: Item, raw: unknown): CounterInput {
    const alwaysMissing = this.papersOf(item).filter((provider) => provider.wanted === undefined);
    let input: object;
    try {
      input = validInput(item, raw);
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error;
      throw gapsAtCounter([...withoutPlace(error.errors), ...gapsIn(alwaysMissing, papersIn(raw))]);
    }
    const { shown, gaps } = this.shown(item, input);
    if (gaps.length > 0) throw gapsAtCounter(gaps);
    return { input, papers: shown };
  }

  /** As `checked` for a pre-check: papers that are not there leave their facts unknown. */
  forPrecheck(item: Item, raw: unknown): CounterInput {
    const input = validInput(item, raw);
    const { shown, gaps } = this.shown(item, input);
    const faults = gaps.filter(({ code }) => code !== 'PAPER_MISSING');
    if (faults.length > 0) throw gapsAtCounter(faults);
    return { input, papers: shown };
  }

  /**
   * Makes sure that the clerk may act for this person or employer, and makes the answers of the desk out of the papers.
   * Stores nothing.
   * @throws Problem 403 for a token without a person, or a case too near to the clerk.
   */
  async receive(tx: Tx, actor: Actor, subject: Subject, papers: CounterInput['papers']): Promise<Received> {
    const named = papers.flatMap(({ provider, value }) => provider.desk.people?.(value) ?? []);
    const clerkPersonId = await this.clerks.assertMayAct(tx, actor, subject, named);
    const today = this.clock.today();
    const answeredAt = this.clock.now();
    const answers = papers.map(({ provider, paper, value }) => {
      const id = newId();
      const { kind, number, issuer, issuedOn, note } = paper;
      const evidence = { kind, number, issuer, issuedOn, ...(note === undefined ? {} : { note }) };
      return {
        id,
        fact: provider.name,
        seq: 1,
        evidenceNo: evidenceNumber(today, id),
        evidenceKind: kind,
        valueSealed: this.sealer.seal(JSON.stringify(value)),
        evidenceSealed: this.sealer.seal(JSON.stringify(evidence)),
        reason: null,
        clerk: actor.subject,
        clerkPersonId,
        answeredAt,
      };
    });
    return { clerkPersonId, answers };
  }

  /** Stores what was received with the case it belongs to. */
  async store(tx: Tx, caseId: string, { answers }: Received): Promise<void> {
    await together(answers.map((answer) => insertDeskAnswer(tx, { ...answer, caseId })));
  }

  /** The visit and the papers, for the timeline and the run meter. */
  visit({ answers }: Received): NewEvent {
    const papers = answers.map(({ fact, evidenceNo, evidenceKind }) => {
      const words = this.facts.deskOf(fact)?.evidence[evidenceKind];
      return { fact, evidenceNo, paper: words ? { ...words } : null };
    });
    return {
      kind: 'received-at-counter',
      body: { day: this.clock.today(), papers, papersAsked: papers.length },
    };
  }

  private papersOf(item: Item): PaperProvider[] {
    return item.facts.flatMap(({ name }) => {
      const provider = this.facts.provider(name);
      return provider.kind === 'paper' ? [provider] : [];
    });
  }

  private shown(item: Item, input: object): { shown: ShownPaper[]; gaps: ProblemError[] } {
    const papers = papersIn(input);
    const wanted = this.papersOf(item).filter((provider) => provider.wanted?.(input) !== false);
    const shown: ShownPaper[] = [];
    const gaps: ProblemError[] = gapsIn(wanted, papers);
    for (const provider of this.papersOf(item)) {
      const paper = papers[provider.place] as Paper | undefined;
      if (paper === undefined) continue;
      const { evidence } = provider.desk;
      const value = provider.desk.value(paper);
      const fitting = Object.keys(evidence).filter((kind) => provider.desk.proves?.(kind, value) ?? true);
      if (!fitting.includes(paper.kind)) gaps.push(provesNothingAt(provider.place, fitting));
      if (paper.issuedOn > this.clock.today()) gaps.push(issuedLaterAt(provider.place));
      for (const field of daysAhead(provider.desk, paper, this.clock.today()))
        gaps.push({ pointer: `/input/papers/${provider.place}/${field}`, ...DAY_TO_COME });
      shown.push({ provider, paper, value });
    }
    return { shown, gaps };
  }
}

function gapsIn(wanted: readonly PaperProvider[], papers: Readonly<Record<string, unknown>>): ProblemError[] {
  return wanted
    .filter(({ place }) => papers[place] === undefined || papers[place] === null)
    .map(({ place, name, desk }) => paperMissing(place, name, Object.values(desk.evidence)));
}

/** Papers by their place; none where the input has none. */
function papersIn(input: unknown): Readonly<Record<string, unknown>> {
  const papers = typeof input === 'object' && input !== null ? (input as { papers?: unknown }).papers : null;
  return typeof papers === 'object' && papers !== null ? (papers as Record<string, unknown>) : {};
}

/** What is missing is told paper by paper. */
function withoutPlace(errors: readonly ProblemError[]): ProblemError[] {
  return errors.filter(({ pointer }) => pointer !== '/input/papers');
}
