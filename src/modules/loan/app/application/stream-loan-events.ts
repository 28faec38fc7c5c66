import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Drain } from '../../../../platform/lifecycle';
import { LOAN_STATES } from '../../domain/loan-state';
import { selectLoanEventsAfter } from '../../store/loan-store';
import { loanTimelineEntry } from './read-loans';

const lookEveryMs = 200;
const longestMs = 5 * 60_000;

/** A loan's events as server-sent events; the number under the loan is the SSE id, so a client resumes without loss. */
@Injectable()
export class StreamLoanEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drain: Drain,
  ) {}

  /** Ends by itself when the loan is over, after five minutes, or with the process: the client comes back with Last-Event-ID. */
  from(centreId: number, loanId: string, afterSeq: number): Readable {
    return Readable.from(this.lines(centreId, loanId, afterSeq));
  }

  private async *lines(centreId: number, loanId: string, afterSeq: number): AsyncGenerator<string> {
    let seq = afterSeq;
    yield 'retry: 1000\n\n';
    for (let waited = 0; waited < longestMs; waited += lookEveryMs) {
      const { events, state } = await this.unitOfWork.read(centreId, (tx) =>
        selectLoanEventsAfter(tx, loanId, seq),
      );
      for (const event of events) {
        seq = event.seq;
        yield `id: ${event.seq}\nevent: ${event.kind}\ndata: ${JSON.stringify(loanTimelineEntry(event))}\n\n`;
      }
      if (LOAN_STATES[state].final || this.drain.signal.aborted) return;
      await pause(lookEveryMs);
    }
  }
}
