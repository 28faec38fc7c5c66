/**
 * Awaits statements of one transaction that were sent in one turn and do not need each other's answers: they leave in one
 * packet and are carried out in the order in which they stand. The first that fails is the fault of all.
 */
export function together<const T extends readonly Promise<unknown>[]>(
  statements: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  return Promise.all(statements);
}
