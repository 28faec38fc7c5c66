import type { BilingualText } from '../../kernel/decision';
import { Problem, type ProblemError } from './problem';

/** 404 for a thing that does not exist, and for one that belongs to somebody else: the two look alike. */
export function notFound(): Problem {
  return new Problem({
    status: 404,
    code: 'NOT_FOUND',
    title: { zh: '未找到', en: 'Not found' },
    detail: {
      zh: '所请求的内容不存在，或不属于您。',
      en: 'What you asked for does not exist or is not yours.',
    },
  });
}

/** 409: the request is right in itself but meets another state of affairs. */
export function conflict(code: string, detail: BilingualText): Problem {
  return new Problem({ status: 409, code, title: { zh: '状态冲突', en: 'Conflict' }, detail });
}

/** 400 with one entry for each fault found. */
export function invalidRequest(errors: readonly ProblemError[]): Problem {
  return new Problem({
    status: 400,
    code: 'INVALID_REQUEST',
    title: { zh: '请求内容有误', en: 'The request is not valid' },
    detail: {
      zh: '请按 errors 中每一项的说明修改后重新提交。',
      en: 'Mend each entry of errors as its message says and send the request again.',
    },
    errors,
  });
}

/** 400 for one fault of a header, a query parameter or the shape of the body. */
export function invalidAt(pointer: string, code: string, message: BilingualText): Problem {
  return invalidRequest([{ pointer, code, message }]);
}

/** 503: our database is away or overloaded; nothing was stored by the request that meets it. */
export function temporarilyUnavailable(code: string, retryAfterSeconds: number): Problem {
  return new Problem({
    status: 503,
    code,
    title: { zh: '系统暂时不可用', en: 'Temporarily unavailable' },
    detail: {
      zh: `请在 ${retryAfterSeconds} 秒后用同一个 Idempotency-Key 重试，不会重复办理。`,
      en: `Try again in ${retryAfterSeconds} s with the same Idempotency-Key; nothing is done twice.`,
    },
    headers: { 'Retry-After': String(retryAfterSeconds) },
  });
}
