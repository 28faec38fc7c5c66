import { Global, Module } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config';
import { Measures } from './measures';
import { Metrics } from './metrics';
import { RealTimes } from './real-times';

/** Figures of the database and of the pool, and the real-times. Needs the database's room. */
@Global()
@Module({ providers: [Measures, RealTimes], exports: [Measures, RealTimes] })
export class MeasuresModule {
  constructor(@InjectDataSource() dataSource: DataSource, metrics: Metrics, { databasePoolSize }: AppConfig) {
    const gauge: Gauge<'state'> = new Gauge({
      name: 'zero_run_database_connections',
      help: 'Connections of this process: size of the pool, in use, idle; and who waits for one',
      labelNames: ['state'],
      registers: [metrics.registry],
      collect: () => {
        const { totalCount, idleCount, waitingCount } = (dataSource.driver as unknown as { master: Pool })
          .master;
        gauge.set({ state: 'size' }, databasePoolSize);
        gauge.set({ state: 'used' }, totalCount - idleCount);
        gauge.set({ state: 'idle' }, idleCount);
        gauge.set({ state: 'waiting' }, waitingCount);
      },
    });
  }
}
