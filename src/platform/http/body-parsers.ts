import { Transform, type TransformCallback } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { parseJsonBody } from './json-body';
import { statusProblem } from './status-problem';

/** Ends a stream with the 413 problem once more bytes came than allowed. */
class ByteLimit extends Transform {
  private received = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.received += chunk.length;
    if (this.received > this.limit) done(statusProblem(413));
    else done(null, chunk);
  }
}

/** Lists of members: what a file really is, its bytes say. */
const LIST_FILES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** What the controller of a route says of the bodies it takes. */
interface RouteTakes {
  readonly takesXml?: boolean;
  readonly takesCsv?: boolean;
}

/** Opens a route to XML, whose bytes it finds in `rawBody`; every other answers it with 415. */
export const TakesXml = (): MethodDecorator => RouteConfig({ takesXml: true } satisfies RouteTakes);

/** Opens a route to lists as files, CSV or XLSX, which it finds in the body as a stream; every other answers it with 415. */
export const TakesCsv = (): MethodDecorator => RouteConfig({ takesCsv: true } satisfies RouteTakes);

/**
 * JSON is parsed by us (and its bytes kept as `rawBody`); application/xml is kept as bytes for the routes
 * that take it; text/csv and XLSX reach those that take them as a stream of at most `csvLimitBytes`; every other type
 * is 415.
 */
export function addBodyParsers(fastify: FastifyInstance, csvLimitBytes: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  fastify.addContentTypeParser('application/xml', { parseAs: 'buffer' }, (request, body, done) => {
    if ((request.routeOptions.config as RouteTakes).takesXml !== true) {
      done(statusProblem(415), undefined);
      return;
    }
    request.rawBody = body as Buffer;
    done(null, undefined);
  });
  fastify.addContentTypeParser(LIST_FILES, (request, payload, done) => {
    if ((request.routeOptions.config as RouteTakes).takesCsv !== true) {
      done(statusProblem(415), undefined);
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > csvLimitBytes) {
      done(statusProblem(413), undefined);
      return;
    }
    const limited = new ByteLimit(csvLimitBytes);
    payload.once('error', (error: Error) => limited.destroy(error));
    payload.once('close', () => {
      // The caller hung up in the middle: the list must not look complete.
      if (!payload.readableEnded) limited.destroy(statusProblem(400));
    });
    done(null, payload.pipe(limited));
  });
}
