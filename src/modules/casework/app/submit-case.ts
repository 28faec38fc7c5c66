import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import type { Language, Problem } from '../../../platform/http';
import { Sealer } from '../../../platform/crypto/sealer';
import { violatedConstraint } from '../../../platform/database/connection-fault';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Drain } from '../../../platform/lifecycle';
import { Settlement } from '../../settlement';
import type { Item, Subject } from '../item';
import { insertCase, insertEvent, type NewCase, oneOpenCase, selectOpenCaseOf } from '../store/case-store';
import type { DeskAnswerRow } from '../store/desk-store';
import { keptKey } from '../domain/kept-key';
import { type CommandKey, insertCommand, type KeptAnswer, selectCommand } from '../store/command-store';
import { CaseFile } from './case-file';
import { type CounterInput, CounterIntake, type Received } from './counter-intake';
import { justEnded, keyReused, sameActOpen, stillAtWork } from './case-problems';
import { clockOf } from './clock-of';
import { ItemRegistry } from './item-registry';
import { deskFacts } from './desk-facts';
import { RunCase, type RunnableCase, type Sent } from './run-case';
import { validInput } from './valid-input';
import { withinBudget } from './within-budget';

export interface Submission {
  readonly actor: Actor;
  readonly key: string;
  readonly bodyHash: string;
  readonly item: string;
  readonly input: unknown;
  /** How it came, where no clerk sends it. */
  readonly channel: string;
  readonly traceId: string;
  /** Of a problem that ends the case, absent: Chinese. */
  readonly language?: Language;
}

export interface Reply {
  readonly caseId: string;
  /** 201, or the status of the problem that ended the case. */
  readonly status: number;
  /** The bytes of the answer: a case view, or that problem. */
  readonly answer: string;
  readonly replayed: boolean;
}

type Intake =
  { readonly taken: RunnableCase; readonly answers: readonly DeskAnswerRow[] } | { readonly reply: Reply };

/** Whom the application is about, and what a clerk received with it; null without a clerk. */
interface Sought {
  readonly subject: Subject;
  readonly received: Received | null;
}

const route = 'POST /v1/cases';

/** Takes an application in, carries it as far as it goes within the inline budget, and answers. */
@Injectable()
export class SubmitCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemRegistry,
    private readonly counter: CounterIntake,
    private readonly runCase: RunCase,
    private readonly caseFile: CaseFile,
    private readonly settlement: Settlement,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly drain: Drain,
  ) {}

  /** Problems: 400 bad input, 403 other role or the clerk's own, 404 another's thing, 409 same act open or key at work, 422 key reused. */
  @CrashPoint('submission')
  async submit(submission: Submission): Promise<Reply> {
    const item = this.items.forApplicant(submission.item, submission.actor.role);
    const given = this.given(item, submission);
    const started = performance.now();
    const intake = await this.intake(submission, item, given);
    if ('reply' in intake) return intake.reply;
    const remaining = this.config.inlineBudgetMs - (performance.now() - started);
    const { centreId } = submission.actor;
    const caseId = intake.taken.id;
    const carried = this.carry(centreId, intake, submission.traceId);
    // It may go on beyond the answer, and the end of the process waits for it.
    this.drain.track(carried);
    const answer = await withinBudget(carried, remaining);
    const kept =
      answer ?? (await this.unitOfWork.run(centreId, (tx) => this.caseFile.keepAnswer(tx, caseId)));
    return { caseId, ...kept, replayed: false };
  }

  /** Transaction 1: key, body hash, case, law day, legal basis. */
  @CrashPoint('intake')
  private async intake(submission: Submission, item: Item, given: CounterInput): Promise<Intake> {
    const { actor } = submission;
    const { key: sent } = submission;
    const key = keptKey((kind, value) => this.sealer.blindIndex(kind, value), sent);
    const commandKey: CommandKey = { caller: actor.subject, route, sent, key };
    let subject: Subject | undefined;
    try {
      return await this.unitOfWork.run(actor.centreId, async (tx): Promise<Intake> => {
        const caseId = newId();
        const isNew = insertCommand(tx, commandKey, submission.bodyHash, caseId);
        // Sought in the same turn; of a key that was there before, nobody asks what became of it.
        const sought = this.seek(tx, actor, item, given);
        sought.catch(() => undefined);
        if (!(await isNew)) return { reply: await this.replay(tx, commandKey, submission.bodyHash) };
        const found = await sought;
        subject = found.subject;
        const made = this.newCase(caseId, submission, item, found, given.input);
        await this.store(tx, made, found.received);
        const sent = sentBy(actor, subject, given.input);
        const { language = 'zh' } = submission;
        const taken = { ...made, state: 'accepted' as const, round: 0, token: 1n, language, ...sent };
        return { taken, answers: found.received?.answers ?? [] };
      });
    } catch (error) {
      if (violatedConstraint(error) !== oneOpenCase || !subject) throw error;
      throw await this.openCase(actor.centreId, item.code, subject.businessKey);
    }
  }

  /** Who the case is about; at a counter, whether this clerk may act for them. */
  private async seek(tx: Tx, actor: Actor, item: Item, given: CounterInput): Promise<Sought> {
    const subject = await item.subject(tx, actor, given.input);
    const atCounter = actor.role === 'clerk';
    const received = atCounter ? await this.counter.receive(tx, actor, subject, given.papers) : null;
    return { subject, received };
  }

  private given(item: Item, { actor, input }: Submission): CounterInput {
    return actor.role === 'clerk'
      ? this.counter.checked(item, input)
      : { input: validInput(item, input), papers: [] };
  }

  private async store(tx: Tx, made: NewCase, received: Received | null): Promise<void> {
    const stored = insertCase(tx, made, { kind: 'accepted', body: { channel: made.channel } });
    if (!received) return stored;
    await together([
      stored,
      this.counter.store(tx, made.id, received),
      insertEvent(tx, made.id, this.counter.visit(received), made.acceptedAt),
    ]);
  }

  private newCase(
    id: string,
    submission: Submission,
    item: Item,
    { subject, received }: Sought,
    input: object,
  ): NewCase {
    const { actor } = submission;
    const lawDay = this.clock.today();
    const { personId, employerId, accountId, businessKey } = subject;
    return {
      id,
      item: item.code,
      personId,
      employerId,
      accountId,
      businessKey,
      clerkPersonId: received?.clerkPersonId ?? null,
      lawDay,
      ...clockOf(item.code, lawDay),
      channel: received ? 'counter' : submission.channel,
      legalBasis: item.basis,
      inputSealed: this.sealer.seal(JSON.stringify(sentBy(actor, subject, input))),
      submitter: actor.subject,
      acceptedAt: this.clock.now(),
      leaseOwner: this.config.instanceName,
      leaseMs: LEASE_MS,
    };
  }

  private async openCase(centreId: number, item: string, businessKey: string): Promise<Problem> {
    const caseId = await this.unitOfWork.read(centreId, (tx) => selectOpenCaseOf(tx, item, businessKey));
    // It ended in between: nothing was stored, and the same request may simply be sent again.
    return caseId ? sameActOpen(caseId) : justEnded();
  }

  @CrashPoint('replay')
  private async replay(tx: Tx, key: CommandKey, bodyHash: string): Promise<Reply> {
    const command = await selectCommand(tx, key);
    if (!command) throw stillAtWork();
    if (command.bodyHash !== bodyHash) throw keyReused();
    const { resourceId: caseId, status, answer } = command;
    if (status !== null && answer !== null) return { caseId, status, answer, replayed: true };
    if (command.leased) throw stillAtWork();
    // The first request died before it answered: the case as it is now.
    const view = await this.caseFile.view(tx, caseId);
    return { caseId, status: 201, answer: JSON.stringify(view), replayed: true };
  }

  /** Transactions 2 and 3. Returns the answer that was kept, or null when it is to be read from the database. */
  private async carry(
    centreId: number,
    { taken, answers }: Exclude<Intake, { reply: Reply }>,
    traceId: string,
  ): Promise<KeptAnswer | null> {
    const answered = deskFacts(this.sealer, answers);
    const result = await this.runCase.round(centreId, taken, traceId, { reusable: [], answered });
    if (result?.state !== 'paying' || !result.instructionId) return result?.answer ?? null;
    const { state, byThisCall } = await this.settlement.dispatch(centreId, result.instructionId);
    const finished = byThisCall && (state === 'paid' || state === 'rejected');
    return finished ? this.caseFile.takeAnswer(taken.id) : null;
  }
}

function sentBy(actor: Actor, { applicant }: Subject, input: object): Sent {
  return applicant ? { input, actor, applicant } : { input, actor };
}
