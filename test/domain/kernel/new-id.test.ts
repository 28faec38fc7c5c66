import { newId } from '../../../src/kernel/identifiers/uuid';

describe('F40: a clock that goes backward', () => {
  afterEach(() => jest.restoreAllMocks());

  test('our numbers go on growing, each once', () => {
    const now = Date.now();
    const told = jest.spyOn(Date, 'now');
    const ids: string[] = [];
    for (const back of [0, 1, 500, 600_000, 86_400_000, 300_000, 0]) {
      told.mockReturnValue(now - back);
      for (let n = 0; n < 200; n += 1) ids.push(newId());
    }
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
