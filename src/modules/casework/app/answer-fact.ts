import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Fact, Json } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { notFound, validateDto } from '../../../platform/http';
import { Drain } from '../../../platform/lifecycle';
import { Settlement } from '../../settlement';
import { daysAhead, DESK, type DeskAnswering } from '../desk-answering';
import { isUndecided, standsInQueue } from '../domain/case-state';
import {
  type CaseAtDesk,
  type DeskAnswerRow,
  insertDeskAnswer,
  lockCaseAtDesk,
  selectDeskAnswers,
  selectFactsOfRound,
  takeCaseOver,
} from '../store/desk-store';
import { CaseFile } from './case-file';
import { ClerkAtDesk, shownValue } from './clerk-at-desk';
import { type CommandAnswer, Commands } from './commands';
import { ConfirmNamed } from './confirm-named';
import * as problems from './desk-problems';
import { deskFacts } from './desk-facts';
import { EarlyAnswers } from './early-answers';
import { evidenceNumber } from './evidence-number';
import { FactRegistry } from './fact-registry';
import { ItemRegistry } from './item-registry';
import { RunCase } from './run-case';
import { withinBudget } from './within-budget';

/** The paper a clerk has seen. */
export interface ShownPaper {
  readonly kind: string;
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: string;
  readonly note?: string;
}

export interface DeskAnswer {
  readonly fact: string;
  readonly value: unknown;
  readonly evidence: ShownPaper;
  /** Why an earlier answer was wrong; only in a correction. */
  readonly reason?: string;
}

export interface DeskRequest {
  readonly actor: Actor;
  readonly key: string;
  readonly bodyHash: string;
  readonly caseId: string;
  readonly answer: DeskAnswer;
  readonly traceId: string;
}

interface Stored {
  readonly token: bigint;
  /** The case did not stand in the queue of the desk. */
  readonly early: boolean;
}

interface Judged {
  readonly desk: DeskAnswering;
  readonly value: Json;
}

const route = (caseId: string): string => `POST /v1/desk/cases/${caseId}/facts`;

/**
 * A clerk supplies a fact with its evidence. The fact is all a person can supply: the same rules decide at once on it,
 * and no value here is an outcome, an amount or a state.
 */
@Injectable()
export class AnswerFact {
  constructor(
    private readonly commands: Commands,
    private readonly facts: FactRegistry,
    private readonly items: ItemRegistry,
    private readonly clerks: ClerkAtDesk,
    private readonly confirm: ConfirmNamed,
    private readonly early: EarlyAnswers,
    private readonly unitOfWork: UnitOfWork,
    private readonly runCase: RunCase,
    private readonly caseFile: CaseFile,
    private readonly settlement: Settlement,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly drain: Drain,
  ) {}

  /**
   * Stores the answer and runs the decision again; answers the case as it then stands.
   * Problems: 400 a fact, value or paper that cannot be, or a person whom the police do not confirm; 403 the clerk's own
   * case; 404 no such case; 409 known, decided, answered before, the police silent about whom it names, or the key at
   * work; 422 key reused.
   */
  async answer(request: DeskRequest): Promise<CommandAnswer & { replayed: boolean }> {
    const { actor, key, bodyHash, caseId, answer, traceId } = request;
    const judged = this.judge(answer);
    const { centreId } = actor;
    await this.confirmNamed(request, judged);
    return this.commands.inSteps(
      { actor, route: route(caseId), key, bodyHash },
      {
        begin: (tx, id) => this.store(tx, id, request, judged),
        carryOn: async ({ token, early }) => {
          if (early) this.early.note(caseId, answer.fact, actor.subject);
          const decided = this.decide(centreId, caseId, token, traceId);
          // It may go on beyond the answer, and the end of the process waits for it.
          this.drain.track(decided);
          await withinBudget(decided, this.config.inlineBudgetMs);
        },
        answer: async (tx) => ({ status: 201, answer: JSON.stringify(await this.caseFile.view(tx, caseId)) }),
      },
    );
  }

  /** What can be said without the case. */
  private judge({ fact, value: entered, evidence }: DeskAnswer): Judged {
    const desk = this.facts.deskOf(fact);
    if (!desk) throw problems.notAnswerable(fact, this.facts.answerable());
    const input = validateDto(desk.input, entered, '/value');
    if (!Object.hasOwn(desk.evidence, evidence.kind))
      throw problems.paperProvesNothing(Object.keys(desk.evidence));
    if (evidence.issuedOn > this.clock.today()) throw problems.issuedLater();
    const [ahead] = daysAhead(desk, input, this.clock.today());
    if (ahead !== undefined) throw problems.dayToCome(`/value/${ahead}`);
    const value = desk.value(input);
    assertProves(desk, evidence.kind, value);
    return { desk, value };
  }

  /** A request that was taken before is answered as it was then, and nobody is asked again. */
  private async confirmNamed(request: DeskRequest, judged: Judged): Promise<void> {
    const named = judged.desk.named?.(judged.value) ?? [];
    if (named.length === 0) return;
    const { actor, key, caseId, traceId } = request;
    const { centreId } = actor;
    const found = await this.unitOfWork.run(centreId, async (tx) => {
      const taken = await this.commands.isTaken(tx, { actor, route: route(caseId), key });
      return taken ? null : (await this.openCase(tx, request, judged)).found;
    });
    if (found) await this.confirm.confirm({ centreId, caseId, item: found.item, traceId }, named);
  }

  /** The case, held until the transaction ends, if this clerk may answer this in it. */
  private async openCase(
    tx: Tx,
    { actor, caseId, answer }: DeskRequest,
    judged: Judged,
  ): Promise<{ found: CaseAtDesk; clerkPersonId: string; earlier: DeskAnswerRow | null }> {
    const found = await lockCaseAtDesk(tx, caseId);
    if (!found) throw notFound();
    const named = judged.desk.people?.(judged.value) ?? [];
    const clerkPersonId = await this.clerks.assertMayAct(tx, actor, found, named);
    if (named.includes(found.personId)) throw problems.namesApplicant();
    return { found, clerkPersonId, earlier: await this.assertOpen(tx, found, answer, judged) };
  }

  /** Appends the answer and takes the case over, under the lease of whose token it is decided. */
  private async store(tx: Tx, id: string, request: DeskRequest, judged: Judged): Promise<Stored> {
    const { actor, caseId, answer } = request;
    const { found, clerkPersonId, earlier } = await this.openCase(tx, request, judged);
    const early = !earlier && !standsInQueue(found.state);
    const seq = earlier ? earlier.seq + 1 : 1;
    const at = this.clock.now();
    const evidenceNo = evidenceNumber(this.clock.today(), id);
    await insertDeskAnswer(tx, {
      id,
      caseId,
      fact: answer.fact,
      seq,
      evidenceNo,
      evidenceKind: answer.evidence.kind,
      valueSealed: this.sealer.seal(JSON.stringify(judged.value)),
      evidenceSealed: this.sealer.seal(JSON.stringify(answer.evidence)),
      reason: earlier ? (answer.reason ?? null) : null,
      clerk: actor.subject,
      clerkPersonId,
      answeredAt: at,
    });
    const paper = judged.desk.evidence[answer.evidence.kind];
    const body = {
      fact: answer.fact,
      evidenceNo,
      paper: paper ? { ...paper } : null,
      day: this.clock.today(),
      papersAsked: earlier ? 0 : 1,
      ...(early ? { beforeQueue: true } : {}),
    };
    const event = { kind: earlier ? 'fact-corrected' : 'fact-answered', body } as const;
    const lease = { owner: this.config.instanceName, leaseMs: LEASE_MS, event, at };
    return { token: await takeCaseOver(tx, caseId, lease), early };
  }

  /** @returns the answer that this one corrects. */
  private async assertOpen(
    tx: Tx,
    found: CaseAtDesk,
    { fact, reason }: DeskAnswer,
    { desk, value }: Judged,
  ): Promise<DeskAnswerRow | null> {
    if (!isUndecided(found.state) || found.round === 0) throw problems.notWaiting(found.state);
    const asked = this.items.get(found.item).item.facts.map(({ name }) => name);
    if (!asked.includes(fact)) {
      throw problems.notAnswerable(
        fact,
        asked.filter((name) => this.facts.deskOf(name)),
      );
    }
    const answers = await selectDeskAnswers(tx, found.id);
    const known = new Map<string, Fact>();
    const facts = [
      ...((await selectFactsOfRound(tx, found.id, found.round)) as unknown as Fact[]),
      ...deskFacts(this.sealer, answers).map(({ fact: answered }) => answered),
    ];
    for (const one of facts) if (known.get(one.name)?.state !== 'known') known.set(one.name, one);
    const now = known.get(fact);
    if (now?.state === 'known' && now.source !== DESK) {
      const { source, receiptNo, asOf } = now;
      const shown = shownValue(this.facts, fact, now.value);
      throw problems.factKnown(fact, { source, receiptNo, asOf, value: shown });
    }
    const earlier = answers.filter((answer) => answer.fact === fact).at(-1) ?? null;
    if (earlier && reason === undefined) throw problems.answeredBefore(fact, earlier.evidenceNo);
    if (!earlier && reason !== undefined) throw problems.nothingToCorrect();
    if (desk.fits?.(value, known) === false) throw problems.doesNotFit(fact, desk.beside ?? []);
    return earlier;
  }

  @CrashPoint('desk-decision')
  private async decide(centreId: number, caseId: string, token: bigint, traceId: string): Promise<void> {
    const result = await this.runCase.resume(centreId, caseId, token, traceId);
    if (result?.instructionId) await this.settlement.dispatch(centreId, result.instructionId);
  }
}

/** @throws Problem 400 naming the papers that could prove the value. */
function assertProves(desk: DeskAnswering, kind: string, value: Json): void {
  if (desk.proves === undefined || desk.proves(kind, value)) return;
  const papers = Object.entries(desk.evidence).filter(([other]) => desk.proves?.(other, value));
  throw problems.provesOther(papers.map(([, words]) => words));
}
