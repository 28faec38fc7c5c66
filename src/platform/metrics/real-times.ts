import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Tx } from '../database/tx';
import { Metrics } from './metrics';

/** What has to happen while people wait, and how fast. */
export interface RealTime {
  /** Label of its series: lower case, words joined by hyphens. */
  readonly name: string;
  readonly targetSeconds: number;
}

/** How long the real-times took, and how often one took longer than its target. */
@Injectable()
export class RealTimes {
  private readonly targets = new Map<string, number>();
  private readonly durations: Histogram<'realtime'>;
  private readonly breaches: Counter<'realtime'>;
  private readonly target: Gauge<'realtime'>;

  constructor({ registry }: Metrics) {
    const common = { labelNames: ['realtime'] as const, registers: [registry] };
    this.durations = new Histogram({
      ...common,
      name: 'zero_run_realtime_seconds',
      help: 'Time a real-time (六实时) took, committed work only',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600],
    });
    this.breaches = new Counter({
      ...common,
      name: 'zero_run_realtime_breaches_total',
      help: 'Real-times that took longer than their target',
    });
    this.target = new Gauge({
      ...common,
      name: 'zero_run_realtime_target_seconds',
      help: 'Target of a real-time',
    });
  }

  /** Shown with its target and without breaches from the start. @throws Error when the name is taken. */
  declare({ name, targetSeconds }: RealTime): void {
    if (this.targets.has(name)) throw new Error(`the real-time ${name} is declared twice`);
    this.targets.set(name, targetSeconds);
    this.target.set({ realtime: name }, targetSeconds);
    this.breaches.inc({ realtime: name }, 0);
  }

  /** Notes how long something took, once `tx` is committed. @throws Error for a real-time that nobody declared. */
  tookOnceCommitted(tx: Tx, name: string, since: Since): void {
    const targetSeconds = this.targets.get(name);
    if (targetSeconds === undefined) throw new Error(`the real-time ${name} is not declared`);
    tx.afterCommit(() => {
      const seconds = Math.max(0, since());
      this.durations.observe({ realtime: name }, seconds);
      if (seconds > targetSeconds) this.breaches.inc({ realtime: name });
    });
  }
}

/** Seconds that have passed by now. */
export type Since = () => number;

/** From this moment on, in this process. */
export function sinceNow(): Since {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

/** From the moment at which an id of ours was made (UUID 7), in this process or another. */
export function sinceId(id: string): Since {
  const madeAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return () => (Date.now() - madeAtMs) / 1000;
}
