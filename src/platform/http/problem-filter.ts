import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseProblem } from './database-fault';
import { languageOf } from './language';
import { Problem } from './problem';
import { PROBLEM_MEDIA_TYPE, problemBody } from './problem-body';
import { statusProblem } from './status-problem';

/** The problem that an error of any kind is answered with. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Nest wraps what fastify throws while it reads the request; our own problems come back out of the wrapper.
  if (error instanceof HttpException && error.cause instanceof Problem) return error.cause;
  const fault = databaseProblem(error);
  if (fault) return fault;
  if (error instanceof HttpException) return statusProblem(error.getStatus());
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  // Only fastify's own errors carry a status; a 5xx among them is our fault and stays 500.
  return statusProblem(error instanceof Error && typeof statusCode === 'number' ? statusCode : 500);
}

/** Sends a problem in the language asked for. Also used by the hooks that run before Nest. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  const language = languageOf(request.headers['accept-language']);
  void reply
    .code(problem.status)
    .headers({
      ...problem.headers,
      'Content-Type': PROBLEM_MEDIA_TYPE,
      'Content-Language': language === 'zh' ? 'zh-CN' : 'en',
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
    })
    .send(JSON.stringify(problemBody(problem, language, request.id)));
}

/** Turns every error into RFC 9457 and logs those that are not an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof Problem)) this.logger.error(error);
    if (reply.raw.headersSent || reply.sent) {
      // The answer has begun (a stream): cutting the connection is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    sendProblem(request, reply, problem);
  }
}
