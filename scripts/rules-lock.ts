import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { canonicalJson, sha256Hex } from '../src/kernel/canonical-json';
import type { Json } from '../src/kernel/fact';
import { ruleReference } from '../src/modules/policy';
import type { Rule } from '../src/modules/policy';

/** Committed list of released rules: 'rent-no-home@1' → fingerprint. Relative to the project's root. */
export const LOCK_FILE = 'src/modules/policy/rules.lock.json';

export interface FoundRule {
  readonly rule: Rule;
  /** Rule file, relative to the project's root. */
  readonly file: string;
  readonly fingerprint: string;
}

export type RulesLock = Readonly<Record<string, string>>;

/**
 * What a rule is, as one SHA-256: its declared parts, which cover constants from other files, and the program text
 * of its file without comments and layout. Code it calls in other files is not covered.
 */
export function fingerprint(rule: Rule, source: string): string {
  const { id, version, effective, clause, order, reasonCode, reads, texts } = rule;
  const parts = {
    id,
    version,
    effective,
    clause,
    order,
    reasonCode,
    reads,
    texts,
    program: programOf(source),
  };
  return sha256Hex(canonicalJson(parts as unknown as Json));
}

/**
 * All rules of the tree, the files `*.rule.ts` below `src/modules`, in the order of their paths.
 * `load` gives the exports of a rule file, named relative to the root.
 * @throws Error when a file does not export exactly one rule, or two files are the same rule.
 */
export function findRules(root: string, load: (file: string) => object): readonly FoundRule[] {
  const found = ruleFiles(root).map((file): FoundRule => {
    const rules = Object.values(load(file)).filter(isRule);
    const [rule] = rules;
    if (rule === undefined || rules.length > 1) throw new Error(`${file} must export exactly one rule`);
    return { rule, file, fingerprint: fingerprint(rule, readFileSync(join(root, file), 'utf8')) };
  });
  const references = new Map<string, string>();
  for (const { rule, file } of found) {
    const reference = ruleReference(rule);
    const other = references.get(reference);
    if (other !== undefined) throw new Error(`${other} and ${file} are both ${reference}`);
    references.set(reference, file);
  }
  return found;
}

/** What is wrong between the tree and the list of released rules; empty when they agree. */
export function lockFaults(found: readonly FoundRule[], lock: RulesLock): readonly string[] {
  const present = new Set(found.map(({ rule }) => ruleReference(rule)));
  const faults = changed(found, lock);
  for (const { rule, file } of found) {
    if (lock[ruleReference(rule)] === undefined)
      faults.push(`${ruleReference(rule)} (${file}) is not released: run node dist/scripts/release-rules.js`);
  }
  for (const reference of Object.keys(lock)) {
    if (!present.has(reference))
      faults.push(`${reference} was released and is gone: decisions made by it can no longer be replayed`);
  }
  return faults;
}

/**
 * The list with the new rules added, in the order of their references.
 * @throws Error naming each released rule that was changed: a change is a new version with its own days.
 */
export function withReleased(found: readonly FoundRule[], lock: RulesLock): RulesLock {
  const faults = changed(found, lock);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const all = { ...lock };
  for (const { rule, fingerprint: hash } of found) all[ruleReference(rule)] = hash;
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function readLock(root: string): RulesLock {
  return JSON.parse(readFileSync(join(root, LOCK_FILE), 'utf8')) as RulesLock;
}

function changed(found: readonly FoundRule[], lock: RulesLock): string[] {
  return found.flatMap(({ rule, file, fingerprint: hash }) => {
    const released = lock[ruleReference(rule)];
    if (released === undefined || released === hash) return [];
    return [
      `${ruleReference(rule)} (${file}) is released and was changed: undo it, and write version ${rule.version + 1} in a new file with its own effective days`,
    ];
  });
}

function ruleFiles(root: string): string[] {
  const modules = join(root, 'src', 'modules');
  return readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.rule.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'judge' in value && 'reasonCode' in value;
}

/**
 * The tokens of a program: what is left when comments, blanks, line breaks and trailing commas are not counted, nor
 * the folders that imports go through. A rule whose file moves to another folder is the same rule.
 */
function programOf(source: string): string {
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest, true);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length === 0) tokens.push(isImported(node) ? fileName(node.text) : node.getText(file));
    else children.forEach(visit);
  };
  visit(file);
  const closes = (token: string | undefined): boolean => token === ')' || token === ']' || token === '}';
  return tokens
    .filter((token) => token !== '')
    .filter((token, index, all) => !(token === ',' && closes(all[index + 1])))
    .join(' ');
}

function isImported(node: ts.Node): node is ts.StringLiteral {
  return ts.isStringLiteral(node) && ts.isImportDeclaration(node.parent) && node.text.startsWith('.');
}

function fileName(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf('/') + 1);
}
