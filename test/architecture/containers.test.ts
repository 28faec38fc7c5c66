import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { withDevelopmentKeys } from '../../scripts/development-keys';
import { projectRoot } from '../../scripts/postgres';
import { taiyuan } from '../../scripts/set-up-centre';
import { loadConfig, newDevelopmentKeys, SETTING_NAMES } from '../../src/platform/config';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
  readonly configs: object;
}

const root = projectRoot();
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const dockerfile = read('Dockerfile');
const compose = parsedYaml(read('docker-compose.yml')) as Compose;
const services = Object.entries(compose.services);
/** Those that run our own image. */
const own = services.filter(([, { image }]) => image === 'zero-run');

function parsedYaml(text: string): unknown {
  const require = createRequire(join(root, 'node_modules/@seriousme/openapi-schema-validator/package.json'));
  const { parse } = require('yaml') as { parse: (text: string, options: object) => unknown };
  return parse(text, { merge: true });
}

/** Keys of a service by the Compose specification, as far as they are used here. */
const SERVICE_KEYS = new Set(
  'build image command environment depends_on volumes configs healthcheck ports read_only tmpfs cap_drop security_opt init stop_grace_period restart'.split(
    ' ',
  ),
);
/** Program that a command starts; null for a command that brings its own text. */
const programOf = (command: readonly string[]): string | null =>
  command[0] === 'node' && command[1] !== '-e' ? (command[1] ?? null) : null;
const sourceOf = (built: string): string => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
/** What compose fills in where the machine's environment says nothing. */
const filled = (environment: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1'),
    ]),
  );

describe('the containers', () => {
  test('have keys that compose knows, and refer to what is there', () => {
    expect(services.length).toBeGreaterThan(3);
    for (const [name, service] of services) {
      expect([name, Object.keys(service).filter((key) => !SERVICE_KEYS.has(key))]).toEqual([name, []]);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const needed = compose.services[other];
        const isHealthChecked = needed?.healthcheck?.test !== undefined;
        expect([name, other, needed !== undefined]).toEqual([name, other, true]);
        expect(['service_healthy', 'service_completed_successfully']).toContain(condition);
        expect([other, condition === 'service_healthy']).toEqual([other, isHealthChecked]);
      }
      for (const volume of service.volumes ?? []) {
        const [from = ''] = volume.split(':');
        const isThere = from.startsWith('.')
          ? existsSync(join(root, from))
          : Object.hasOwn(compose.volumes, from);
        expect([name, from, isThere]).toEqual([name, from, true]);
      }
      for (const { source } of service.configs ?? []) expect(Object.keys(compose.configs)).toContain(source);
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  test('start programs that are built from our sources, the image by itself as well', () => {
    const [, cmd = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const commands = [JSON.parse(cmd) as string[], ...own.map(([, { command = [] }]) => command)];
    const programs = commands.map(programOf).filter((program) => program !== null);
    expect(programs).toContain('dist/scripts/service.js');
    expect(programs.length).toBeGreaterThan(3);
    for (const program of programs)
      expect([program, existsSync(join(root, sourceOf(program)))]).toEqual([program, true]);
    for (const [, from = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const file of from.split(' ')) expect([file, existsSync(join(root, file))]).toEqual([file, true]);
  });

  test('of ours write to volumes only, hold no rights, and run as a user of no power', () => {
    for (const [name, { read_only, cap_drop }] of own)
      expect([name, read_only, cap_drop]).toEqual([name, true, ['ALL']]);
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD ['));
    expect(dockerfile).toMatch(/npm ci /);
    expect(last).toContain('ENV NODE_ENV=production');
  });

  test('give the owner’s role to the step before the service only, and the service settings that it takes', () => {
    const withOwner = services.filter(([, { environment = {} }]) => 'DATABASE_OWNER_URL' in environment);
    expect(withOwner.map(([name]) => name)).toEqual(['prepare']);
    expect(Object.keys(compose.services['prepare']?.environment ?? {})).not.toContain('DATABASE_URL');
    const environment = filled(compose.services['app']?.environment);
    expect(
      Object.keys(environment).filter((name) => !(SETTING_NAMES as readonly string[]).includes(name)),
    ).toEqual([]);
    const config = loadConfig(withDevelopmentKeys(environment, newDevelopmentKeys()));
    expect(new URL(config.databaseUrl).username).toBe('zero_run_app');
    expect(config.demoIssuerKey).not.toBeNull();
    const given = Object.entries(config).filter(([name]) => /Urls?$/.test(name) && name !== 'databaseUrl');
    const outside = given.flatMap(([, url]) =>
      typeof url === 'string' ? [url] : Object.values(url as object),
    );
    expect(outside.length).toBeGreaterThan(6);
    expect(new Set(outside)).toEqual(new Set(['http://simulators:3100']));
  });

  test('give the simulators settings that they read, and tell the bank where its notices go', () => {
    const source = read('src/simulators/main.ts');
    const names = Object.keys(compose.services['simulators']?.environment ?? {}).filter(
      (name) => name !== 'NODE_ENV',
    );
    for (const name of names) expect([name, source.includes(`env.${name}`)]).toEqual([name, true]);
    const script = compose.services['bank-callbacks']?.command?.join(' ').replaceAll('$$', '$') ?? '';
    expect(script).toContain('http://app:3000/v1/bank/${bank}/notices');
    expect(script).toContain('http://simulators:3100/control/bank/${bank}/callback');
    for (const { bankCode } of taiyuan.bankAccounts) expect(script).toContain(`'${bankCode}'`);
    expect(read('src/modules/settlement/http/bank-notices.controller.ts')).toContain(
      "@Post(':code/notices')",
    );
  });

  test('are asked for their health at addresses that the programs serve', () => {
    const checks = [
      ...dockerfile.matchAll(/fetch\(`http:\/\/127\.0\.0\.1:\$\{process\.env\.PORT\}([^`]+)`/g),
    ];
    expect(checks.map(([, path]) => path)).toEqual(['/readyz']);
    expect(read('src/platform/http/health.controller.ts')).toContain("@Get('readyz')");
    const simulators = compose.services['simulators']?.healthcheck?.test?.join(' ') ?? '';
    expect(/127\.0\.0\.1:3100(\/[a-z/]+)/.exec(simulators)?.[1]).toBe('/control/moods');
    expect(read('src/simulators/control/mount-control.ts')).toContain('moods');
  });
});
