import { Injectable } from '@nestjs/common';

/** What is still under way in this process. */
export interface UnderWay {
  readonly requests: number;
  /** Work that goes on behind an answer that was given already. */
  readonly work: number;
}

/**
 * The end of this process, seen from inside: from `begin` on nothing new is taken, and what is under way is waited for.
 * What cannot be waited for is covered by leases.
 */
@Injectable()
export class Drain {
  private readonly begun = new AbortController();
  private readonly work = new Set<Promise<unknown>>();
  private requests = 0;
  private whenEmpty: (() => void) | null = null;

  /** Aborted when the process begins to end: streams stop, and their listeners come back elsewhere. */
  get signal(): AbortSignal {
    return this.begun.signal;
  }

  begin(): void {
    this.begun.abort();
  }

  /** Counts a request; call what it returns when its answer has been sent or its connection is gone. */
  requestBegan(): () => void {
    this.requests += 1;
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      this.requests -= 1;
      this.look();
    };
  }

  /** Waits for work that nobody awaits any more; whether it fails is not our question. */
  track(work: Promise<unknown>): void {
    const ended = work.then(noResult, noResult);
    this.work.add(ended);
    void ended.then(() => {
      this.work.delete(ended);
      this.look();
    });
  }

  get underWay(): UnderWay {
    return { requests: this.requests, work: this.work.size };
  }

  /** Resolves when nothing is under way any more. */
  emptied(): Promise<void> {
    return new Promise((resolve) => {
      this.whenEmpty = resolve;
      this.look();
    });
  }

  private look(): void {
    if (this.requests === 0 && this.work.size === 0) this.whenEmpty?.();
  }
}

const noResult = (): undefined => undefined;
