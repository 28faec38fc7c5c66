import { inspect } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/calendar';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** An Ed25519 key as a JSON Web Key; `d` is there in a private key only. */
export interface Ed25519Jwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes, base64url. */
  readonly x: string;
  /** 32 bytes, base64url. */
  readonly d?: string;
  readonly kid?: string;
}

/** Base URLs without a trailing slash. */
export interface RegistryUrls {
  readonly msa: string;
  readonly pol: string;
  readonly soc: string;
  readonly civ: string;
  readonly rea: string;
  readonly hsg: string;
  readonly hrr: string;
  readonly tax: string;
  readonly pbc: string;
  readonly nat: string;
  readonly crt: string;
  /** The bank that keeps prices in custody. */
  readonly bnk: string;
}

export type ConfigValues = Omit<AppConfig, 'toJSON' | typeof inspect.custom>;

/** Every setting of the process, validated by `loadConfig`. Printing it shows no secret. */
@Injectable()
export class AppConfig {
  readonly production!: boolean;
  /** 0 takes any free port. */
  readonly port!: number;
  readonly host!: string;
  readonly databaseUrl!: string;
  readonly databasePoolSize!: number;
  readonly centreId!: number;
  /** Fixed business date for demonstrations and tests; null: the real day. */
  readonly businessDate!: Day | null;
  /** How far a fixed business date has gone: its minute, 06:00 unless told. */
  readonly businessMinute!: number;
  /** AES-256 key that seals personal data, 32 bytes. */
  readonly sealingKey!: Buffer;
  /** HMAC key of the blind indexes, 32 bytes. */
  readonly indexKey!: Buffer;
  readonly tokenIssuer!: string;
  readonly tokenAudience!: string;
  readonly tokenPublicKey!: Ed25519Jwk;
  /** Private key with which the process signs demonstration tokens; null: it signs none. */
  readonly demoIssuerKey!: Ed25519Jwk | null;
  /** Name under which the centre issues documents. */
  readonly centreName!: string;
  /** Private key that signs documents; its `kid` stands beside every signature. */
  readonly documentSigningKey!: Ed25519Jwk;
  /** Public address at which anybody verifies a document, the code follows after a slash. */
  readonly verificationAddress!: string;
  readonly registryUrls!: RegistryUrls;
  readonly bankBocUrl!: string;
  readonly bankBocKeyId!: string;
  readonly bankBocKey!: Buffer;
  readonly bankBocomUrl!: string;
  readonly bankBocomKeyId!: string;
  readonly bankBocomKey!: Buffer;
  /** Name and secret of the key shared with the national platform for letters between centres. */
  readonly platformKeyId!: string;
  readonly platformKey!: Buffer;
  /** Secret shared with the title registry, under which it signs what it tells us by itself. */
  readonly reaKey!: Buffer;
  /** Secret shared with the housing bureau, likewise. */
  readonly hsgKey!: Buffer;
  /** Where the proof asks the simulated bank for its books; null: it does not. */
  readonly simulatorsControlUrl!: string | null;
  readonly registryDeadlineMs!: number;
  readonly bankDeadlineMs!: number;
  readonly inlineBudgetMs!: number;
  readonly workerIntervalMs!: number;
  /** How long the process says that it is not ready before it turns requests away. */
  readonly shutdownNoticeMs!: number;
  readonly bankNotFoundWindowMs!: number;
  /** Above so much that is unmatched on the statements of an account nothing is paid from it. */
  readonly unmatchedLimitYuan!: number;
  /** Decisions of a day that are replayed in the night; 0: none. */
  readonly replaySampleSize!: number;
  readonly logLevel!: LogLevel;
  /** Named point at which the process kills itself, for crash tests; null in normal life. */
  readonly crashPoint!: string | null;
  readonly instanceName!: string;

  constructor(values: ConfigValues) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  /** What may be shown: no keys, and of the database's URL no password. */
  toJSON(): Record<string, unknown> {
    const url = new URL(this.databaseUrl);
    url.password = '';
    return {
      ...Object.fromEntries(Object.entries(this)),
      databaseUrl: url.toString(),
      sealingKey: '(secret)',
      indexKey: '(secret)',
      documentSigningKey: '(secret)',
      bankBocKey: '(secret)',
      bankBocomKey: '(secret)',
      platformKey: '(secret)',
      reaKey: '(secret)',
      hsgKey: '(secret)',
      demoIssuerKey: this.demoIssuerKey === null ? null : '(secret)',
    };
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}
