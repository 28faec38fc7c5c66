import { Global, Module } from '@nestjs/common';
import { Drain } from '../lifecycle/drain';
import { Metrics } from '../metrics/metrics';
import { HealthController } from './health.controller';
import { OpenApiParts } from './openapi/openapi-parts';
import { Readiness } from './readiness';

/** Health routes, and what every room's controllers may inject: `Readiness`, `Drain`, `Metrics`, `OpenApiParts`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [Drain, OpenApiParts, Readiness, Metrics],
  exports: [Drain, OpenApiParts, Readiness, Metrics],
})
export class HttpPlatformModule {}
