import type { Node } from './node';

/** How one field of a record stands in a registry's answer: its name there, and how it is read. */
export interface WireField<V> {
  readonly wire: string;
  read(node: Node): V;
}

export type WireFields<T> = { readonly [K in keyof T]-?: WireField<T[K]> };

/** The names by which a registry is asked for these fields. */
export function wireNames<T>(table: WireFields<T>, fields: readonly (keyof T)[]): string[] {
  return fields.map((field) => table[field].wire);
}

/** Reads exactly those fields of a row. */
export function readFields<T>(row: Node, table: WireFields<T>, fields: readonly (keyof T)[]): Partial<T> {
  const value: Partial<T> = {};
  for (const field of fields) value[field] = table[field].read(row.field(table[field].wire));
  return value;
}
