/** Registries of handbook 8 that are asked; BNK is the bank: its card check, and the custody of prices. */
export const REGISTRY_CODES = [
  'MSA',
  'POL',
  'SOC',
  'CIV',
  'REA',
  'HSG',
  'HRR',
  'TAX',
  'PBC',
  'NAT',
  'CRT',
  'BNK',
] as const;
export type RegistryCode = (typeof REGISTRY_CODES)[number];

const DAY_MS = 86_400_000;

/** How long an answer may be reused, in milliseconds from its as-of (handbook 8, column TTL). */
export const TIME_TO_LIVE_MS: Readonly<Record<RegistryCode, number>> = {
  MSA: DAY_MS,
  POL: DAY_MS,
  SOC: DAY_MS,
  CIV: 7 * DAY_MS,
  REA: DAY_MS,
  HSG: DAY_MS,
  HRR: DAY_MS,
  TAX: 30 * DAY_MS,
  PBC: 30 * DAY_MS,
  NAT: DAY_MS,
  CRT: DAY_MS,
  BNK: DAY_MS,
};
