import { Drain } from '../../../src/platform/lifecycle';

describe('the end of a process', () => {
  const settled = async (promise: Promise<unknown>): Promise<boolean> => {
    let isSettled = false;
    void promise.then(() => (isSettled = true));
    await new Promise((resolve) => setImmediate(resolve));
    return isSettled;
  };

  test('waits for nothing when nothing is under way', async () => {
    expect(await settled(new Drain().emptied())).toBe(true);
  });

  test('waits for each request once, however often its end is told', async () => {
    const drain = new Drain();
    const ended = [drain.requestBegan(), drain.requestBegan()];
    const emptied = drain.emptied();
    ended[0]?.();
    ended[0]?.();
    expect([drain.underWay.requests, await settled(emptied)]).toEqual([1, false]);
    ended[1]?.();
    expect([drain.underWay.requests, await settled(emptied)]).toEqual([0, true]);
  });

  test('waits for work behind an answer that was given, whether it succeeds or fails', async () => {
    const drain = new Drain();
    let fail: (error: Error) => void = () => undefined;
    drain.track(new Promise((_, reject) => (fail = reject)));
    const emptied = drain.emptied();
    expect([drain.underWay.work, await settled(emptied)]).toEqual([1, false]);
    fail(new Error('a fault of ours'));
    expect(await settled(emptied)).toBe(true);
  });

  test('is told to streams from its first moment on', () => {
    const drain = new Drain();
    expect(drain.signal.aborted).toBe(false);
    drain.begin();
    expect(drain.signal.aborted).toBe(true);
  });
});
