import type { FastifyReply } from 'fastify';
import { PROBLEM_MEDIA_TYPE } from '../../../platform/http';
import type { Reply } from '../app/submit-case';

/** Sends what came of an application: its case, or the problem that ended it; the bytes are those of every replay. */
export async function sendReply(response: FastifyReply, reply: Reply): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response
    .code(reply.status)
    .header('Location', `/v1/cases/${reply.caseId}`)
    .type(isProblem(reply) ? PROBLEM_MEDIA_TYPE : 'application/json; charset=utf-8')
    .send(reply.answer);
}

/** Whether the answer is a problem and no case. */
export function isProblem({ status }: Reply): boolean {
  return status >= 400;
}
