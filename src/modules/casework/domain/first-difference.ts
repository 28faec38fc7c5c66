import type { Json } from '../../../kernel/fact';

/**
 * Path (RFC 6901) of the first place at which two JSON values differ, members in the order of their names; null when
 * they are equal. '' is the whole value.
 */
export function firstDifference(one: Json | undefined, other: Json | undefined, path = ''): string | null {
  if (one === other) return null;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return path;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  if (!Array.isArray(one)) names.sort();
  for (const name of names) {
    const part = name.replaceAll('~', '~0').replaceAll('/', '~1');
    const found = firstDifference(one[name], other[name], `${path}/${part}`);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}
