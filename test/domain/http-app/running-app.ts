import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AccessModule } from '../../../src/modules/access';
import { AppConfig, ConfigModule, type Ed25519Jwk } from '../../../src/platform/config';
import { CryptoModule } from '../../../src/platform/crypto';
import { createHttpApp, HttpPlatformModule, type HttpOptions } from '../../../src/platform/http';
import { AppLogger } from '../../../src/platform/logging';

export interface RunningApp {
  readonly url: string;
  readonly log: string[];
  readonly config: AppConfig;
  call(path: string, init?: RequestInit): Promise<Response>;
  send(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export function newKey(kid: string): Ed25519Jwk {
  return { ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519Jwk), kid };
}

export function configForTests(changes: Partial<AppConfig> = {}): AppConfig {
  const { d, ...tokenPublicKey } = newKey('test-key');
  const values = {
    production: false,
    centreId: 1,
    businessDate: null,
    sealingKey: randomBytes(32),
    indexKey: randomBytes(32),
    tokenIssuer: 'https://login.example',
    tokenAudience: 'zero-run',
    tokenPublicKey,
    demoIssuerKey: { ...tokenPublicKey, ...(d === undefined ? {} : { d }) },
    ...changes,
  };
  return new AppConfig(values as AppConfig);
}

/** A real server over real HTTP with the platform, the access room and the given controllers; no database. */
export async function startApp(
  controllers: Type[],
  changes: Partial<AppConfig> = {},
  options: HttpOptions = {},
): Promise<RunningApp> {
  const config = configForTests(changes);
  @Module({
    imports: [ConfigModule.forRoot(config), CryptoModule, HttpPlatformModule, AccessModule.register(config)],
    controllers,
  })
  class AppUnderTest {}
  const log: string[] = [];
  const logger = new AppLogger('trace', { write: (line: string) => void log.push(line) });
  const app = await createHttpApp(AppUnderTest, { logger, ...options });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const call = (path: string, init?: RequestInit) => fetch(url + path, init);
  return {
    url,
    log,
    config,
    call,
    send: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: () => app.close(),
  };
}
