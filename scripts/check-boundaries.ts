import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from './postgres';

/** Below this many files the reader must have looked at the wrong place. */
const LEAST_FILES = 100;

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface Reading {
  /** Sources of the tree that were read, packages not counted. */
  readonly files: number;
  readonly violations: readonly Violation[];
}

interface CruiseReport {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

const root = projectRoot();
const nothing: Reading = { files: 0, violations: [] };
const configuration = join(root, '.dependency-cruiser.cjs');
const plantedFolder = join(root, 'test', 'architecture', 'planted');
const load = createRequire(join(root, 'package.json'));

function cruise(folders: readonly string[]): CruiseReport[] {
  const program = join(root, 'scripts', 'read-imports.mjs');
  const run = spawnSync(process.execPath, [program, ...folders], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`dependency-cruiser failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as CruiseReport[];
}

/** Reads the `src` of each folder with the project's rules; one reading a folder, in their order. */
export function readImports(folders: readonly string[] = [root]): Reading[] {
  return cruise(folders).map(({ modules, summary }) => ({
    files: modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }));
}

/** Names of the rules, in the order of the configuration. */
export function ruleNames(): string[] {
  const { forbidden } = load(configuration) as { forbidden: { name: string }[] };
  return forbidden.map(({ name }) => name);
}

/** Rules whose planted violation is not named by exactly this rule, or that have none planted. */
export function blindRules(): string[] {
  const rules = ruleNames();
  const isPlanted = (rule: string): boolean => existsSync(join(plantedFolder, rule));
  const planted = rules.filter(isPlanted);
  const readings = readImports(planted.map((rule) => join(plantedFolder, rule)));
  const missing = rules
    .filter((rule) => !isPlanted(rule))
    .map((rule) => `${rule}: no violation is planted in ${join(plantedFolder, rule)}`);
  const unnamed = planted.flatMap((rule, index) => {
    const named = [...new Set(readings[index]?.violations.map((violation) => violation.rule))];
    return named.length === 1 && named[0] === rule
      ? []
      : [`${rule}: its planted violation is reported as ${named.join(', ') || 'nothing'}`];
  });
  return [...missing, ...unnamed];
}

/** Sources on the disk, which must all have been read: a reader that finds nothing also finds no violation. */
export function sourceFiles(): number {
  const entries = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.d.ts')).length;
}

/** Everything wrong with the imports of the project, as sentences; empty when all is well. */
export function boundaryFaults(): string[] {
  const [{ files, violations } = nothing] = readImports();
  const expected = sourceFiles();
  const faults = violations.map(({ rule, from, to }) => `${rule}: ${from} imports ${to}`);
  if (files !== expected || files < LEAST_FILES) {
    faults.push(`${files} files were read, ${expected} are there, at least ${LEAST_FILES} are expected`);
  }
  return [...faults, ...blindRules()];
}

function main(): void {
  const faults = boundaryFaults();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else
    process.stdout.write(
      `${sourceFiles()} files and ${ruleNames().length} planted violations: imports are in order\n`,
    );
}

if (require.main === module) main();
