import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../../../platform/metrics';
import { AskRegistry } from '../../registry';

const LEVEL = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Shows how the breakers of this process stand, for cases wait while one is open. */
@Injectable()
export class WatchBreakers {
  constructor(registries: AskRegistry, metrics: Metrics) {
    const gauge: Gauge<'registry'> = new Gauge({
      name: 'zero_run_breaker_state',
      help: 'Breaker of a registry in this process: 0 closed (asked), 1 half-open (tried once), 2 open (not asked)',
      labelNames: ['registry'],
      registers: [metrics.registry],
      collect: () => {
        for (const { registry, state } of registries.breakerStates()) gauge.set({ registry }, LEVEL[state]);
      },
    });
    const opened: Counter<'registry'> = new Counter({
      name: 'zero_run_breaker_opened_total',
      help: 'How often the breaker of a registry opened in this process, again with each trial that failed',
      labelNames: ['registry'],
      registers: [metrics.registry],
      collect: () => {
        opened.reset();
        for (const { registry, timesOpened } of registries.breakerStates())
          opened.inc({ registry }, timesOpened);
      },
    });
  }
}
