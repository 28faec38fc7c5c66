import type { BilingualText } from '../../../kernel/decision';

/** `unknown` says nothing: no document bears the code, or it was mistyped. */
export type DocumentState = 'valid' | 'expired' | 'revoked' | 'unknown';

export const DOCUMENT_STATE_TEXTS: Readonly<Record<DocumentState, BilingualText>> = {
  valid: { zh: '有效', en: 'valid' },
  expired: { zh: '已过有效期', en: 'past its validity' },
  revoked: { zh: '已撤销', en: 'revoked' },
  unknown: { zh: '查无此证', en: 'no such document' },
};

/** What a document is worth on a day; one that was revoked stays so when its time is over as well. */
export function documentStateOn(
  day: string,
  document: { readonly validUntil: string | null; readonly revokedAt: Date | null },
): Exclude<DocumentState, 'unknown'> {
  if (document.revokedAt !== null) return 'revoked';
  return document.validUntil !== null && day > document.validUntil ? 'expired' : 'valid';
}
