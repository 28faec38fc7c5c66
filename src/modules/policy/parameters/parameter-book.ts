import { addDays, isDay } from '../../../kernel/calendar';
import { checkValue } from './check-value';
import { NoParametersForDay } from './no-parameters-for-day';
import { leavesOf, RowParameters } from './parameter-set';
import type { ParameterSet } from './parameter-set';
import { ParameterValue } from './parameter-value';
import type { ParameterRow, ParameterTree } from './parameter-row';

/** Dated rows, compiled and checked: at most one row for a day, none missing between the first and the last. */
export interface ParameterBook {
  /** In order of time. */
  readonly sets: readonly ParameterSet[];
  /** @throws NoParametersForDay when no row holds on that day. Never another day's values. */
  on(day: string): ParameterSet;
}

/** Rows that contradict each other or themselves. The start fails on it; nothing runs on half a rule book. */
export class ParameterFault extends Error {
  override readonly name = 'ParameterFault';
}

/**
 * Compiles rows, given in order of time, into a book.
 * @throws ParameterFault on an overlap, a gap, an unknown parent, a misspelt path or a value of the wrong form.
 */
export function parameterBook(rows: readonly ParameterRow[]): ParameterBook {
  checkDates(rows);
  const merged = new Map<string, ParameterTree>();
  const sets = rows.map((row): ParameterSet => {
    if (merged.has(row.id)) throw new ParameterFault(`two parameter rows are called ${row.id}`);
    const tree = treeOf(row, merged);
    for (const [path, value] of leavesOf(tree, '')) {
      const fault = checkValue(value);
      if (fault !== null) throw new ParameterFault(`parameter '${path}' of ${row.id}: ${fault}`);
    }
    merged.set(row.id, tree);
    return new RowParameters(row.id, row.validFrom, row.validTo, tree);
  });
  return { sets, on: (day) => setOn(sets, day) };
}

function setOn(sets: readonly ParameterSet[], day: string): ParameterSet {
  const found = sets.find((set) => holdsOn(set, day));
  if (!isDay(day) || found === undefined) throw new NoParametersForDay(day, sets);
  return found;
}

function holdsOn(row: { validFrom: string; validTo: string | null }, day: string): boolean {
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}

function checkDates(rows: readonly ParameterRow[]): void {
  if (rows.length === 0) throw new ParameterFault('there are no parameter rows');
  rows.forEach(({ id, validFrom, validTo }, index) => {
    if (!isDay(validFrom)) throw new ParameterFault(`${id} starts on no day of the calendar`);
    const next = rows[index + 1];
    if (validTo === null) {
      if (next !== undefined) throw new ParameterFault(`${id} has no end but ${next.id} follows it`);
      return;
    }
    if (!isDay(validTo) || validTo < validFrom)
      throw new ParameterFault(`${id} ends before it starts or on no day`);
    if (next === undefined) return;
    const following = addDays(validTo, 1);
    if (next.validFrom < following) throw new ParameterFault(`${id} and ${next.id} overlap`);
    if (next.validFrom > following)
      throw new ParameterFault(`no parameters from ${following} until ${next.id} starts`);
  });
}

function treeOf(row: ParameterRow, merged: ReadonlyMap<string, ParameterTree>): ParameterTree {
  if (row.extends === undefined) return row.values;
  const parent = merged.get(row.extends);
  if (parent === undefined)
    throw new ParameterFault(`${row.id} extends ${row.extends}, which is no earlier row`);
  return overlay(parent, row.values, row.id, '');
}

/** A row changes values it inherits; it never invents a path, so that a misspelt one cannot pass unnoticed. */
function overlay(parent: ParameterTree, changes: ParameterTree, row: string, path: string): ParameterTree {
  const result: Record<string, ParameterTree[string]> = { ...parent };
  for (const [name, change] of Object.entries(changes)) {
    const at = path === '' ? name : `${path}.${name}`;
    const inherited = parent[name];
    if (inherited === undefined)
      throw new ParameterFault(`${row} changes '${at}', which it does not inherit`);
    if (isGroup(inherited) && isGroup(change)) result[name] = overlay(inherited, change, row, at);
    else if (sameForm(inherited, change)) result[name] = change;
    else throw new ParameterFault(`${row} changes '${at}' into another kind of value`);
  }
  return result;
}

function isGroup(node: ParameterTree[string]): node is ParameterTree {
  return !(node instanceof ParameterValue) && !Array.isArray(node);
}

function sameForm(a: ParameterTree[string], b: ParameterTree[string]): boolean {
  if (a instanceof ParameterValue && b instanceof ParameterValue) return a.kind === b.kind;
  return Array.isArray(a) && Array.isArray(b);
}
