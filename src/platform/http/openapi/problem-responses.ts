import type { JsonSchema } from './dto-schema';

export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description:
    '出错时的答复（RFC 9457）；个别代码另有补充成员，如 caseId / the answer to what went wrong (RFC 9457); some codes add members such as caseId',
  required: ['type', 'title', 'status', 'code', 'traceId', 'errors'],
  properties: {
    type: { type: 'string', format: 'uri', example: 'urn:zero-run:problem:INVALID_REQUEST' },
    title: { type: 'string', example: '请求内容有误' },
    status: { type: 'integer', minimum: 400, maximum: 599, example: 400 },
    code: { type: 'string', description: '稳定代码 / stable code', example: 'INVALID_REQUEST' },
    detail: { type: 'string', description: '发生了什么、如何处理 / what happened and what to do' },
    traceId: {
      type: 'string',
      pattern: '^[0-9a-f]{32}$',
      description: '本次请求的编号，也在 X-Trace-Id 中 / number of this request, also in X-Trace-Id',
    },
    errors: {
      type: 'array',
      description: '逐项列出的错误 / every fault, one by one',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: '位置 / where (RFC 6901)', example: '/input/amount' },
          code: { type: 'string', example: 'MONEY_NOT_A_STRING' },
          message: { type: 'string', description: '如何改正 / how to mend it' },
          row: { type: ['integer', 'null'], description: '文件中的行 / row of a file' },
          column: { type: ['string', 'null'], description: '文件中的列 / column of a file' },
          value: { type: ['string', 'null'], description: '该处的内容 / what stood there' },
          fix: { type: 'string', description: '如何改正 / how to mend it' },
        },
      },
    },
  },
};

/** What the document needs to know of a route to say how it may fail. */
export interface RouteTraits {
  readonly hasInput: boolean;
  readonly hasBody: boolean;
  readonly hasToken: boolean;
  readonly hasPathParameter: boolean;
  readonly hasIdempotencyKey: boolean;
}

export type CodesByStatus = Readonly<Record<string, readonly string[]>>;

const TEXTS: Readonly<Record<string, string>> = {
  400: '请求内容有误 / the request is not valid',
  401: '未登录 / not signed in',
  403: '无权办理 / not permitted',
  404: '未找到，或不属于您 / not found, or not yours',
  409: '与现状冲突 / conflicts with the state of affairs',
  413: '正文过大 / the body is too large',
  415: '正文格式不支持 / unsupported media type',
  422: '无法处理 / cannot be processed',
  500: '系统内部错误 / a fault of ours',
  503: '暂时不可用，稍后用同一编号重试 / temporarily unavailable, try again later with the same key',
};
/** Statuses whose answers say when to try again. */
const RETRY: ReadonlySet<string> = new Set(['409', '429', '503']);

/** Responses for everything that may go wrong with a route: what its traits imply and what it declares itself. */
export function problemResponses(traits: RouteTraits, own: CodesByStatus): Record<string, JsonSchema> {
  const codes = new Map<string, readonly string[]>();
  for (const [status, more] of [...Object.entries(impliedBy(traits)), ...Object.entries(own)]) {
    codes.set(status, [...new Set([...(codes.get(status) ?? []), ...more])].sort());
  }
  const responses = [...codes]
    .filter(([, list]) => list.length > 0)
    .map(([status, list]) => [status, problemResponse(status, list)] as const);
  return Object.fromEntries(responses);
}

function impliedBy(traits: RouteTraits): CodesByStatus {
  const when = (holds: boolean, ...codes: string[]): string[] => (holds ? codes : []);
  return {
    400: when(traits.hasInput, 'INVALID_REQUEST'),
    401: when(traits.hasToken, 'TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED'),
    403: when(traits.hasToken, 'FORBIDDEN'),
    404: when(traits.hasPathParameter, 'NOT_FOUND'),
    409: when(traits.hasIdempotencyKey, 'REQUEST_IN_PROGRESS'),
    413: when(traits.hasBody, 'BODY_TOO_LARGE'),
    415: when(traits.hasBody, 'UNSUPPORTED_MEDIA_TYPE'),
    422: when(traits.hasIdempotencyKey, 'IDEMPOTENCY_KEY_REUSED'),
    500: ['INTERNAL_ERROR'],
    503: ['DATABASE_UNAVAILABLE', 'SHUTTING_DOWN', 'SYSTEM_BUSY'],
  };
}

function problemResponse(status: string, codes: readonly string[]): JsonSchema {
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object', required: ['code'], properties: { code: { type: 'string', enum: codes } } },
    ],
  };
  return {
    description: `${TEXTS[status] ?? '出错 / a problem'}: ${codes.join(', ')}`,
    headers: {
      'X-Trace-Id': { $ref: '#/components/headers/TraceId' },
      ...(RETRY.has(status) ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
      ...(status === '401' ? { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } } : {}),
    },
    content: { 'application/problem+json': { schema } },
  };
}
