import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { parseYuan } from '../../../kernel/money';
import type { Fen } from '../../../kernel/money';
import { parseRate } from '../../../kernel/rate';
import type { Rate } from '../../../kernel/rate';
import { printParameter } from './print-parameter';
import { ParameterValue, weakestBasis } from './parameter-value';
import type { ParameterBasis, ParameterKind } from './parameter-value';
import type { ParameterTree } from './parameter-row';

/**
 * The parameters of one row, read by path ('withdrawal.rent.city6').
 * Every reader throws `UnknownParameter` for a path the row does not have and `WrongParameterKind` for a value of
 * another kind, null included: a mistyped path must not pass for a limit that is off.
 */
export interface ParameterSet {
  /** 'TY-2026-09' */
  readonly id: string;
  readonly validFrom: string;
  /** Last day, inclusive; null until further notice. */
  readonly validTo: string | null;
  money(path: string): Fen;
  rate(path: string): Rate;
  integer(path: string): number;
  /** null where the rule is off, such as a ban not yet in force or a multiple not in use. */
  integerOrNull(path: string): number | null;
  rateOrNull(path: string): Rate | null;
  /** A code, or a 'MM-DD' day of the year. */
  text(path: string): string;
  flag(path: string): boolean;
  /** The value as written, or a whole group: objects, lists and rate tables as JSON. */
  raw(path: string): Json;
  /** Mark and source; of a group, those of its weakest value. */
  mark(path: string): ParameterBasis;
  /** The value as a person reads it: '25000.00', '5%', '无'. */
  print(path: string): BilingualText;
  has(path: string): boolean;
  /** Paths of all single values at or below a path. */
  leaves(path: string): readonly string[];
}

/** A path that the parameters of that row do not have. */
export class UnknownParameter extends Error {
  override readonly name = 'UnknownParameter';
  constructor(
    readonly path: string,
    readonly row: string,
  ) {
    super(`parameters ${row} have no '${path}'`);
  }
}

/** A value read as something it is not. */
export class WrongParameterKind extends Error {
  override readonly name = 'WrongParameterKind';
  constructor(path: string, row: string, actual: string, wanted: string) {
    super(`parameter '${path}' of ${row} is ${actual}, not ${wanted}`);
  }
}

type Node = ParameterTree | ParameterValue | readonly ParameterValue[];

/** A parameter set over the merged values of a row. Values were checked when the row was compiled. */
export class RowParameters implements ParameterSet {
  private readonly values: ReadonlyMap<string, ParameterValue>;

  constructor(
    readonly id: string,
    readonly validFrom: string,
    readonly validTo: string | null,
    private readonly tree: ParameterTree,
  ) {
    this.values = new Map(leavesOf(tree, ''));
  }

  money(path: string): Fen {
    return parseYuan(this.string(path, 'money'));
  }

  rate(path: string): Rate {
    return parseRate(this.string(path, 'rate'));
  }

  integer(path: string): number {
    const value = this.integerOrNull(path);
    if (value === null) throw new WrongParameterKind(path, this.id, 'null', 'integer');
    return value;
  }

  integerOrNull(path: string): number | null {
    const { value } = this.ofKind(path, 'integer');
    return typeof value === 'number' ? value : null;
  }

  rateOrNull(path: string): Rate | null {
    const { value } = this.ofKind(path, 'rate');
    return typeof value === 'string' ? parseRate(value) : null;
  }

  text(path: string): string {
    return this.string(path, 'text', 'month-day');
  }

  flag(path: string): boolean {
    return this.ofKind(path, 'flag').value === true;
  }

  raw(path: string): Json {
    return toJson(this.node(path));
  }

  mark(path: string): ParameterBasis {
    return weakestBasis(leavesOf(this.node(path), path).map(([, value]) => value));
  }

  print(path: string): BilingualText {
    return printParameter(leavesOf(this.node(path), path).map(([, value]) => value));
  }

  has(path: string): boolean {
    return this.values.has(path) || [...this.values.keys()].some((leaf) => leaf.startsWith(`${path}.`));
  }

  leaves(path: string): readonly string[] {
    return leavesOf(this.node(path), path).map(([leaf]) => leaf);
  }

  private string(path: string, ...kinds: ParameterKind[]): string {
    const { value } = this.ofKind(path, ...kinds);
    if (typeof value !== 'string') throw new WrongParameterKind(path, this.id, 'null', kinds.join(' or '));
    return value;
  }

  private ofKind(path: string, ...kinds: ParameterKind[]): ParameterValue {
    const node = this.node(path);
    if (!(node instanceof ParameterValue))
      throw new WrongParameterKind(path, this.id, 'a group', kinds.join(' or '));
    if (!kinds.includes(node.kind))
      throw new WrongParameterKind(path, this.id, node.kind, kinds.join(' or '));
    return node;
  }

  private node(path: string): Node {
    let node: Node | undefined = this.tree;
    for (const name of path.split('.')) node = childOf(node, name);
    if (node === undefined) throw new UnknownParameter(path, this.id);
    return node;
  }
}

/** All single values of a tree with their paths, in the order they are written. */
export function leavesOf(node: Node, path: string): [path: string, value: ParameterValue][] {
  if (node instanceof ParameterValue) return [[path, node]];
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return Object.entries(node).flatMap(([name, child]: [string, Node]) => leavesOf(child, at(name)));
}

function childOf(node: Node | undefined, name: string): Node | undefined {
  if (node === undefined || node instanceof ParameterValue) return undefined;
  return Object.hasOwn(node, name) ? (node as ParameterTree)[name] : undefined;
}

function toJson(node: Node): Json {
  if (node instanceof ParameterValue) return node.value;
  if (isList(node)) return node.map(toJson);
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, toJson(child)]));
}

function isList(node: ParameterTree | readonly ParameterValue[]): node is readonly ParameterValue[] {
  return Array.isArray(node);
}
