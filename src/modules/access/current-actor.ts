import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { requestOf } from '../../platform/http';

/** Who calls, as the verified token says. Throws on a route without token, where nobody is known. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (actor === undefined) throw new Error('this route asks for the actor but is open without a token');
  return actor;
});
