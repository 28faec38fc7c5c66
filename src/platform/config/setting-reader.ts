import { type Day, isDay } from '../../kernel/calendar';
import type { Ed25519Jwk } from './app-config';
import { isDevelopmentKey } from './development-keys';
import type { SettingFault } from './config-error';
import type { SettingName } from './setting-names';

export type Environment = Readonly<Record<string, string | undefined>>;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;
const KEY_PART = /^[A-Za-z0-9_-]{43}$/;

/**
 * Reads settings one by one and collects what is wrong instead of stopping. A method whose setting is faulty
 * answers a placeholder; the caller throws `faults` before anything uses it.
 */
export class SettingReader {
  readonly faults: SettingFault[] = [];
  readonly production: boolean;

  constructor(private readonly env: Environment) {
    this.production = this.given('NODE_ENV') === 'production';
  }

  fault(setting: SettingName, wrong: string, remedy: string): void {
    this.faults.push({ setting, wrong, remedy });
  }

  /** The value without surrounding blanks; an empty one counts as not given. */
  given(setting: SettingName): string | null {
    const value = this.env[setting]?.trim() ?? '';
    return value === '' ? null : value;
  }

  required(setting: SettingName, remedy: string): string | null {
    const value = this.given(setting);
    if (value === null) this.fault(setting, 'is missing', remedy);
    return value;
  }

  /** A text that development may leave out. */
  text(setting: SettingName, inDevelopment: string): string {
    const value = this.given(setting);
    if (value !== null) return value;
    if (this.production) this.fault(setting, 'is missing', 'Production has no default for it; give it');
    return inDevelopment;
  }

  integer(setting: SettingName, fallback: number, least: number, most: number): number {
    const value = this.given(setting);
    if (value === null) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    this.fault(setting, 'is no whole number in range', `Give one from ${least} to ${most}`);
    return fallback;
  }

  oneOf<T extends string>(setting: SettingName, choices: readonly T[], fallback: T): T {
    const value = this.given(setting);
    if (value === null) return fallback;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) this.fault(setting, 'is not known', `Give one of ${choices.join(', ')}`);
    return choice ?? fallback;
  }

  day(setting: SettingName): Day | null {
    const value = this.given(setting);
    if (value === null) return null;
    if (isDay(value)) return value;
    this.fault(setting, 'is no day', 'Give YYYY-MM-DD, or leave it out for the real day');
    return null;
  }

  /** Minute of a day, from HH:MM. */
  timeOfDay(setting: SettingName, fallback: number): number {
    const value = this.given(setting);
    if (value === null) return fallback;
    const [, hours, minutes] = TIME_OF_DAY.exec(value) ?? [];
    if (hours !== undefined) return Number(hours) * 60 + Number(minutes);
    this.fault(setting, 'is no time of day', 'Give HH:MM from 00:00 to 23:59, or leave it out');
    return fallback;
  }

  /** An http(s) URL without trailing slash. */
  webUrl(setting: SettingName, inDevelopment: string): string {
    const value = this.text(setting, inDevelopment);
    if (!isUrl(value, ['http:', 'https:'])) {
      this.fault(setting, 'is no web address', 'Give a URL such as https://host:port');
    }
    return value.replace(/\/+$/, '');
  }

  databaseUrl(setting: SettingName): string {
    const remedy = 'Give postgres://role:password@host:port/database of the app role, or use npm start';
    const value = this.required(setting, remedy);
    if (value === null) return '';
    if (!isUrl(value, ['postgres:', 'postgresql:']) || new URL(value).pathname.length < 2) {
      this.fault(setting, 'is no URL of a PostgreSQL database', remedy);
    }
    return value;
  }

  /** A secret key in base64; production refuses the keys that `npm start` makes and obviously weak ones. */
  secretKey(setting: SettingName, bytes: { least: number; most: number }): Buffer {
    const size = bytes.least === bytes.most ? `${bytes.least}` : `${bytes.least} to ${bytes.most}`;
    const remedy = `Give ${size} random bytes in base64: openssl rand -base64 ${bytes.least}`;
    const value = this.required(setting, remedy);
    if (value === null) return Buffer.alloc(0);
    const key = BASE64.test(value) ? Buffer.from(value, 'base64') : Buffer.alloc(0);
    if (key.length < bytes.least || key.length > bytes.most) {
      this.fault(setting, `is not ${size} bytes in base64`, remedy);
    } else if (this.production && isDevelopmentKey(key)) {
      this.fault(setting, 'is a development key, which production refuses', remedy);
    }
    return key;
  }

  /** An Ed25519 key as JWK; null when it is missing or faulty. */
  ed25519(setting: SettingName, part: 'public' | 'private'): Ed25519Jwk | null {
    const remedy = `Give the ${part} Ed25519 key as a JWK: {"kty":"OKP","crv":"Ed25519","x":"…"${part === 'private' ? ',"d":"…"' : ''}}`;
    const value = this.required(setting, remedy);
    if (value === null) return null;
    const key = parseJwk(value);
    if (key === null) this.fault(setting, 'is no Ed25519 key in JWK form', remedy);
    else if (part === 'public' && key.d !== undefined) this.fault(setting, 'holds a private key', remedy);
    else if (part === 'private' && key.d === undefined)
      this.fault(setting, 'holds only a public key', remedy);
    else if (this.production && key.kid?.startsWith('dev-') === true) {
      this.fault(setting, 'is a development key, which production refuses', remedy);
    } else return key;
    return null;
  }
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '';
}

function parseJwk(text: string): Ed25519Jwk | null {
  let key: Partial<Record<keyof Ed25519Jwk, unknown>> | null;
  try {
    key = JSON.parse(text) as Partial<Record<keyof Ed25519Jwk, unknown>> | null;
  } catch {
    // Not JSON at all: the caller reports it as a faulty key.
    return null;
  }
  if (typeof key !== 'object' || key === null) return null;
  const { kty, crv, x, d, kid } = key;
  const isPart = (part: unknown): part is string => typeof part === 'string' && KEY_PART.test(part);
  if (kty !== 'OKP' || crv !== 'Ed25519' || !isPart(x)) return null;
  if (d !== undefined && !isPart(d)) return null;
  return { kty, crv, x, ...(d === undefined ? {} : { d }), ...(typeof kid === 'string' ? { kid } : {}) };
}
