import { setImmediate as nextTurn } from 'node:timers/promises';

/** Items looked at in one turn of the event loop: a millisecond or two. */
const IN_ONE_TURN = 1_000;

/** Looks at each item in order. However many there are, whoever else waits for the event loop gets a turn in between. */
export async function eachInTurns<T>(items: readonly T[], look: (item: T) => void): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % IN_ONE_TURN === 0) await nextTurn();
    look(item);
  }
}

/** The items under what `keyOf` says of each; of two with one key the latter. */
export async function mapInTurns<K, T>(items: readonly T[], keyOf: (item: T) => K): Promise<Map<K, T>> {
  const map = new Map<K, T>();
  await eachInTurns(items, (item) => map.set(keyOf(item), item));
  return map;
}
