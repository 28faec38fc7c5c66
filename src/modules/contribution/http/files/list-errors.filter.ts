import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, PROBLEM_MEDIA_TYPE, problemBody } from '../../../../platform/http';
import { ListHasErrors } from '../../app/remittance/list-problems';
import { toldFault } from './list-report';

/** Writes the errors of a list with row, column, value and fix, in the language asked for. */
@Catch(ListHasErrors)
export class ListErrorsFilter implements ExceptionFilter<ListHasErrors> {
  catch(problem: ListHasErrors, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const language = languageOf(request.headers['accept-language']);
    const errors = problem.faults.map((fault) => toldFault(fault, language));
    void http
      .getResponse<FastifyReply>()
      .code(problem.status)
      .headers({
        'Content-Type': PROBLEM_MEDIA_TYPE,
        'Content-Language': language === 'zh' ? 'zh-CN' : 'en',
        Vary: 'Accept-Language',
      })
      .send(JSON.stringify({ ...problemBody(problem, language, request.id), errors }));
  }
}
