import type { Sealer } from '../../../../platform/crypto';

/** Number of a signed consent to a credit report (征信查询授权书编号): letters and at least one digit. */
export const CONSENT_NO = /^(?=.*\d)[0-9A-Za-z-]{6,40}$/;

/** By which a number of a signed consent is found again; how it was typed does not matter. */
export function consentIndex(sealer: Sealer, consentNo: string): Buffer {
  return sealer.blindIndex('credit-consent', consentNo.trim().toUpperCase());
}
