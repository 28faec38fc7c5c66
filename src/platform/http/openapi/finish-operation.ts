import type { JsonSchema } from './dto-schema';
import { type CodesByStatus, problemResponses } from './problem-responses';
import { PERMISSIONS, PROBLEMS, ROLES } from './route-documentation';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly [member: string]: unknown;
}

/** An operation of the document, as far as it is finished here. */
export interface Operation {
  operationId: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  security?: unknown[];
  responses: Record<string, JsonSchema>;
  [extension: `x-${string}`]: unknown;
}

const KEY = 'idempotency-key';
const isKey = ({ name }: Parameter): boolean => name.toLowerCase() === KEY;

/** Headers of answers, under `components.headers`. */
export const HEADERS = {
  TraceId: {
    description: '本次请求的编号 / number of this request',
    schema: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  },
  RetryAfter: {
    description: '多少秒之后再试 / seconds to wait before trying again',
    schema: { type: 'string', pattern: String.raw`^\d+$` },
  },
  WwwAuthenticate: { description: 'RFC 6750', schema: { type: 'string' } },
  IdempotencyReplayed: {
    description: '同一编号的重复请求：答复与首次相同 / a repeated key: the answer is the first one',
    schema: { type: 'string', const: 'true' },
  },
  Location: { description: '所办事项的地址 / address of what was made', schema: { type: 'string' } },
} as const;

const LANGUAGE = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: '出错说明的语言，默认中文 / language of problems; Chinese unless English is preferred',
  schema: { type: 'string', example: 'en' },
};
const KEY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    '本次办理的唯一编号（如 UUID），重试时沿用 / a number of your own for this act, such as a UUID; a retry repeats it',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,128}$' },
  example: '0193a1c0-7f3e-7c1a-9b5d-3a5f0c2d9e10',
};

/**
 * Completes an operation in place: who may call it, what it answers, how it may fail, and its headers.
 * @param answers schemas of its JSON answers by status or `default`; empty when it answers something else.
 */
export function finishOperation(operation: Operation, answers: Readonly<Record<string, JsonSchema>>): void {
  const parameters = operation.parameters ?? [];
  const hasIdempotencyKey = parameters.some(isKey);
  const hasToken = (operation.security ?? []).length > 0;
  const { [PROBLEMS]: own, ...rest } = operation;
  const problems = problemResponses(
    {
      hasInput: parameters.length > 0 || operation.requestBody !== undefined,
      hasBody: operation.requestBody !== undefined,
      hasToken,
      hasPathParameter: parameters.some((parameter) => parameter.in === 'path'),
      hasIdempotencyKey,
    },
    (own ?? {}) as CodesByStatus,
  );
  const successes = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, response]) => {
      const answer = answers[status] ?? answers['default'] ?? null;
      return [
        status,
        success(response, answer, ['201', '202'].includes(status) && hasIdempotencyKey),
      ] as const;
    });
  Reflect.deleteProperty(operation, PROBLEMS);
  Object.assign(operation, rest, {
    ...(operation.requestBody ? { requestBody: bodyOf(operation.requestBody.content) } : {}),
    description: describedBy(operation, hasToken),
    parameters: [...parameters.map((one) => (isKey(one) ? keyParameter(one) : one)), LANGUAGE],
    responses: { ...Object.fromEntries(successes), ...beside(operation.responses, problems) },
  });
}

/** Other forms in which a problem may be told, as the route declares them. */
function beside(
  declared: Readonly<Record<string, JsonSchema>>,
  problems: Readonly<Record<string, JsonSchema>>,
): Record<string, JsonSchema> {
  const merged = Object.entries(problems).map(([status, problem]) => {
    const content = declared[status]?.['content'] as object | undefined;
    return [status, { ...problem, content: { ...(problem['content'] as object), ...content } }] as const;
  });
  return Object.fromEntries(merged);
}

function keyParameter({ description }: Parameter): object {
  if (typeof description !== 'string' || description === '') return KEY_PARAMETER;
  return { ...KEY_PARAMETER, description: `${KEY_PARAMETER.description}；${description}` };
}

/** A body is JSON of its DTO, or a file: each media type says which. */
function bodyOf(content: NonNullable<Operation['requestBody']>['content']): JsonSchema {
  const kinds = Object.entries(content).map(([media, { schema }]) => {
    const alternatives = (schema['oneOf'] ?? [schema]) as readonly JsonSchema[];
    const isJson = media === 'application/json';
    const fitting = alternatives.filter(({ type }) => (type === 'string') !== isJson);
    return [media, { schema: fitting[0] ?? schema }] as const;
  });
  return { required: true, content: Object.fromEntries(kinds) };
}

function success(response: JsonSchema, answer: JsonSchema | null, isCommand: boolean): JsonSchema {
  const { description } = response as { description?: string };
  return {
    ...response,
    description: description === undefined || description === '' ? '成功 / done' : description,
    headers: {
      ...(response['headers'] as object | undefined),
      'X-Trace-Id': { $ref: '#/components/headers/TraceId' },
      ...(isCommand
        ? {
            Location: { $ref: '#/components/headers/Location' },
            'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' },
          }
        : {}),
    },
    ...(answer === null
      ? {}
      : {
          content: { ...(response['content'] as object | undefined), 'application/json': { schema: answer } },
        }),
  };
}

function describedBy(operation: Operation, hasToken: boolean): string {
  const roles = (operation[ROLES] ?? []) as readonly string[];
  const permissions = (operation[PERMISSIONS] ?? []) as readonly string[];
  const who = hasToken
    ? `权限 / permission: ${permissions.join(', ')}；身份 / roles: ${roles.join(', ')}`
    : '无需令牌 / no token needed';
  return operation.description ? `${operation.description}\n\n${who}` : who;
}
