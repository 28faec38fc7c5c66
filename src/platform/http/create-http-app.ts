import helmet from '@fastify/helmet';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../logging/app-logger';
import { Drain } from '../lifecycle/drain';
import { Metrics } from '../metrics/metrics';
import { addBodyParsers } from './body-parsers';
import { answerBrokenRequest } from './connection-faults';
import { openApiDocument } from './openapi/openapi-document';
import { ProblemFilter, problemOf, sendProblem } from './problem-filter';
import { addRequestHooks } from './request-hooks';
import { newTraceId } from './trace-id';
import { DtoValidationPipe } from './validation-pipe';

export interface HttpOptions {
  readonly logger?: AppLogger;
  /** Largest JSON body; 1 MiB unless given. */
  readonly bodyLimitBytes?: number;
  /** Largest text/csv upload; 64 MiB unless given. */
  readonly csvLimitBytes?: number;
  /** Within which a request must have arrived whole; 120 s unless given, for uploads on slow lines. */
  readonly requestTimeoutMs?: number;
}

const MIB = 1_048_576;

function createAdapter(options: HttpOptions): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes ?? MIB,
    trustProxy: false,
    genReqId: newTraceId,
    requestIdHeader: false,
    logger: false,
    requestTimeout: options.requestTimeoutMs ?? 120_000,
    keepAliveTimeout: 65_000,
    // Closing comes after the drain. A connection whose answer was on its way just then would stay open for all of that.
    forceCloseConnections: true,
    http: { headersTimeout: 15_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(request, reply, problemOf(error)),
    clientErrorHandler: answerBrokenRequest,
  });
}

/**
 * Builds the application of `module` on Fastify, initialised and ready to listen. `module` must import
 * `HttpPlatformModule`; who starts a process says how it ends (`endOnSignal`). The OpenAPI document is at /openapi.json, its reader at /docs.
 * @throws what a module throws while it starts; the caller decides how the process ends.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpOptions = {},
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(options), {
    logger: options.logger ?? new AppLogger(),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  addBodyParsers(fastify, options.csvLimitBytes ?? 64 * MIB);
  addRequestHooks(fastify, app.get(Metrics), app.get(Drain));
  // TLS ends in front of us, so nothing here upgrades requests; the page of /docs loads only its own files.
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: true, directives: { 'upgrade-insecure-requests': null } },
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new DtoValidationPipe());
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
  });
  await app.init();
  await fastify.ready();
  return app;
}
