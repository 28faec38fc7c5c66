import type { BilingualText } from '../../kernel/decision';
import { Problem } from './problem';

interface StatusText {
  readonly code: string;
  readonly title: BilingualText;
  readonly detail?: BilingualText;
}

/** What the framework's own errors are told as. Their messages are not shown: they repeat addresses and input. */
const TEXTS: Readonly<Record<number, StatusText>> = {
  400: {
    code: 'MALFORMED_REQUEST',
    title: { zh: '请求格式错误', en: 'Malformed request' },
    detail: {
      zh: '请求的地址、头部或正文不符合 HTTP 规定。',
      en: 'The address, a header or the body of the request breaks the rules of HTTP.',
    },
  },
  401: { code: 'UNAUTHENTICATED', title: { zh: '未登录', en: 'Not signed in' } },
  403: { code: 'FORBIDDEN', title: { zh: '无权办理', en: 'Not permitted' } },
  404: {
    code: 'NOT_FOUND',
    title: { zh: '未找到', en: 'Not found' },
    detail: {
      zh: '该地址不存在，接口清单见 /docs。',
      en: 'There is nothing at this address; the routes are listed at /docs.',
    },
  },
  405: { code: 'METHOD_NOT_ALLOWED', title: { zh: '不支持该方法', en: 'Method not allowed' } },
  406: { code: 'NOT_ACCEPTABLE', title: { zh: '无法提供所要的格式', en: 'Not acceptable' } },
  408: {
    code: 'REQUEST_TIMEOUT',
    title: { zh: '请求超时', en: 'Request timeout' },
    detail: { zh: '请求未在规定时间内发完。', en: 'The request did not arrive in time.' },
  },
  409: { code: 'CONFLICT', title: { zh: '状态冲突', en: 'Conflict' } },
  413: {
    code: 'BODY_TOO_LARGE',
    title: { zh: '请求正文过大', en: 'Body too large' },
    detail: {
      zh: '请缩小正文；大批量名单请以 text/csv 或 XLSX 上传。',
      en: 'Send a smaller body; upload long lists as text/csv or XLSX.',
    },
  },
  414: { code: 'ADDRESS_TOO_LONG', title: { zh: '地址过长', en: 'Address too long' } },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    title: { zh: '不支持的正文格式', en: 'Unsupported media type' },
    detail: {
      zh: '请以不压缩的 application/json 发送正文；名单也可用 text/csv 或 XLSX（application/vnd.openxmlformats-officedocument.spreadsheetml.sheet）上传。',
      en: 'Send the body as uncompressed application/json; lists also as text/csv or XLSX (application/vnd.openxmlformats-officedocument.spreadsheetml.sheet).',
    },
  },
  417: { code: 'EXPECTATION_FAILED', title: { zh: '无法满足 Expect', en: 'Expectation failed' } },
  422: { code: 'UNPROCESSABLE', title: { zh: '无法处理', en: 'Unprocessable' } },
  429: { code: 'TOO_MANY_REQUESTS', title: { zh: '请求过于频繁', en: 'Too many requests' } },
  431: { code: 'HEADERS_TOO_LARGE', title: { zh: '请求头过大', en: 'Headers too large' } },
  503: { code: 'UNAVAILABLE', title: { zh: '系统暂时不可用', en: 'Temporarily unavailable' } },
};

const REFUSED: StatusText = { code: 'REQUEST_REFUSED', title: { zh: '请求被拒绝', en: 'Request refused' } };

/** The problem of a bare HTTP status; anything that is no 4xx or 503 is 500 and says nothing of what happened. */
export function statusProblem(status: number): Problem {
  const known = TEXTS[status] ?? (status >= 400 && status < 500 ? REFUSED : undefined);
  if (known) return new Problem({ status, ...known });
  return new Problem({
    status: 500,
    code: 'INTERNAL_ERROR',
    title: { zh: '系统内部错误', en: 'Internal error' },
    detail: {
      zh: '本次请求未能完成，请凭 traceId 联系中心；用同一个 Idempotency-Key 重试不会重复办理。',
      en: 'The request could not be completed. Give the centre the traceId; a retry with the same Idempotency-Key does nothing twice.',
    },
  });
}
