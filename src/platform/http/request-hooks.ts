import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withTrace } from '../logging/trace-context';
import type { Drain } from '../lifecycle/drain';
import type { Metrics } from '../metrics/metrics';
import { sendProblem } from './problem-filter';
import { invalidAt, temporarilyUnavailable } from './problems';
import { statusProblem } from './status-problem';

/** Template of the route that answers, never the address called: addresses hold ids. */
function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
}

/** Tells callers apart in the log without saying who they are. */
function callerOf(request: FastifyRequest): string | undefined {
  const subject = request.actor?.subject;
  return subject === undefined ? undefined : createHash('sha256').update(subject).digest('hex').slice(0, 16);
}

const encodedBody = (request: FastifyRequest) =>
  (request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';

/** Asked by the orchestrator until the very end. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/** Trace id, refusal of what no route takes or of all while we are ending, request log and metrics. */
export function addRequestHooks(fastify: FastifyInstance, metrics: Metrics, drain: Drain): void {
  const logger = new Logger('Request');

  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Trace-Id', request.id);
    if (drain.signal.aborted && !ALWAYS_OPEN.has(routeOf(request))) {
      // Closed, so that the caller's next request finds another instance.
      reply.header('Connection', 'close');
      sendProblem(request, reply, temporarilyUnavailable('SHUTTING_DOWN', 1));
      return;
    }
    if (!ALWAYS_OPEN.has(routeOf(request))) reply.raw.once('close', drain.requestBegan());
    // A NUL in the address would reach the database as a text that it cannot hold.
    if (request.raw.url?.includes('%00')) {
      const message = { zh: '地址中不得含空字符。', en: 'No NUL character in the address.' };
      sendProblem(request, reply, invalidAt('', 'CHARACTER_NOT_ALLOWED', message));
    } else if (encodedBody(request)) {
      sendProblem(request, reply, statusProblem(415));
    } else {
      withTrace(request.id, done);
    }
  });

  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    done(null, payload);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    metrics.httpAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    logger.log({
      event: 'request',
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      traceId: request.id,
      caller: callerOf(request),
    });
    done();
  });
}
