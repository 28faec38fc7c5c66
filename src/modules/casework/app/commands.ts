import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Sealer } from '../../../platform/crypto';
import { keptKey } from '../domain/kept-key';
import { type CommandKey, insertCommand, keepAnswer, selectCommand } from '../store/command-store';
import { keyReused, stillAtWork } from './case-problems';

export interface CommandAnswer {
  readonly status: number;
  /** JSON bytes of the answer. */
  readonly answer: string;
}

/** Commands that make something other than a case: done once a key, in one transaction with their answer. */
@Injectable()
export class Commands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Runs `work` once for this caller, route and key; a replay gives the stored status and bytes.
   * What `work` throws stores nothing, so the request may be mended and sent again with the same key.
   * @throws Problem 422 when the key was used for another body, 409 while the first request is at work.
   */
  async once(
    request: { actor: Actor; route: string; key: string; bodyHash: string },
    work: (tx: Tx, resourceId: string) => Promise<CommandAnswer>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { actor, route, key, bodyHash } = request;
    const commandKey = this.keyOf(actor, route, key);
    return this.unitOfWork.run(actor.centreId, async (tx) => {
      const resourceId = newId();
      if (await insertCommand(tx, commandKey, bodyHash, resourceId)) {
        const made = await work(tx, resourceId);
        return { ...(await keepAnswer(tx, resourceId, made.status, made.answer)), replayed: false };
      }
      const stored = await selectCommand(tx, commandKey);
      if (stored && stored.bodyHash !== bodyHash) throw keyReused();
      if (!stored || stored.status === null || stored.answer === null) throw stillAtWork();
      return { status: stored.status, answer: stored.answer, replayed: true };
    });
  }

  /**
   * As `once` for work that takes more than one transaction: the first stores the key with what `begin` stores, then
   * `carryOn` works with no transaction open, and `answer` reads what is kept for replays. A replay of a request that
   * died in between is answered with `answer` as things stand by then.
   * @throws Problem 422 and 409 as `once`; what `carryOn` throws leaves what `begin` stored.
   */
  async inSteps<T>(
    request: { actor: Actor; route: string; key: string; bodyHash: string },
    steps: {
      begin(tx: Tx, resourceId: string): Promise<T>;
      carryOn(begun: T, resourceId: string): Promise<void>;
      answer(tx: Tx, resourceId: string): Promise<CommandAnswer>;
    },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { actor, route, key, bodyHash } = request;
    const commandKey = this.keyOf(actor, route, key);
    type First = { begun: T; resourceId: string } | { replay: CommandAnswer };
    const first = await this.unitOfWork.run(actor.centreId, async (tx): Promise<First> => {
      const resourceId = newId();
      if (await insertCommand(tx, commandKey, bodyHash, resourceId)) {
        return { begun: await steps.begin(tx, resourceId), resourceId };
      }
      const stored = await selectCommand(tx, commandKey);
      if (stored && stored.bodyHash !== bodyHash) throw keyReused();
      if (!stored) throw stillAtWork();
      const { status, answer } = stored;
      if (status !== null && answer !== null) return { replay: { status, answer } };
      if (stored.leased) throw stillAtWork();
      return { replay: await steps.answer(tx, stored.resourceId) };
    });
    if ('replay' in first) return { ...first.replay, replayed: true };
    const { begun, resourceId } = first;
    await steps.carryOn(begun, resourceId);
    const kept = await this.unitOfWork.run(actor.centreId, async (tx) => {
      const { status, answer } = await steps.answer(tx, resourceId);
      return keepAnswer(tx, resourceId, status, answer);
    });
    return { ...kept, replayed: false };
  }

  /** Whether the key was used before for this caller and route, whatever for. */
  async isTaken(
    tx: Tx,
    { actor, route, key }: { actor: Actor; route: string; key: string },
  ): Promise<boolean> {
    return (await selectCommand(tx, this.keyOf(actor, route, key))) !== null;
  }

  private keyOf({ subject: caller }: Actor, route: string, sent: string): CommandKey {
    return { caller, route, sent, key: keptKey((kind, value) => this.sealer.blindIndex(kind, value), sent) };
  }
}
