import { CRASH_POINTS, isCrashMoment } from '../crash-point';
import { hostname } from 'node:os';
import { DAY_BEGINS } from '../clock/system-clock';
import { AppConfig, type Ed25519Jwk, type RegistryUrls } from './app-config';
import { ConfigError } from './config-error';
import { LEASE_MS } from './lease-ms';
import { type Environment, SettingReader } from './setting-reader';
import type { SettingName } from './setting-names';

const USUAL_PORT = 3000;
const SIMULATORS = 'http://127.0.0.1:3100';
const NO_KEY: Ed25519Jwk = { kty: 'OKP', crv: 'Ed25519', x: '' };
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Reads and validates the whole environment.
 * @throws ConfigError that lists every fault with what to do, and no values.
 */
export function loadConfig(env: Environment): AppConfig {
  const reader = new SettingReader(env);
  refuseInProduction(reader);
  const server = readServer(reader);
  const config = new AppConfig({
    production: reader.production,
    ...server,
    ...readKeys(reader),
    ...readTokens(reader),
    ...readDocuments(reader, server.port),
    ...readOutside(reader),
    ...readTimes(reader),
  });
  if (reader.faults.length > 0) throw new ConfigError(reader.faults);
  return config;
}

/** Switches that exist for tests and demonstrations only. */
function refuseInProduction(reader: SettingReader): void {
  const switches: readonly SettingName[] = [
    'BUSINESS_DATE',
    'BUSINESS_TIME',
    'CRASH_POINT',
    'SIMULATORS_CONTROL_URL',
  ];
  reader.oneOf('NODE_ENV', ['production', 'development', 'test'], 'development');
  if (!reader.production) return;
  for (const setting of switches.filter((name) => reader.given(name) !== null)) {
    reader.fault(setting, 'is given, which production refuses', 'Leave it out');
  }
  if (reader.given('DEMO_ISSUER') === 'on') {
    reader.fault('DEMO_ISSUER', 'is on, which production refuses', 'Leave it out or set it to off');
  }
}

function readServer(reader: SettingReader) {
  const crashPoint = reader.given('CRASH_POINT');
  if (crashPoint !== null && !isCrashMoment(crashPoint)) {
    reader.fault(
      'CRASH_POINT',
      'is no crash point',
      `Give <point>:before or <point>:after with one of ${Object.keys(CRASH_POINTS).join(', ')}, or leave it out`,
    );
  }
  return {
    port: reader.integer('PORT', USUAL_PORT, 0, 65_535),
    host: reader.given('HOST') ?? '127.0.0.1',
    databaseUrl: reader.databaseUrl('DATABASE_URL'),
    databasePoolSize: reader.integer('DATABASE_POOL_SIZE', 20, 1, 500),
    centreId: reader.integer('CENTRE_ID', 1, 1, 999_999),
    ...readBusinessDay(reader),
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    crashPoint,
    instanceName: reader.given('INSTANCE_NAME') ?? `${hostname()}-${process.pid}`,
  };
}

/** A day that is set, and the time that it is on it: in life both are the real ones. */
function readBusinessDay(reader: SettingReader) {
  if (reader.given('BUSINESS_TIME') !== null && reader.given('BUSINESS_DATE') === null) {
    reader.fault('BUSINESS_TIME', 'is given without BUSINESS_DATE', 'Give both, or leave it out');
  }
  return {
    businessDate: reader.day('BUSINESS_DATE'),
    businessMinute: reader.timeOfDay('BUSINESS_TIME', DAY_BEGINS),
  };
}

function readKeys(reader: SettingReader) {
  const sealingKey = reader.secretKey('SEALING_KEY', { least: 32, most: 32 });
  const indexKey = reader.secretKey('INDEX_KEY', { least: 32, most: 32 });
  if (sealingKey.length > 0 && sealingKey.equals(indexKey)) {
    reader.fault('INDEX_KEY', 'is the same as SEALING_KEY', 'Give two different keys');
  }
  return { sealingKey, indexKey };
}

function readTokens(reader: SettingReader) {
  const tokenPublicKey = reader.ed25519('TOKEN_PUBLIC_KEY', 'public');
  const isIssuer = reader.oneOf('DEMO_ISSUER', ['on', 'off'], 'off') === 'on';
  const demoIssuerKey = isIssuer ? reader.ed25519('DEMO_ISSUER_PRIVATE_KEY', 'private') : null;
  if (demoIssuerKey !== null && tokenPublicKey !== null && demoIssuerKey.x !== tokenPublicKey.x) {
    const remedy = 'Give both halves of one pair';
    reader.fault('DEMO_ISSUER_PRIVATE_KEY', 'does not belong to TOKEN_PUBLIC_KEY', remedy);
  }
  return {
    tokenIssuer: reader.text('TOKEN_ISSUER', 'zero-run-demo'),
    tokenAudience: reader.text('TOKEN_AUDIENCE', 'zero-run'),
    tokenPublicKey: tokenPublicKey ?? NO_KEY,
    demoIssuerKey,
  };
}

/** Certificates and statements: who issues them, with which key, and where they are verified: in development, here. */
function readDocuments(reader: SettingReader, port: number) {
  const documentSigningKey = reader.ed25519('DOCUMENT_SIGNING_KEY', 'private');
  if (documentSigningKey !== null && documentSigningKey.kid === undefined) {
    reader.fault(
      'DOCUMENT_SIGNING_KEY',
      'has no kid',
      'Name the key by a kid: it stands beside every signature',
    );
  }
  return {
    centreName: reader.text('CENTRE_NAME', '零跑市住房公积金管理中心（演示）'),
    documentSigningKey: documentSigningKey ?? NO_KEY,
    verificationAddress: reader.webUrl(
      'VERIFICATION_URL',
      `http://127.0.0.1:${port === 0 ? USUAL_PORT : port}/v1/verifications`,
    ),
  };
}

function readOutside(reader: SettingReader) {
  const banks = readBanks(reader);
  const registryUrls: RegistryUrls = {
    msa: reader.webUrl('MSA_URL', SIMULATORS),
    pol: reader.webUrl('POL_URL', SIMULATORS),
    soc: reader.webUrl('SOC_URL', SIMULATORS),
    civ: reader.webUrl('CIV_URL', SIMULATORS),
    rea: reader.webUrl('REA_URL', SIMULATORS),
    hsg: reader.webUrl('HSG_URL', SIMULATORS),
    hrr: reader.webUrl('HRR_URL', SIMULATORS),
    tax: reader.webUrl('TAX_URL', SIMULATORS),
    pbc: reader.webUrl('PBC_URL', SIMULATORS),
    nat: reader.webUrl('NAT_URL', SIMULATORS),
    crt: reader.webUrl('CRT_URL', SIMULATORS),
    // Whose cards they are is asked of the bank.
    bnk: banks.bankBocUrl,
  };
  const control = reader.given('SIMULATORS_CONTROL_URL');
  return {
    registryUrls,
    ...banks,
    simulatorsControlUrl: control === null ? null : reader.webUrl('SIMULATORS_CONTROL_URL', control),
  };
}

function readBanks(reader: SettingReader) {
  const bankBocKey = reader.secretKey('BANK_BOC_KEY', { least: 32, most: 64 });
  const bankBocomKey = reader.secretKey('BANK_BOCOM_KEY', { least: 32, most: 64 });
  if (bankBocKey.length > 0 && bankBocKey.equals(bankBocomKey)) {
    reader.fault('BANK_BOCOM_KEY', 'is the same as BANK_BOC_KEY', 'Agree on a key of its own with each bank');
  }
  return {
    bankBocUrl: reader.webUrl('BANK_BOC_URL', SIMULATORS),
    bankBocKeyId: reader.text('BANK_BOC_KEY_ID', 'dev'),
    bankBocKey,
    bankBocomUrl: reader.webUrl('BANK_BOCOM_URL', SIMULATORS),
    bankBocomKeyId: reader.text('BANK_BOCOM_KEY_ID', 'dev'),
    bankBocomKey,
    platformKeyId: reader.text('PLATFORM_KEY_ID', 'dev'),
    platformKey: reader.secretKey('PLATFORM_KEY', { least: 32, most: 64 }),
    reaKey: reader.secretKey('REA_KEY', { least: 32, most: 64 }),
    hsgKey: reader.secretKey('HSG_KEY', { least: 32, most: 64 }),
  };
}

/** A round asks registries at most so often one after another (a question may need the answer to an earlier one). */
const QUESTIONS_IN_A_ROW = 3;

/** Times that need each other: a lease outlasts what is asked under it, and a payment is not "unknown to the bank" while on its way. */
function readTimes(reader: SettingReader) {
  const longestQuestion = Math.floor((LEASE_MS - 1) / QUESTIONS_IN_A_ROW);
  const bankDeadlineMs = reader.integer('BANK_DEADLINE_MS', 2_000, 10, LEASE_MS / 2 - 1);
  const bankNotFoundWindowMs = reader.integer('BANK_NOT_FOUND_WINDOW_MS', 5_000, 0, 86_400_000);
  if (bankNotFoundWindowMs <= bankDeadlineMs) {
    reader.fault(
      'BANK_NOT_FOUND_WINDOW_MS',
      'is not longer than BANK_DEADLINE_MS',
      `Give more than ${bankDeadlineMs}, else a payment still on its way could be sent again`,
    );
  }
  return {
    registryDeadlineMs: reader.integer('REGISTRY_DEADLINE_MS', 800, 10, longestQuestion),
    bankDeadlineMs,
    inlineBudgetMs: reader.integer('INLINE_BUDGET_MS', 2_500, 0, 60_000),
    workerIntervalMs: reader.integer('WORKER_INTERVAL_MS', 250, 0, 60_000),
    shutdownNoticeMs: reader.integer('SHUTDOWN_NOTICE_MS', reader.production ? 5_000 : 0, 0, 15_000),
    bankNotFoundWindowMs,
    unmatchedLimitYuan: reader.integer('UNMATCHED_LIMIT_YUAN', 1_000_000, 0, 999_999_999),
    replaySampleSize: reader.integer('REPLAY_SAMPLE_SIZE', 200, 0, 10_000),
  };
}
