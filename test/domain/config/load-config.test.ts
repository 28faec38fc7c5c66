import { inspect } from 'node:util';
import { ConfigError, loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { SystemClock } from '../../../src/platform/clock';
import { dayOf, parseDay } from '../../../src/kernel/calendar';

const keys = newDevelopmentKeys();
const development = { ...keys, DATABASE_URL: 'postgres://zero_run_app:geheim@127.0.0.1:5432/zero_run' };

const realKeys = {
  SEALING_KEY: Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64'),
  INDEX_KEY: Buffer.from('vutsrqponmlkjihgfedcba9876543210').toString('base64'),
  BANK_BOC_KEY: Buffer.from('a key the bank gave us, 32 bytes').toString('base64'),
  BANK_BOCOM_KEY: Buffer.from('another key, of the second bank.').toString('base64'),
  PLATFORM_KEY: Buffer.from('a third key, the platform’s one.').toString('base64'),
  REA_KEY: Buffer.from('a fourth key, of the registry...').toString('base64'),
  HSG_KEY: Buffer.from('a fifth key, of the housing room').toString('base64'),
  TOKEN_PUBLIC_KEY: JSON.stringify({ ...(JSON.parse(keys.TOKEN_PUBLIC_KEY) as object), kid: 'city-login-1' }),
  DOCUMENT_SIGNING_KEY: JSON.stringify({
    ...(JSON.parse(keys.DOCUMENT_SIGNING_KEY) as object),
    kid: 'documents-1',
  }),
};
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: development.DATABASE_URL,
  ...realKeys,
  TOKEN_ISSUER: 'https://login.example.cn',
  TOKEN_AUDIENCE: 'zero-run',
  CENTRE_NAME: '零跑市住房公积金管理中心',
  VERIFICATION_URL: 'https://gjj.example.cn/v1/verifications',
  MSA_URL: 'https://msa.example.cn/',
  POL_URL: 'https://pol.example.cn',
  SOC_URL: 'https://soc.example.cn',
  CIV_URL: 'https://civ.example.cn',
  REA_URL: 'https://rea.example.cn',
  HSG_URL: 'https://hsg.example.cn',
  HRR_URL: 'https://hrr.example.cn',
  TAX_URL: 'https://tax.example.cn',
  PBC_URL: 'https://pbc.example.cn',
  NAT_URL: 'https://nat.example.cn',
  CRT_URL: 'https://crt.example.cn',
  BANK_BOC_URL: 'https://boc.example.cn',
  BANK_BOC_KEY_ID: 'centre-1',
  BANK_BOCOM_URL: 'https://bocom.example.cn',
  BANK_BOCOM_KEY_ID: 'centre-1',
  PLATFORM_KEY_ID: 'centre-1',
};

function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ setting }) => setting);
  }
}

describe('the settings', () => {
  test('development needs a database and keys, and has defaults for the rest', () => {
    expect(loadConfig(development)).toMatchObject({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      databasePoolSize: 20,
      centreId: 1,
      businessDate: null,
      demoIssuerKey: null,
      registryUrls: { msa: 'http://127.0.0.1:3100' },
      registryDeadlineMs: 800,
      crashPoint: null,
    });
  });

  test('development verifies documents where it listens, unless an address is given', () => {
    const addressOf = (more: Record<string, string>): string =>
      loadConfig({ ...development, ...more }).verificationAddress;
    expect(addressOf({})).toBe('http://127.0.0.1:3000/v1/verifications');
    expect(addressOf({ PORT: '3140' })).toBe('http://127.0.0.1:3140/v1/verifications');
    // Any free port: nobody knows which before it is opened.
    expect(addressOf({ PORT: '0' })).toBe('http://127.0.0.1:3000/v1/verifications');
    const given = 'https://gjj.example.cn/v1/verifications';
    expect(addressOf({ PORT: '3140', VERIFICATION_URL: given })).toBe(given);
  });

  test('production accepts complete settings and drops a trailing slash', () => {
    expect(loadConfig(production).registryUrls.msa).toBe('https://msa.example.cn');
  });

  test('all faults are told at once, each with what to do and none with its value', () => {
    const env = {
      ...development,
      PORT: '70000',
      DATABASE_URL: 'mysql://top-secret@host/db',
      SEALING_KEY: 'dG9wLXNlY3JldA==',
      BUSINESS_DATE: '2026-02-30',
      MSA_URL: 'not a url',
    };
    expect(faultsOf(env).sort()).toEqual(['BUSINESS_DATE', 'DATABASE_URL', 'MSA_URL', 'PORT', 'SEALING_KEY']);
    expect(() => loadConfig(env)).toThrow(/openssl rand -base64 32/);
    expect(() => loadConfig(env)).toThrow(/^(?!.*(?:top-secret|dG9wLXNlY3JldA)).*$/s);
  });

  test('a time of day belongs to a fixed date', () => {
    const set = { ...development, BUSINESS_DATE: '2026-10-15' };
    expect(loadConfig(set).businessMinute).toBe(360);
    expect(loadConfig({ ...set, BUSINESS_TIME: '09:30' }).businessMinute).toBe(570);
    expect(loadConfig({ ...set, BUSINESS_TIME: '23:59' }).businessMinute).toBe(1439);
    for (const wrong of ['24:00', '9:30', '09:60', 'noon'])
      expect(faultsOf({ ...set, BUSINESS_TIME: wrong })).toEqual(['BUSINESS_TIME']);
    expect(faultsOf({ ...development, BUSINESS_TIME: '09:30' })).toEqual(['BUSINESS_TIME']);
    expect(faultsOf({ ...production, BUSINESS_DATE: '2026-10-15', BUSINESS_TIME: '09:30' }).sort()).toEqual([
      'BUSINESS_DATE',
      'BUSINESS_TIME',
    ]);
  });

  test('an empty environment names everything that has no default', () => {
    expect(faultsOf({}).sort()).toEqual(
      [
        'BANK_BOC_KEY',
        'BANK_BOCOM_KEY',
        'DATABASE_URL',
        'DOCUMENT_SIGNING_KEY',
        'HSG_KEY',
        'INDEX_KEY',
        'PLATFORM_KEY',
        'REA_KEY',
        'SEALING_KEY',
        'TOKEN_PUBLIC_KEY',
      ].sort(),
    );
  });

  test.each([
    ['a development sealing key', { SEALING_KEY: keys.SEALING_KEY }, 'SEALING_KEY'],
    ['a development token key', { TOKEN_PUBLIC_KEY: keys.TOKEN_PUBLIC_KEY }, 'TOKEN_PUBLIC_KEY'],
    ['the simulated bank’s key', { BANK_BOC_KEY: keys.BANK_BOC_KEY }, 'BANK_BOC_KEY'],
    ['the simulated second bank’s key', { BANK_BOCOM_KEY: keys.BANK_BOCOM_KEY }, 'BANK_BOCOM_KEY'],
    ['the simulated platform’s key', { PLATFORM_KEY: keys.PLATFORM_KEY }, 'PLATFORM_KEY'],
    ['the simulated housing bureau’s key', { HSG_KEY: keys.HSG_KEY }, 'HSG_KEY'],
    ['the simulated title registry’s key', { REA_KEY: keys.REA_KEY }, 'REA_KEY'],
    ['one key for two banks', { BANK_BOCOM_KEY: realKeys.BANK_BOC_KEY }, 'BANK_BOCOM_KEY'],
    ['a key of one repeated byte', { INDEX_KEY: Buffer.alloc(32, 7).toString('base64') }, 'INDEX_KEY'],
    ['a fixed business date', { BUSINESS_DATE: '2026-10-15' }, 'BUSINESS_DATE'],
    ['a crash point', { CRASH_POINT: 'intake:after' }, 'CRASH_POINT'],
    [
      'a way to the simulators',
      { SIMULATORS_CONTROL_URL: 'http://127.0.0.1:3100' },
      'SIMULATORS_CONTROL_URL',
    ],
    ['a missing registry', { POL_URL: '' }, 'POL_URL'],
    ['a missing bank, which is a registry of cards too', { BANK_BOC_URL: '' }, 'BANK_BOC_URL'],
    ['no key for documents', { DOCUMENT_SIGNING_KEY: '' }, 'DOCUMENT_SIGNING_KEY'],
    [
      'a development key for documents',
      { DOCUMENT_SIGNING_KEY: keys.DOCUMENT_SIGNING_KEY },
      'DOCUMENT_SIGNING_KEY',
    ],
    [
      'a key for documents without a name',
      { DOCUMENT_SIGNING_KEY: realKeys.DOCUMENT_SIGNING_KEY.replace(/,"kid":"[^"]*"/, '') },
      'DOCUMENT_SIGNING_KEY',
    ],
    ['no name of the centre', { CENTRE_NAME: '' }, 'CENTRE_NAME'],
    ['no address of verification', { VERIFICATION_URL: '' }, 'VERIFICATION_URL'],
  ])('production refuses %s', (_, change, setting) => {
    expect(faultsOf({ ...production, ...change })).toEqual([setting]);
  });

  test('production refuses the demonstration issuer', () => {
    const { DEMO_ISSUER_PRIVATE_KEY } = keys;
    const env = { ...production, DEMO_ISSUER: 'on', DEMO_ISSUER_PRIVATE_KEY };
    expect(faultsOf(env)).toEqual(['DEMO_ISSUER', 'DEMO_ISSUER_PRIVATE_KEY']);
  });

  test('the demonstration issuer signs with the half that belongs to the public key', () => {
    expect(loadConfig({ ...development, DEMO_ISSUER: 'on' }).demoIssuerKey?.d).toBeDefined();
    const { DEMO_ISSUER_PRIVATE_KEY } = newDevelopmentKeys();
    expect(faultsOf({ ...development, DEMO_ISSUER: 'on', DEMO_ISSUER_PRIVATE_KEY })).toEqual([
      'DEMO_ISSUER_PRIVATE_KEY',
    ]);
  });

  test('one key for sealing and for indexes is refused, and a private key where the public one belongs', () => {
    expect(faultsOf({ ...development, INDEX_KEY: keys.SEALING_KEY })).toEqual(['INDEX_KEY']);
    expect(faultsOf({ ...development, TOKEN_PUBLIC_KEY: keys.DEMO_ISSUER_PRIVATE_KEY })).toEqual([
      'TOKEN_PUBLIC_KEY',
    ]);
  });

  test.each([
    ['a bank that may take half an instruction’s lease', { BANK_DEADLINE_MS: '5000' }, 'BANK_DEADLINE_MS'],
    [
      'registries that three in a row outlast a lease',
      { REGISTRY_DEADLINE_MS: '3334' },
      'REGISTRY_DEADLINE_MS',
    ],
    [
      'a "not found" believed while the payment is on its way',
      { BANK_DEADLINE_MS: '2000', BANK_NOT_FOUND_WINDOW_MS: '2000' },
      'BANK_NOT_FOUND_WINDOW_MS',
    ],
  ])('times that do not fit together are refused: %s', (_, change, setting) => {
    expect(faultsOf({ ...development, ...change })).toEqual([setting]);
  });

  test('times that just fit together are taken', () => {
    const times = {
      BANK_DEADLINE_MS: '3999',
      REGISTRY_DEADLINE_MS: '2666',
      BANK_NOT_FOUND_WINDOW_MS: '5000',
    };
    expect(loadConfig({ ...development, ...times })).toMatchObject({
      bankDeadlineMs: 3999,
      registryDeadlineMs: 2666,
      bankNotFoundWindowMs: 5000,
    });
  });

  test('printed settings show no secret', () => {
    const config = loadConfig({ ...development, DEMO_ISSUER: 'on' });
    const printed = `${inspect(config)} ${JSON.stringify(config)}`;
    const { d } = JSON.parse(keys.DEMO_ISSUER_PRIVATE_KEY) as { d: string };
    for (const secret of ['geheim', keys.SEALING_KEY, keys.INDEX_KEY, d])
      expect(printed).not.toContain(secret);
    expect(printed).toContain('zero_run_app');
  });
});

describe('the clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-20T17:30:00Z') }));
  afterEach(() => jest.useRealTimers());

  test('shows the fixed business date with the real time of day', () => {
    const clock = new SystemClock(parseDay('2026-10-15'));
    expect(clock.today()).toBe('2026-10-15');
    // 01:30 in Shanghai, on the fixed day.
    expect(clock.now().toISOString()).toBe('2026-10-14T17:30:00.000Z');
    expect(dayOf(clock.now())).toBe('2026-10-15');
  });

  test('a fixed date stands at six in the morning, or at the time that is set with it', () => {
    const day = parseDay('2026-10-15');
    expect(new SystemClock(day).minute()).toBe(6 * 60);
    expect(new SystemClock(day, 20 * 60 + 5).minute()).toBe(20 * 60 + 5);
    // In life it is 01:30 in Shanghai, then the last minute of the day before.
    expect(new SystemClock().minute()).toBe(90);
    jest.setSystemTime(new Date('2026-11-20T15:59:59Z'));
    expect(new SystemClock().minute()).toBe(24 * 60 - 1);
  });

  test('without a fixed date the day is that of Shanghai, which begins at 16:00 UTC', () => {
    expect(new SystemClock().today()).toBe('2026-11-21');
    jest.setSystemTime(new Date('2026-11-20T15:59:59Z'));
    expect(new SystemClock().today()).toBe('2026-11-20');
  });
});
