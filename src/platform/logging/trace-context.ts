import { AsyncLocalStorage } from 'node:async_hooks';

const traces = new AsyncLocalStorage<string>();

/** Runs `work` so that everything it logs, now and later, carries the trace id. Workers use it as requests do. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return traces.run(traceId, work);
}

export function currentTraceId(): string | undefined {
  return traces.getStore();
}
