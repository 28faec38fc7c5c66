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
const configuration = join(root, '.dependency-cruiser.cjs');
const plantedFolder = join(root, 'test', 'architecture', 'planted');
const load = createRequire(join(root, 'package.json'));

function cruise(folder: string): CruiseReport {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const run = spawnSync(
    process.execPath,
    [program, '--config', configuration, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (run.stdout === '') throw new Error(`dependency-cruiser failed in ${folder}: ${run.stderr}`);
  return JSON.parse(run.stdout) as CruiseReport;
}

/** Reads the `src` of a folder with the project's rules. */
export function readImports(folder: string = root): Reading {
  const { modules, summary } = cruise(folder);
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { files: modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length, violations };
}

/** Names of the rules, in the order of the configuration. */
export function ruleNames(): string[] {
  const { forbidden } = load(configuration) as { forbidden: { name: string }[] };
  return forbidden.map(({ name }) => name);
}

/** Rules whose planted violation is not named by exactly this rule, or that have none planted. */
export function blindRules(): string[] {
  return ruleNames().flatMap((rule) => {
    const folder = join(plantedFolder, rule);
    if (!existsSync(folder)) return [`${rule}: no violation is planted in ${folder}`];
    const named = [...new Set(readImports(folder).violations.map((violation) => violation.rule))];
    return named.length === 1 && named[0] === rule
      ? []
      : [`${rule}: its planted violation is reported as ${named.join(', ') || 'nothing'}`];
  });
}

/** Sources on the disk, which must all have been read: a reader that finds nothing also finds no violation. */
export function sourceFiles(): number {
  const entries = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.d.ts')).length;
}

/** Everything wrong with the imports of the project, as sentences; empty when all is well. */
export function boundaryFaults(): string[] {
  const { files, violations } = readImports();
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
