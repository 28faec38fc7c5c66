import { Global, Module } from '@nestjs/common';
import { Metrics } from '../metrics/metrics';
import { HealthController } from './health.controller';
import { OpenApiParts } from './openapi/openapi-parts';
import { Readiness } from './readiness';

/** Health routes, and what every room's controllers may inject: `Readiness`, `Metrics`, `OpenApiParts`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [OpenApiParts, Readiness, Metrics],
  exports: [OpenApiParts, Readiness, Metrics],
})
export class HttpPlatformModule {}
