export { AppConfig, type Ed25519Jwk, type LogLevel, type RegistryUrls } from './app-config';
export { ConfigError, type SettingFault } from './config-error';
export { ConfigModule } from './config.module';
export {
  type DevelopmentKeys,
  newDevelopmentKeys,
  newDocumentSigningKey,
  SIMULATED_BANK_KEYS,
} from './development-keys';
export { LEASE_MS } from './lease-ms';
export { loadConfig } from './load-config';
export { REGISTRY_URL_SETTINGS, SETTING_NAMES, type SettingName } from './setting-names';
