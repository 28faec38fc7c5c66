import { eachInTurns, mapInTurns } from '../../../src/platform/turns';

const items = Array.from({ length: 4_500 }, (_, index) => index);

describe('looking at very many in turns', () => {
  test('each once and in order, and others get their turn in between', async () => {
    const seen: number[] = [];
    const seenAtTurns: number[] = [];
    let goesOn = true;
    const turn = (): void => {
      seenAtTurns.push(seen.length);
      if (goesOn) setImmediate(turn);
    };
    setImmediate(turn);
    await eachInTurns(items, (item) => seen.push(item));
    goesOn = false;
    expect(seen).toEqual(items);
    expect(new Set(seenAtTurns)).toEqual(new Set([1_000, 2_000, 3_000, 4_000]));
  });

  test('what a look throws ends it', async () => {
    const act = eachInTurns(items, (item) => {
      if (item === 2_500) throw new Error('planted');
    });
    await expect(act).rejects.toThrow('planted');
  });

  test('under their keys; of two with one key the latter', async () => {
    const map = await mapInTurns([...items, 4_501], (item) => item % 4_500);
    expect([map.size, map.get(1), map.get(2)]).toEqual([4_500, 4_501, 2]);
  });
});
