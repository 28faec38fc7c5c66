import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Drain } from '../../../platform/lifecycle';
import { timelineEntry } from '../domain/case-view';
import { selectEventsAfter } from '../store/case-store';

const lookEveryMs = 200;
const longestMs = 5 * 60_000;

/** A case's events as server-sent events; the number under the case is the SSE id, so a client resumes without loss. */
@Injectable()
export class StreamCaseEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drain: Drain,
  ) {}

  /** Ends by itself when the case is over, after five minutes, or with the process: the client then comes back with Last-Event-ID. */
  from(centreId: number, caseId: string, afterSeq: number): Readable {
    return Readable.from(this.lines(centreId, caseId, afterSeq));
  }

  private async *lines(centreId: number, caseId: string, afterSeq: number): AsyncGenerator<string> {
    let seq = afterSeq;
    yield 'retry: 1000\n\n';
    for (let waited = 0; waited < longestMs; waited += lookEveryMs) {
      const { events, finished } = await this.unitOfWork.read(centreId, (tx) =>
        selectEventsAfter(tx, caseId, seq),
      );
      for (const event of events) {
        seq = event.seq;
        yield `id: ${event.seq}\nevent: ${event.kind}\ndata: ${JSON.stringify(timelineEntry(event))}\n\n`;
      }
      if (finished || this.drain.signal.aborted) return;
      await pause(lookEveryMs);
    }
  }
}
