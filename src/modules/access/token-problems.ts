import type { BilingualText } from '../../kernel/decision';
import { Problem } from '../../platform/http';

const unauthenticated = (code: string, challenge: string, detail: BilingualText): Problem =>
  new Problem({
    status: 401,
    code,
    title: { zh: '未登录', en: 'Not signed in' },
    detail,
    headers: { 'WWW-Authenticate': challenge },
  });

/** RFC 6750 §3: no error code when no token came. */
export const tokenMissing = (): Problem =>
  unauthenticated('TOKEN_MISSING', 'Bearer', {
    zh: '请先登录，并在请求头 Authorization: Bearer 中给出令牌。',
    en: 'Sign in and send the token in a header Authorization: Bearer.',
  });

export const tokenInvalid = (): Problem =>
  unauthenticated('TOKEN_INVALID', 'Bearer error="invalid_token"', {
    zh: '令牌无效，请重新登录。',
    en: 'The token is not valid; sign in again.',
  });

export const tokenExpired = (): Problem =>
  unauthenticated('TOKEN_EXPIRED', 'Bearer error="invalid_token", error_description="expired"', {
    zh: '登录已过期，请重新登录。',
    en: 'The session has expired; sign in again.',
  });

/** 403: known, but without the permission. */
export const forbidden = (): Problem =>
  new Problem({
    status: 403,
    code: 'FORBIDDEN',
    title: { zh: '无权办理', en: 'Not permitted' },
    detail: {
      zh: '您的身份不能使用此功能，请换用相应身份登录。',
      en: 'Your role may not use this; sign in with the role that may.',
    },
  });
