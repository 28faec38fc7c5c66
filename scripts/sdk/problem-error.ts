import type { components, operations } from './schema';

export type ProblemDocument = components['schemas']['Problem'];

type CodesIn<Response> = Response extends {
  readonly content: { readonly 'application/problem+json': { readonly code: infer Code extends string } };
}
  ? Code
  : never;
type CodesOf<Operation> = Operation extends { readonly responses: infer Responses }
  ? { [Status in keyof Responses]: CodesIn<Responses[Status]> }[keyof Responses]
  : never;

/** Every stable code that the document names, so that a comparison with one that does not exist is found. */
export type ProblemCode = { [Id in keyof operations]: CodesOf<operations[Id]> }[keyof operations];

/** The service answered with a problem (RFC 9457) instead of what was asked for. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: ProblemCode;
  /** To give to the centre: it finds the request in the logs. */
  readonly traceId: string;
  /** Every fault of the request with its place and how to mend it. */
  readonly errors: ProblemDocument['errors'];

  /** @param retryAfterSeconds when to try again with the same key; null where the service does not say. */
  constructor(
    readonly problem: ProblemDocument,
    readonly retryAfterSeconds: number | null,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}`);
    this.status = problem.status;
    this.code = problem.code as ProblemCode;
    this.traceId = problem.traceId;
    this.errors = problem.errors;
  }
}

/** The problem of an answer; null when it is none. Reads the body of a problem only. */
export async function problemIn(response: Response): Promise<ProblemError | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  const retryAfter = response.headers.get('retry-after');
  const problem = (await response.json()) as ProblemDocument;
  return new ProblemError(problem, retryAfter === null ? null : Number(retryAfter));
}
