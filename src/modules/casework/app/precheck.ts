import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock/clock';
import { Sealer } from '../../../platform/crypto/sealer';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Evidence } from '../../registry';
import type { CaseContext, Item } from '../item';
import { type CounterInput, CounterIntake, type Received } from './counter-intake';
import { decideItem } from './decide-item';
import { deskFacts } from './desk-facts';
import { GatherFacts } from './gather-facts';
import { ItemRegistry } from './item-registry';
import { validInput } from './valid-input';

export interface PrecheckView {
  readonly item: string;
  /** null while something is unknown and nothing speaks against it. */
  readonly eligible: boolean | null;
  /** Yuan that could be granted now; null when not eligible or not known. */
  readonly maxAmount: string | null;
  /** First day on which asking again makes sense, when only time is missing. */
  readonly nextEligibleOn: string | null;
  readonly decision: Decision;
}

/** "Can I, how much, when?": the decision without a case. No key, hold or journal; evidence of questions is kept. */
@Injectable()
export class Precheck {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ItemRegistry,
    private readonly counter: CounterIntake,
    private readonly gather: GatherFacts,
    private readonly evidence: Evidence,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Problems as for a submission, without those of keys. */
  async check(actor: Actor, code: string, body: unknown, traceId: string): Promise<PrecheckView> {
    const item = this.items.forApplicant(code, actor.role);
    const atCounter = actor.role === 'clerk';
    const given = atCounter
      ? this.counter.forPrecheck(item, body)
      : { input: validInput(item, body), papers: [] };
    const { context, answers } = await this.contextOf(actor, item, given, traceId);
    const gathered = await this.gather.external(item, context, [], deskFacts(this.sealer, answers));
    const facts = gathered.facts;
    if (gathered.exchanges.length > 0) {
      await this.unitOfWork.run(actor.centreId, (tx) => this.evidence.store(tx, null, gathered.exchanges));
    }
    await this.unitOfWork.read(actor.centreId, (tx) => this.gather.internal(tx, item, context, facts));
    return this.viewOf(item, context, facts);
  }

  private async contextOf(
    actor: Actor,
    item: Item,
    { input, papers }: CounterInput,
    traceId: string,
  ): Promise<{ context: CaseContext<object>; answers: Received['answers'] }> {
    const { subject, answers } = await this.unitOfWork.read(actor.centreId, async (tx) => {
      const found = await item.subject(tx, actor, input);
      if (actor.role !== 'clerk') return { subject: found, answers: [] };
      const received = await this.counter.receive(tx, actor, found, papers);
      return { subject: found, answers: received.answers };
    });
    const today = this.clock.today();
    const context = {
      centreId: actor.centreId,
      caseId: null,
      item: item.code,
      actor,
      applicant: subject.applicant ?? actor.identity ?? null,
      traceId,
      personId: subject.personId,
      employerId: subject.employerId,
      accountId: subject.accountId,
      input,
      lawDay: today,
      today,
      locked: false,
    };
    return { context, answers };
  }

  private viewOf(item: Item, context: CaseContext, facts: ReadonlyMap<string, Fact>): PrecheckView {
    const decision = decideItem(item, { ...context, facts });
    const { outcome } = decision;
    const failed = decision.findings.filter((finding) => finding.truth === 'false');
    const onlyTime = failed.length > 0 && failed.every((finding) => finding.retryOn !== null);
    const retryOn =
      failed
        .map((finding) => finding.retryOn ?? '')
        .sort()
        .at(-1) ?? null;
    return {
      item: item.code,
      eligible: outcome === 'approved' ? true : outcome === 'refused' ? false : null,
      maxAmount: outcome === 'approved' ? decision.amount : null,
      nextEligibleOn: onlyTime ? retryOn : null,
      decision,
    };
  }
}
