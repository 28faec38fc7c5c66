import { Global, Module } from '@nestjs/common';
import { Metrics } from '../metrics/metrics';
import { HealthController } from './health.controller';
import { Readiness } from './readiness';

/** Health routes, and what every room's controllers may inject: `Readiness`, `Metrics`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [Readiness, Metrics],
  exports: [Readiness, Metrics],
})
export class HttpPlatformModule {}
