import type { BilingualText } from '../../../kernel/decision';

/** Why a document is revoked; who may say so. */
export const REVOCATION_REASONS = {
  'no-longer-needed': { by: 'holder', text: { zh: '不再需要', en: 'no longer needed' } },
  'sent-to-the-wrong-place': { by: 'holder', text: { zh: '误交他人', en: 'given to the wrong hands' } },
  'issued-in-error': { by: 'centre', text: { zh: '出具有误', en: 'issued in error' } },
  misused: { by: 'centre', text: { zh: '被冒用或篡改', en: 'misused or altered' } },
  'holder-asked': { by: 'centre', text: { zh: '应持有人要求', en: 'asked for by the holder' } },
} as const satisfies Readonly<Record<string, { by: 'holder' | 'centre'; text: BilingualText }>>;

export type RevocationReason = keyof typeof REVOCATION_REASONS;
export type Revoker = 'holder' | 'centre';

/** The reasons that a holder or the centre may give, in their order. */
export function reasonsOf(by: Revoker): RevocationReason[] {
  return (Object.keys(REVOCATION_REASONS) as RevocationReason[]).filter(
    (reason) => REVOCATION_REASONS[reason].by === by,
  );
}
