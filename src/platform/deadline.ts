/** Part of the time after which a question that still waits is not sent: no answer could be in time. */
const LATEST_START = 0.75;

/** How long one exchange with another party may take, all its attempts together. Whoever makes it ends it. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly latestStart: number;
  private readonly timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.latestStart = performance.now() + ms * LATEST_START;
    this.timer = setTimeout(() => this.controller.abort(), ms).unref();
  }

  /** Aborted once the time is over. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether it is too late to begin. */
  tooLate(): boolean {
    return performance.now() > this.latestStart;
  }

  /** The exchange is over: no timer outlives it. */
  end(): void {
    clearTimeout(this.timer);
  }
}
