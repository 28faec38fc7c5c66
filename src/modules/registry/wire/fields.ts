import type { Told } from '../domain/questions';
import type { Node } from './node';

/** How one field of a record stands in a registry's answer: its name there, and how it is read. */
export interface WireField<V> {
  readonly wire: string;
  /** A second name, where the registry tells the field in two parts. */
  readonly beside?: string;
  read(node: Node, row: Node): V;
}

export type WireFields<T> = { readonly [K in keyof T]-?: WireField<T[K]> };

/** The names by which a registry is asked for these fields. */
export function wireNames<T>(table: WireFields<T>, fields: readonly (keyof T)[]): string[] {
  return fields.flatMap((field) => {
    const { wire, beside } = table[field];
    return beside === undefined ? [wire] : [wire, beside];
  });
}

/** Reads exactly those fields of a row; `N`, the fields needed, are among them. */
export function readFields<T, N extends keyof T>(
  row: Node,
  table: WireFields<T>,
  fields: readonly (keyof T)[],
): Told<T, N> {
  const value: Partial<T> = {};
  for (const field of fields) value[field] = table[field].read(row.field(table[field].wire), row);
  return value as Told<T, N>;
}

/** Beside "no" every field asked for is null in so many words. */
export function nothingSaid(row: Node, names: readonly string[]): void {
  for (const name of names) row.field(name).isNull();
}
