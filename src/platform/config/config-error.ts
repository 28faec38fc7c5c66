import type { SettingName } from './setting-names';

/** One thing wrong with the environment. Never holds the value: it could be a secret. */
export interface SettingFault {
  readonly setting: SettingName;
  readonly wrong: string;
  readonly remedy: string;
}

/** All faults of the environment at once, so that nobody mends them one start at a time. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly SettingFault[]) {
    const lines = faults.map(({ setting, wrong, remedy }) => `  ${setting}: ${wrong}. ${remedy}.`);
    super(`The settings are not usable (配置有误), ${faults.length} fault(s):\n${lines.join('\n')}`);
  }
}
