import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Metrics } from '../metrics/metrics';
import { Cursors } from './cursors';
import { HealthController } from './health.controller';
import { Readiness } from './readiness';

/** Health routes, and what every room's controllers may inject: `Readiness`, `Metrics`, `Cursors`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    Readiness,
    Metrics,
    { provide: Cursors, inject: [AppConfig], useFactory: (config: AppConfig) => new Cursors(config) },
  ],
  exports: [Readiness, Metrics, Cursors],
})
export class HttpPlatformModule {}
