import { dayOf, type Day } from '../../kernel/calendar';

const SHANGHAI_MS = 8 * 3_600_000;

/** Year, month, day, hour, minute, second in Asia/Shanghai, two digits each but the year. */
export function shanghaiParts(instant: Date): [string, string, string, string, string, string] {
  const text = new Date(instant.getTime() + SHANGHAI_MS).toISOString();
  const part = (from: number, to: number): string => text.slice(from, to);
  return [part(0, 4), part(5, 7), part(8, 10), part(11, 13), part(14, 16), part(17, 19)];
}

/** Day of the instant without separators: 20260921. */
export function compactDay(instant: Date): string {
  return dayOf(instant).replaceAll('-', '');
}

/** A day with other separators: ('2026-09-21', '/') → 2026/09/21. */
export function separated(day: Day, separator: string): string {
  return day.replaceAll('-', separator);
}

/** A JSON object, or `SyntaxError`: every department says 400 to anything else. */
export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('object expected');
  return value as Record<string, unknown>;
}

/** A list of JSON objects with at least one element. */
export function asList(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value) || value.length === 0) throw new SyntaxError('list expected');
  return value.map(asObject);
}

export function asText(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new SyntaxError('text expected');
  return value;
}

/** A list of texts, none included. */
export function asTexts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new SyntaxError('list of texts expected');
  return value.map(asText);
}

/** The texts in a list written with separators, '' being none. */
export function splitTexts(value: unknown, separator: string): string[] {
  if (typeof value !== 'string') throw new SyntaxError('text expected');
  return value === '' ? [] : value.split(separator);
}

/** Those fields of a record that were asked for, and no other. Throws `SyntaxError` for one there is not. */
export function chosen(all: object, wanted: readonly string[]): Record<string, unknown> {
  const unknown = wanted.filter((name) => !Object.hasOwn(all, name));
  if (unknown.length > 0) throw new SyntaxError('a field that is not kept here');
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

/** Copy of an object without one key. */
export function without(body: object, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
}
