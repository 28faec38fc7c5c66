import type { AppConfig } from '../../platform/config';

/** What the room needs of the settings. */
export type AccessSettings = Pick<
  AppConfig,
  'production' | 'centreId' | 'tokenIssuer' | 'tokenAudience' | 'tokenPublicKey' | 'demoIssuerKey'
>;

export const ACCESS_SETTINGS = Symbol('access settings');
