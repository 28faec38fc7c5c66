import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Drain } from '../../../../platform/lifecycle';
import { GovernInterest, type InterestRunView } from './govern-interest';

const lookEveryMs = 500;
const longestMs = 5 * 60_000;

/** How far a run of interest has come, as server-sent events: one whenever it has come further. */
@Injectable()
export class StreamInterestRun {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly govern: GovernInterest,
    private readonly drain: Drain,
  ) {}

  /**
   * Each event tells the whole run as it is then, so a client that comes back misses nothing; its id is the number of
   * ranges done. Ends when the run has, after five minutes, or with the process. @throws Problem 404 before it begins.
   */
  async of(centreId: number, runId: string): Promise<Readable> {
    return Readable.from(this.lines(centreId, runId, await this.look(centreId, runId)));
  }

  private async *lines(centreId: number, runId: string, first: InterestRunView): AsyncGenerator<string> {
    yield 'retry: 1000\n\n';
    let run = first;
    let told = '';
    for (let waited = 0; waited < longestMs; waited += lookEveryMs) {
      const stands = `${run.state} ${run.ranges.done}`;
      if (stands !== told)
        yield `id: ${run.ranges.done}\nevent: ${run.state}\ndata: ${JSON.stringify(run)}\n\n`;
      told = stands;
      if (run.state === 'finished' || this.drain.signal.aborted) return;
      await pause(lookEveryMs);
      run = await this.look(centreId, runId);
    }
  }

  private look(centreId: number, runId: string): Promise<InterestRunView> {
    return this.unitOfWork.read(centreId, (tx) => this.govern.run(tx, runId));
  }
}
