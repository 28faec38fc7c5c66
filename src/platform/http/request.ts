import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access room once the token is verified. */
    actor?: Actor;
    /** Bytes of a JSON or XML body as they came, for signatures over them. */
    rawBody?: Buffer;
  }
}

export function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** Number of this request in logs, problems and evidence: 32 hex digits, also answered as `X-Trace-Id`. */
export const TraceId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => requestOf(context).id,
);

/** The JSON body's bytes as received; throws when the route was called without a JSON body. */
export const RawBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const { rawBody } = requestOf(context);
  if (rawBody === undefined) throw new Error('this route reads the raw body but none was parsed');
  return rawBody;
});
