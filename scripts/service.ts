import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { BundleMap } from './bundle-map';

const BUNDLE = join(__dirname, '..', 'service.js');
/** What V8 made of it; other options or another version of Node make their own and do without. */
const CODE = `${BUNDLE}.code`;
const MAP = `${BUNDLE}.map`;

interface Service {
  runService(): Promise<void>;
}
/** V8 writes of a call: `name (file:line:column)`. */
interface Call extends NodeJS.CallSite {
  toString(): string;
}
type Wrapper = (exports: object, require: NodeJS.Require, module: object, file: string, dir: string) => void;

/**
 * The service out of one file (scripts/bundle-service.mjs), as production and all scripts start it. `--prepare` only
 * loads it and keeps the code that V8 made, for starts with the same options.
 */
function main(): void {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} is missing: run npm run build first`);
  nameSourcesInStacks();
  const prepares = process.argv.includes('--prepare');
  const code = !prepares && existsSync(CODE) ? readFileSync(CODE) : undefined;
  const script = new Script(Module.wrap(readFileSync(BUNDLE, 'utf8')), {
    filename: BUNDLE,
    ...(code && { cachedData: code }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapper;
  run(module.exports, createRequire(BUNDLE), module, BUNDLE, dirname(BUNDLE));
  if (prepares) keep(script.createCachedData());
  else void (module.exports as Service).runService();
}

/** Whole or not at all: a service may be starting beside. */
function keep(code: Buffer): void {
  const beside = `${CODE}.${process.pid}`;
  writeFileSync(beside, code);
  renameSync(beside, CODE);
}

/** Stacks name files and lines of the sources; the map is read when the first stack is looked at. */
function nameSourcesInStacks(): void {
  let map: BundleMap | undefined;
  const placeOf = (call: Call): string => {
    const text = call.toString();
    const [line, column] = [call.getLineNumber(), call.getColumnNumber()];
    if (call.getFileName() !== BUNDLE || line === null || column === null) return text;
    map ??= new BundleMap(
      JSON.parse(readFileSync(MAP, 'utf8')) as ConstructorParameters<typeof BundleMap>[0],
    );
    const place = map.find(line - 1, column - 1);
    if (place === null) return text;
    const source = resolve(dirname(BUNDLE), place.source);
    return text.replace(`${BUNDLE}:${line}:${column}`, `${source}:${place.line + 1}:${place.column + 1}`);
  };
  Error.prepareStackTrace = (error, calls) =>
    [Error.prototype.toString.call(error), ...calls.map((call) => `    at ${placeOf(call)}`)].join('\n');
}

main();
