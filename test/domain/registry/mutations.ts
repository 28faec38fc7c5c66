type Container = Record<string, unknown> | unknown[];

/** Paths of every field in a JSON value, such as ['BODY', 'LIST', '0', 'CHK']. */
export function fieldPaths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...fieldPaths(inner, [...path, key]),
  ]);
}

/** Paths of every object in a JSON value, the whole included. */
export function objectPaths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...(Array.isArray(value) ? [] : [[...path]]),
    ...Object.entries(value).flatMap(([key, inner]) => objectPaths(inner, [...path, key])),
  ];
}

/** Copy of the value with the field at that path missing. */
export function removed(value: object, path: readonly string[]): object {
  const copy = structuredClone(value);
  const parent = parentOf(copy, path);
  Reflect.deleteProperty(parent, path.at(-1) ?? '');
  return copy;
}

/** Copy of the value with another value at that path. */
export function replaced(value: object, path: readonly string[], other: unknown): object {
  const copy = structuredClone(value);
  Reflect.set(parentOf(copy, path), path.at(-1) ?? '', other);
  return copy;
}

function parentOf(root: object, path: readonly string[]): Container {
  return path
    .slice(0, -1)
    .reduce<Container>((at, key) => (at as Record<string, Container>)[key] ?? {}, root as Container);
}
