import { Injectable, Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AppConfig } from '../config/app-config';
import { UnitOfWork } from '../database/unit-of-work';
import { Metrics } from './metrics';

/** A figure of the database that is read when the collector asks, never on the road of a request. */
export interface Measure {
  /** Name of the series, with its unit last. */
  readonly name: string;
  readonly help: string;
  /** Columns that are labels. Few values each; never an id, a name or an amount. */
  readonly labels?: readonly string[];
  /** Rows with a numeric `value` and the labels; bound to the centre by row-level security. */
  readonly sql: string;
}

const LEAST_AGE_MS = 5_000;
/** A measure may take a twentieth of one connection's time, so a slow one is read more rarely by itself. */
const REST_PER_WORK = 20;
const STATEMENT_TIMEOUT_MS = 30_000;
/** A collector is not kept waiting longer: it gets the figures of the last reading. */
const PATIENCE_MS = 2_000;

interface Reading {
  reading: Promise<void> | null;
  /** On the clock of the process, of the end of the last reading; null before the first. */
  readAt: number | null;
  tookMs: number;
}

/**
 * Figures that rooms register, one series a measure. All instances show the same database: take their maximum, not
 * their sum. A measure that cannot be read is not shown, and counted: unknown is not zero.
 */
@Injectable()
export class Measures {
  private readonly logger = new Logger(Measures.name);
  private readonly names = new Set<string>();
  private readonly unreadable: Gauge<'measure'>;
  private readonly age: Gauge<'measure'>;
  /** One after another, on one connection at most. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly metrics: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {
    const common = { labelNames: ['measure'] as const, registers: [metrics.registry] };
    this.unreadable = new Gauge({
      ...common,
      name: 'zero_run_measure_unreadable',
      help: '1 while a measure cannot be read and is therefore not shown',
    });
    this.age = new Gauge({
      ...common,
      name: 'zero_run_measure_age_seconds',
      help: 'Age of the figures of a measure',
    });
  }

  /** @throws Error when the name is taken. */
  register(measure: Measure): void {
    if (this.names.has(measure.name)) throw new Error(`the measure ${measure.name} is registered twice`);
    this.names.add(measure.name);
    const state: Reading = { reading: null, readAt: null, tookMs: 0 };
    const gauge: Gauge = new Gauge({
      name: measure.name,
      help: measure.help,
      labelNames: [...(measure.labels ?? [])],
      registers: [this.metrics.registry],
      collect: () => this.collect(measure, gauge, state),
    });
  }

  private async collect(measure: Measure, gauge: Gauge, state: Reading): Promise<void> {
    const isFresh =
      state.readAt !== null &&
      performance.now() - state.readAt < Math.max(LEAST_AGE_MS, state.tookMs * REST_PER_WORK);
    if (!isFresh) {
      state.reading ??= this.inTurn(() => this.read(measure, gauge, state)).finally(() => {
        state.reading = null;
      });
      await withPatience(state.reading);
    }
    if (state.readAt !== null)
      this.age.set({ measure: measure.name }, (performance.now() - state.readAt) / 1000);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work);
    return this.queue;
  }

  private async read(measure: Measure, gauge: Gauge, state: Reading): Promise<void> {
    const began = performance.now();
    try {
      const rows = await this.unitOfWork.snapshot(this.config.centreId, (tx) => tx.query(measure.sql), {
        statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      });
      gauge.reset();
      for (const row of rows) gauge.set(labelsOf(measure, row), Number(row['value']));
      this.unreadable.set({ measure: measure.name }, 0);
    } catch (error) {
      this.logger.warn({
        event: 'measure-unreadable',
        measure: measure.name,
        fault: error instanceof Error ? error.name : typeof error,
      });
      gauge.reset();
      // A gauge without labels is 0 when it is reset; what is not known is not shown.
      if ((measure.labels ?? []).length === 0) gauge.remove();
      this.unreadable.set({ measure: measure.name }, 1);
    }
    state.readAt = performance.now();
    state.tookMs = state.readAt - began;
  }
}

function labelsOf({ labels = [] }: Measure, row: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(labels.map((label) => [label, String(row[label])]));
}

async function withPatience(reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([reading, enough]).finally(() => clearTimeout(timer));
}
