import type { Json } from '../../kernel/fact';
import type { Language } from './language';
import type { Problem } from './problem';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** The RFC 9457 document of a problem in one language. `type` is a URN of the code: stable and never fetched. */
export function problemBody(problem: Problem, language: Language, traceId: string): Record<string, Json> {
  return {
    ...problem.extra,
    type: `urn:zero-run:problem:${problem.code}`,
    title: problem.title[language],
    status: problem.status,
    code: problem.code,
    ...(problem.detail ? { detail: problem.detail[language] } : {}),
    traceId,
    errors: problem.errors.map(({ pointer, code, message }) => ({
      pointer,
      code,
      message: message[language],
    })),
  };
}
