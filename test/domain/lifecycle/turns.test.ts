import { eachInTurns, mapInTurns } from '../../../src/platform/turns';

const items = Array.from({ length: 200 }, (_, index) => index);

/** Works for so long without letting go. */
function work(ms: number): void {
  for (const began = performance.now(); performance.now() - began < ms;);
}

describe('looking at very many in turns', () => {
  test('each once and in order, and others get their turn every millisecond or two', async () => {
    const seen: number[] = [];
    let turns = 0;
    let goesOn = true;
    const turn = (): void => {
      turns += 1;
      if (goesOn) setImmediate(turn);
    };
    setImmediate(turn);
    await eachInTurns(items, (item, index) => {
      expect(index).toBe(item);
      work(0.4);
      seen.push(item);
    });
    goesOn = false;
    expect(seen).toEqual(items);
    // Three or fewer of them fill a turn.
    expect(turns).toBeGreaterThanOrEqual(items.length / 4);
  });

  test('what a look throws ends it', async () => {
    const seen: number[] = [];
    const act = eachInTurns(items, (item) => {
      if (item === 150) throw new Error('planted');
      seen.push(item);
    });
    await expect(act).rejects.toThrow('planted');
    expect(seen).toHaveLength(150);
  });

  test('under their keys; of two with one key the latter', async () => {
    const map = await mapInTurns([...items, 201], (item) => item % 200);
    expect([map.size, map.get(1), map.get(2)]).toEqual([200, 201, 2]);
  });
});
