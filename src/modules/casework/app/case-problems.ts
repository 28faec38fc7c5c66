import type { BilingualText } from '../../../kernel/decision';
import { conflict, invalidAt, Problem } from '../../../platform/http';

/** 400: the code stands in no catalogue. */
export function unknownItem(): Problem {
  return invalidAt('/item', 'ITEM_UNKNOWN', {
    zh: '事项编码不存在，请从 GET /v1/items 中选择。',
    en: 'There is no such item; choose a code from GET /v1/items.',
  });
}

/** 409: a service of the centre that cannot be applied for here yet. */
export function itemNotUsable(name: BilingualText): Problem {
  return conflict('ITEM_NOT_USABLE', {
    zh: `“${name.zh}”尚未开通在线办理，可办事项见 GET /v1/items。`,
    en: `“${name.en}” cannot be applied for here yet; GET /v1/items shows what can.`,
  });
}

/** 403: the role may not apply for this item. */
export function notForYourRole(): Problem {
  return new Problem({
    status: 403,
    code: 'ITEM_NOT_FOR_ROLE',
    title: { zh: '无权办理该事项', en: 'Not for your role' },
    detail: {
      zh: '该事项由其他身份办理，办事指南中列明了办理人。',
      en: 'Somebody else applies for this item; its guide says who.',
    },
  });
}

/** 422: the key was used for another body. */
export function keyReused(): Problem {
  return new Problem({
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
    title: { zh: '编号已被使用', en: 'The key was used before' },
    detail: {
      zh: '该 Idempotency-Key 已用于内容不同的请求，请为新的请求使用新的编号。',
      en: 'This Idempotency-Key belongs to a request with another body; use a new key for a new request.',
    },
  });
}

/** 409: the first request with this key is still at work. */
export function stillAtWork(): Problem {
  return new Problem({
    status: 409,
    code: 'REQUEST_IN_PROGRESS',
    title: { zh: '正在办理', en: 'In progress' },
    detail: {
      zh: '同一编号的请求正在办理，请稍后用同一编号重试，将得到同一结果。',
      en: 'The first request with this key is still at work; try again with the same key for the same answer.',
    },
    headers: { 'Retry-After': '1' },
  });
}

/** 409: the same act is open under another key. */
export function sameActOpen(caseId: string): Problem {
  return new Problem({
    status: 409,
    code: 'CASE_ALREADY_OPEN',
    title: { zh: '已有同一业务在办', en: 'The same business is open' },
    detail: {
      zh: '同一业务已在办理，请查看该办件的进度，无需重复提交。',
      en: 'The same business is under way; look at that case, there is no need to apply again.',
    },
    headers: { Location: `/v1/cases/${caseId}` },
    extra: { caseId },
  });
}

/** 409: the same act was open when this request came and has ended since. */
export function justEnded(): Problem {
  return new Problem({
    status: 409,
    code: 'CASE_JUST_ENDED',
    title: { zh: '同一业务刚刚办结', en: 'The same business has just ended' },
    detail: {
      zh: '提交时同一业务正在办理，现已办结；如仍需办理，请用同一编号重新提交。',
      en: 'The same business was open when you applied and has ended since; send the request again if you still want it.',
    },
    headers: { 'Retry-After': '1' },
  });
}
