import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds after which whoever else waits for the event loop gets a turn: an answer to them takes several turns. */
const ONE_TURN = 1;

/** Looks at each item in order. However many they are, others get their turn of the event loop in between. */
export async function eachInTurns<T>(
  items: readonly T[],
  look: (item: T, index: number) => void,
): Promise<void> {
  let began = performance.now();
  for (const [index, item] of items.entries()) {
    if (performance.now() - began > ONE_TURN) {
      await nextTurn();
      began = performance.now();
    }
    look(item, index);
  }
}

/** The items under what `keyOf` says of each; of two with one key the latter. */
export async function mapInTurns<K, T>(items: readonly T[], keyOf: (item: T) => K): Promise<Map<K, T>> {
  const map = new Map<K, T>();
  await eachInTurns(items, (item) => map.set(keyOf(item), item));
  return map;
}
