import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Metrics } from '../metrics/metrics';
import { Readiness } from './readiness';
import { RoutePermission } from './route-permission';

/** For the orchestrator and the metrics collector: no personal data, no token. */
@ApiExcludeController()
@RoutePermission('public')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs and its event loop turns. */
  @Get('livez')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** 200 when every registered check passes, else 503 with the names of those that do not; 503 while we are ending. */
  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { ready, checks } = await this.readiness.report();
    await reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', checks });
  }

  /** Prometheus text format. */
  @Get('metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
