import type { FastifyReply } from 'fastify';

/** Sends what a command answered; a replay says that it is one. */
export async function sendAnswer(
  response: FastifyReply,
  reply: { readonly status: number; readonly answer: string; readonly replayed: boolean },
): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
