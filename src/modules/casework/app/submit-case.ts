import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { CrashPoint } from '../../../platform/crash-point';
import { type Problem } from '../../../platform/http';
import { Sealer } from '../../../platform/crypto/sealer';
import { violatedConstraint } from '../../../platform/database/connection-fault';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Drain } from '../../../platform/lifecycle';
import { Settlement } from '../../settlement';
import type { Item, Subject } from '../item';
import { insertCase, type NewCase, oneOpenCase, selectOpenCaseOf } from '../store/case-store';
import { type CommandKey, insertCommand, type KeptAnswer, selectCommand } from '../store/command-store';
import { CaseFile } from './case-file';
import { justEnded, keyReused, sameActOpen, stillAtWork } from './case-problems';
import { deadlineOf } from './deadline-of';
import { ItemRegistry } from './item-registry';
import { RunCase, type RunnableCase, type Sent } from './run-case';
import { validInput } from './valid-input';
import { withinBudget } from './within-budget';

export interface Submission {
  readonly actor: Actor;
  readonly key: string;
  readonly bodyHash: string;
  readonly item: string;
  readonly input: unknown;
  readonly channel: string;
  readonly traceId: string;
}

export interface Reply {
  readonly caseId: string;
  readonly status: number;
  /** The bytes of the answer: a case view. */
  readonly answer: string;
  readonly replayed: boolean;
}

type Intake = { readonly taken: RunnableCase } | { readonly reply: Reply };

const route = 'POST /v1/cases';

/** Takes an application in, carries it as far as it goes within the inline budget, and answers. */
@Injectable()
export class SubmitCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemRegistry,
    private readonly runCase: RunCase,
    private readonly caseFile: CaseFile,
    private readonly settlement: Settlement,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly drain: Drain,
  ) {}

  /** Problems: 400 bad input, 403 other role, 404 another's thing, 409 same act open or key at work, 422 key reused. */
  @CrashPoint('submission')
  async submit(submission: Submission): Promise<Reply> {
    const item = this.items.forApplicant(submission.item, submission.actor.role);
    const input = validInput(item, submission.input);
    const started = performance.now();
    const intake = await this.intake(submission, item, input);
    if ('reply' in intake) return intake.reply;
    const remaining = this.config.inlineBudgetMs - (performance.now() - started);
    const { centreId } = submission.actor;
    const caseId = intake.taken.id;
    const carried = this.carry(centreId, intake.taken, submission.traceId);
    // It may go on beyond the answer, and the end of the process waits for it.
    this.drain.track(carried);
    const answer = await withinBudget(carried, remaining);
    const kept =
      answer ?? (await this.unitOfWork.run(centreId, (tx) => this.caseFile.keepAnswer(tx, caseId)));
    return { caseId, ...kept, replayed: false };
  }

  /** Transaction 1: key, body hash, case, law day, legal basis. */
  @CrashPoint('intake')
  private async intake(submission: Submission, item: Item, input: object): Promise<Intake> {
    const { actor } = submission;
    const commandKey: CommandKey = { caller: actor.subject, route, key: submission.key };
    let subject: Subject | undefined;
    try {
      return await this.unitOfWork.run(actor.centreId, async (tx): Promise<Intake> => {
        const caseId = newId();
        const isNew = insertCommand(tx, commandKey, submission.bodyHash, caseId);
        // Sought in the same turn; of a key that was there before, nobody asks what became of it.
        const sought = item.subject(tx, actor, input);
        sought.catch(() => undefined);
        if (!(await isNew)) return { reply: await this.replay(tx, commandKey, submission.bodyHash) };
        subject = await sought;
        const made = this.newCase(caseId, submission, item, subject, input);
        await insertCase(tx, made, { kind: 'accepted', body: { channel: submission.channel } });
        return { taken: { ...made, state: 'accepted', round: 0, token: 1n, input, actor } };
      });
    } catch (error) {
      if (violatedConstraint(error) !== oneOpenCase || !subject) throw error;
      throw await this.openCase(actor.centreId, item.code, subject.businessKey);
    }
  }

  private newCase(id: string, submission: Submission, item: Item, subject: Subject, input: object): NewCase {
    const { actor, channel } = submission;
    const lawDay = this.clock.today();
    return {
      id,
      item: item.code,
      ...subject,
      lawDay,
      deadline: deadlineOf(item.code, lawDay),
      channel,
      legalBasis: item.basis,
      inputSealed: this.sealer.seal(JSON.stringify({ input, actor } satisfies Sent)),
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
  private async replay(
    tx: Parameters<typeof selectCommand>[0],
    key: CommandKey,
    bodyHash: string,
  ): Promise<Reply> {
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
  private async carry(centreId: number, taken: RunnableCase, traceId: string): Promise<KeptAnswer | null> {
    const result = await this.runCase.round(centreId, taken, traceId);
    if (result?.state !== 'paying' || !result.instructionId) return result?.answer ?? null;
    const { state, byThisCall } = await this.settlement.dispatch(centreId, result.instructionId);
    const finished = byThisCall && (state === 'paid' || state === 'rejected');
    return finished ? this.caseFile.takeAnswer(taken.id) : null;
  }
}
