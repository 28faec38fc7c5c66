import { SchedulerRegistry } from '@nestjs/schedule';
import { TickingWorker } from '../../../src/platform/lease/ticking-worker';

/** Work that is not over before it is told so. */
class SlowWorker extends TickingWorker {
  begun = 0;
  private readonly open: ((found: number) => void)[] = [];

  constructor(mostRounds?: number) {
    super('slow', new SchedulerRegistry(), 100, mostRounds);
  }

  workOnce(): Promise<number> {
    this.begun += 1;
    return new Promise((resolve) => this.open.push(resolve));
  }

  /** Ends the oldest round, which had found so much to do. */
  async endRound(found: number): Promise<void> {
    this.open.shift()?.(found);
    await jest.advanceTimersByTimeAsync(0);
  }
}

const ticks = (count: number): Promise<void> => jest.advanceTimersByTimeAsync(count * 100);

describe('a worker that ticks', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('begins no second round while the first is at work, unless it may', async () => {
    const worker = new SlowWorker();
    worker.onApplicationBootstrap();
    await ticks(5);
    expect(worker.begun).toBe(1);
    await worker.endRound(0);
    await ticks(1);
    expect(worker.begun).toBe(2);
  });

  it('that may have three rounds at work takes up what falls due while the others wait, and no more', async () => {
    const worker = new SlowWorker(3);
    worker.onApplicationBootstrap();
    await ticks(5);
    expect(worker.begun).toBe(3);
  });

  it('goes on at once while there is work, and waits for the tick when there is none', async () => {
    const worker = new SlowWorker();
    worker.onApplicationBootstrap();
    await ticks(1);
    await worker.endRound(8);
    expect(worker.begun).toBe(2);
    await worker.endRound(0);
    expect(worker.begun).toBe(2);
  });

  it('that is told to end waits for its rounds and begins none', async () => {
    const worker = new SlowWorker(2);
    worker.onApplicationBootstrap();
    await ticks(2);
    let isOver = false;
    const ending = worker.onModuleDestroy().then(() => (isOver = true));
    await worker.endRound(8);
    expect([isOver, worker.begun]).toEqual([false, 2]);
    await worker.endRound(8);
    await ending;
    await ticks(3);
    expect(worker.begun).toBe(2);
  });
});
